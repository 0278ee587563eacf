import * as path from 'node:path';
import { workspace } from 'vscode';
import { readSetting } from './commands';

/**
 * What the engine is told by its environment: the editor's proxy, which VS Code applies only inside the extension host,
 * and how much memory and which folder the reader of data may use.
 */
export function engineEnvironment(storageFolder: string): NodeJS.ProcessEnv {
  return {
    ...proxy(),
    MODELOPS_MEMORY_LIMIT: readSetting('modelOps.memoryLimit'),
    MODELOPS_TEMPORARY: path.join(storageFolder, 'temporary'),
  };
}

function proxy(): NodeJS.ProcessEnv {
  const http = workspace.getConfiguration('http');
  const address = http.get<string>('proxy', '');
  const direct = http.get<readonly string[]>('noProxy', []);
  return {
    ...(address === '' ? {} : { HTTP_PROXY: address, HTTPS_PROXY: address }),
    ...(direct.length === 0 ? {} : { NO_PROXY: direct.join(',') }),
    ...(http.get<boolean>('proxyStrictSSL', true) ? {} : { NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
  };
}
