import * as path from 'node:path';
import { type ConfigurationChangeEvent, workspace } from 'vscode';
import { headerForms } from '../platform/http/secrets';
import { readSetting } from './commands';

/**
 * What the engine is told by its environment: the editor's proxy, which VS Code applies only inside the extension host,
 * and how much memory and which folder the reader of data may use.
 * @param hide told the secrets that are in it, so that no log shows them.
 */
export function engineEnvironment(storageFolder: string, hide: (secret: string) => void): NodeJS.ProcessEnv {
  return {
    ...proxy(hide),
    MODELOPS_MEMORY_LIMIT: readSetting('modelOps.memoryLimit'),
    MODELOPS_TEMPORARY: path.join(storageFolder, 'temporary'),
  };
}

const TOLD_AT_START = [
  'http.proxy',
  'http.proxyAuthorization',
  'http.noProxy',
  'http.proxySupport',
  'http.proxyStrictSSL',
  'modelOps.memoryLimit',
];

/** Whether the engine was told something that holds no more: it learns the new by starting anew. */
export function changesEngineEnvironment(change: ConfigurationChangeEvent): boolean {
  return TOLD_AT_START.some(setting => change.affectsConfiguration(setting));
}

function proxy(hide: (secret: string) => void): NodeJS.ProcessEnv {
  const http = workspace.getConfiguration('http');
  const address = http.get<string>('proxySupport') === 'off' ? '' : http.get<string>('proxy', '');
  const direct = http.get<readonly string[]>('noProxy', []);
  // Without an address of its own it would be told to whatever proxy the environment names.
  const authorization = address === '' ? '' : (http.get<string | null>('proxyAuthorization', null) ?? '');
  for (const secret of authorization === '' ? [] : headerForms(authorization)) hide(secret);
  return {
    ...(address === '' ? {} : { MODELOPS_PROXY: address, MODELOPS_PROXY_AUTHORIZATION: authorization }),
    ...(direct.length === 0 ? {} : { NO_PROXY: direct.join(',') }),
    ...(http.get<boolean>('proxyStrictSSL', true) ? {} : { NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
  };
}
