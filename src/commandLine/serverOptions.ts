import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ServerAccess, type StoreOptions } from '../store/contract';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a tracking server needs besides its address: how it lets the user in, and where copies of its artifacts are kept. */
export function serverOptions(environment: Environment): Pick<StoreOptions, 'server' | 'cacheFolder'> {
  const home = environment['HOME'] || homedir();
  const caches = environment['XDG_CACHE_HOME'] || environment['LOCALAPPDATA'] || join(home, '.cache');
  return { server: serverAccess(environment, home), cacheFolder: join(caches, 'modelops', 'artifacts') };
}

/**
 * How MLflow's own environment variables, and its file `~/.mlflow/credentials`, let one into the server that the user
 * names: user name and password come before a token.
 */
function serverAccess(environment: Environment, home: string): ServerAccess {
  const credentials = findCredentials(environment, home);
  const workspace = environment['MLFLOW_WORKSPACE']?.trim();
  const authority = environment['MLFLOW_TRACKING_SERVER_CERT_PATH'];
  const certificate = environment['MLFLOW_TRACKING_CLIENT_CERT_PATH'];
  return {
    ...(credentials === null ? {} : { credentials }),
    ...(workspace ? { workspace } : {}),
    ...(authority ? { certificateAuthority: authority } : {}),
    ...(certificate ? { clientCertificate: certificate } : {}),
    ...(isTrue(environment['MLFLOW_TRACKING_INSECURE_TLS']) ? { insecure: true } : {}),
  };
}

function findCredentials(environment: Environment, home: string): NonNullable<ServerAccess['credentials']> | null {
  const kept = readCredentialsFile(join(home, '.mlflow', 'credentials'));
  const username = environment['MLFLOW_TRACKING_USERNAME'] || kept['mlflow_tracking_username'];
  const password = environment['MLFLOW_TRACKING_PASSWORD'] || kept['mlflow_tracking_password'];
  if (username && password) return { kind: 'basic', username, password };
  const token = environment['MLFLOW_TRACKING_TOKEN'];
  return token ? { kind: 'bearer', token } : null;
}

/** The section [mlflow] of an INI file; empty if there is none. */
function readCredentialsFile(file: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  let section = '';
  for (const line of readLines(file)) {
    section = /^\[([^\]]+)\]/.exec(line)?.[1] ?? section;
    const [, key, value] = /^([^#;\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (section === 'mlflow' && key !== undefined) values[key.toLowerCase()] = value?.trim() ?? '';
  }
  return values;
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}

/** As MLflow reads a variable that is true or false. */
function isTrue(value: string | undefined): boolean {
  return value === '1' || value?.toLowerCase() === 'true';
}
