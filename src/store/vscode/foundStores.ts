import * as path from 'node:path';
import { Uri, workspace, type WorkspaceFolder } from 'vscode';
import { searchFolder } from '../../workbench/searchFolder';
import { parseDotEnv } from '../../platform/dotEnv';
import { hostOf, isServer, takeOutCredentials } from '../../domain/savedConnection';
import { absoluteStoreUri, databaseFile } from './storeLocation';

/** A store that something in the workspace or the environment names. It is offered, never connected unasked. */
export interface FoundStore {
  /** 'files': MLflow's old file store, an `mlruns` folder. */
  readonly kind: 'database' | 'server' | 'files';
  /** Without credentials; of a file store the path of its folder. */
  readonly uri: string;
  readonly label: string;
  /** Where it was found, e.g. "flights/mlflow.db" or ".env". */
  readonly where: string;
  /** The folder of the workspace that it belongs to; null for the environment's. */
  readonly folder: WorkspaceFolder | null;
  readonly signIn: FoundSignIn;
}

/** What stands beside an address: offered when the server asks for a sign-in. */
export interface FoundSignIn {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

/** Nothing reasonable is longer; a file that is may be anything. */
const LONGEST_ENV_FILE = 100_000;

/**
 * Databases and file stores in the workspace, those nearest to a root first, and what MLFLOW_TRACKING_URI names in the
 * environment and in the folders' `.env` files. In Restricted Mode those files are not read.
 */
export async function findStores(): Promise<readonly FoundStore[]> {
  const folders = workspace.workspaceFolders ?? [];
  const inFolders = await Promise.all(folders.map(folder => findInFolder(folder)));
  const found = [...inFolders.flat(), ...environmentStore(process.env, 'MLFLOW_TRACKING_URI', null)];
  const byUri = new Map<string, FoundStore>();
  for (const store of found.sort((a, b) => rank(a) - rank(b))) if (!byUri.has(store.uri)) byUri.set(store.uri, store);
  return [...byUri.values()];
}

async function findInFolder(folder: WorkspaceFolder): Promise<readonly FoundStore[]> {
  const [databases, runs, variables] = await Promise.all([
    searchFolder(folder.uri, '{*.db,*/*.db,*/*/*.db}', 50),
    searchFolder(folder.uri, 'mlruns/*/meta.yaml', 1),
    readEnvFile(folder),
  ]);
  const files = databases.map(file => foundFile(file.fsPath, folder));
  const fileStore = runs.length === 0 ? [] : [foundFileStore(Uri.joinPath(folder.uri, 'mlruns').fsPath, folder)];
  return [...files, ...fileStore, ...environmentStore(Object.fromEntries(variables), '.env', folder)];
}

function foundFile(file: string, folder: WorkspaceFolder): FoundStore {
  const uri = absoluteStoreUri(file, folder.uri.fsPath);
  return { kind: 'database', uri, label: path.basename(file), where: workspace.asRelativePath(file, true), folder, signIn: {} };
}

function foundFileStore(file: string, folder: WorkspaceFolder | null): FoundStore {
  return { kind: 'files', uri: file, label: path.basename(file), where: workspace.asRelativePath(file, true), folder, signIn: {} };
}

async function readEnvFile(folder: WorkspaceFolder): Promise<ReadonlyMap<string, string>> {
  if (!workspace.isTrusted) return new Map();
  const file = Uri.joinPath(folder.uri, '.env');
  try {
    const { size } = await workspace.fs.stat(file);
    return size > LONGEST_ENV_FILE ? new Map() : parseDotEnv(Buffer.from(await workspace.fs.readFile(file)).toString('utf8'));
  } catch {
    // Most folders have none.
    return new Map();
  }
}

/** What MLflow's variables name: a server, a database file or a file store; nothing for what Model Ops cannot open. */
function environmentStore(
  variables: Readonly<Record<string, string | undefined>>,
  where: string,
  folder: WorkspaceFolder | null,
): readonly FoundStore[] {
  const text = variables['MLFLOW_TRACKING_URI']?.trim() ?? '';
  // Databricks is another API, and other databases need a server before them.
  if (text === '' || /^databricks\b/i.test(text)) return [];
  const base = (folder ?? workspace.workspaceFolders?.[0])?.uri.fsPath;
  if (isServer(text)) {
    const { uri, username, password } = takeOutCredentials(text);
    const signIn = {
      username: username ?? variables['MLFLOW_TRACKING_USERNAME'],
      password: password ?? variables['MLFLOW_TRACKING_PASSWORD'],
      token: variables['MLFLOW_TRACKING_TOKEN'],
    };
    return [{ kind: 'server', uri, label: hostOf(uri), where, folder, signIn }];
  }
  if (/^(sqlite|file):/i.test(text) || !/^[a-z][a-z0-9+.-]+:/i.test(text)) {
    const file = databaseFile(absoluteStoreUri(text.replace(/^file:\/\//i, ''), base)) ?? text;
    if (/^sqlite:/i.test(text) || /\.(db|sqlite3?)$/i.test(file)) {
      return [{ kind: 'database', uri: absoluteStoreUri(file, base), label: path.basename(file), where, folder, signIn: {} }];
    }
    return [{ ...foundFileStore(file, folder), where }];
  }
  return [];
}

/** What the environment names is meant most; then files named mlflow.db, then by depth. */
function rank({ kind, uri, where }: FoundStore): number {
  if (where === '.env' || where === 'MLFLOW_TRACKING_URI') return 0;
  const depth = uri.split('/').length;
  if (kind === 'files') return 1000 + depth;
  return depth + (path.posix.basename(uri) === 'mlflow.db' ? 0 : 100);
}
