import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure, success, type Result } from '../../base/result';
import { shownPath } from '../../domain/shownText';
import { type Store, type StoreOptions } from '../contract';
import { FileStore } from './fileStore';

/**
 * The folder that a store's URI names, if it is one where MLflow kept experiments as files (`mlruns`, or the folder that
 * holds it); null if it names something else.
 */
export function fileStoreFolder(uri: string): string | null {
  const path = pathOf(uri);
  if (path === null) return null;
  return [path, join(path, 'mlruns')].find(isFileStore) ?? null;
}

/** Opens such a folder, to read. @param folder as `fileStoreFolder` found it. */
export function openFileStore(uri: string, folder: string, options: StoreOptions): Result<Store> {
  if (!existsSync(folder)) return failure('not_found', `There is no folder '${shownPath(folder)}'.`, { nextStep: 'Check the path.' });
  const roots = {
    databaseFolder: dirname(folder),
    artifactsDestination: options.artifactsDestination ?? join(dirname(folder), 'mlartifacts'),
    moves: options.artifactMoves ?? [],
  };
  return success(new FileStore({ uri, folder, label: `${basename(dirname(folder))}/${basename(folder)}`, roots }));
}

/** Plain paths and `file:` URIs; every other scheme names another kind of store. */
function pathOf(uri: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  // The editor hands every path on as the URI of a database file.
  if (scheme === 'sqlite') return resolve(/^sqlite:\/\/\/([^?]+)/i.exec(uri)?.[1] ?? '');
  if (scheme !== undefined && scheme !== 'file') return null;
  try {
    return scheme === 'file' ? fileURLToPath(uri) : resolve(uri);
  } catch {
    return null;
  }
}

/** Holds experiments, by number, each with its `meta.yaml`. */
function isFileStore(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  try {
    const experiments = readdirSync(folder).filter(name => /^[0-9]+$/.test(name));
    return experiments.some(name => existsSync(join(folder, name, 'meta.yaml')));
  } catch {
    return false;
  }
}
