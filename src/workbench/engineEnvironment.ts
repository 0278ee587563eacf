import * as path from 'node:path';
import { type ConfigurationChangeEvent, workspace } from 'vscode';
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

const TOLD_AT_START = ['http.proxy', 'http.noProxy', 'http.proxySupport', 'http.proxyStrictSSL', 'modelOps.memoryLimit'];

/** Whether the engine was told something that holds no more: it learns the new by starting anew. */
export function changesEngineEnvironment(change: ConfigurationChangeEvent): boolean {
  return TOLD_AT_START.some(setting => change.affectsConfiguration(setting));
}

function proxy(): NodeJS.ProcessEnv {
  const http = workspace.getConfiguration('http');
  const address = http.get<string>('proxySupport') === 'off' ? '' : http.get<string>('proxy', '');
  const direct = http.get<readonly string[]>('noProxy', []);
  return {
    ...(address === '' ? {} : { HTTP_PROXY: address, HTTPS_PROXY: address }),
    ...(direct.length === 0 ? {} : { NO_PROXY: direct.join(',') }),
    ...(http.get<boolean>('proxyStrictSSL', true) ? {} : { NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
  };
}
