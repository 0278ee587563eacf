import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { failure, success, type Result } from '../base/result';
import { type ArtifactMove } from '../domain/artifact';
import { shownPath } from '../domain/shownText';

/** Where artifacts lie that are not named by an absolute path. */
export interface ArtifactRoots {
  /** Of the database: relative paths begin here. */
  readonly databaseFolder: string;
  /** Where a tracking server keeps what `mlflow-artifacts:/` names. */
  readonly artifactsDestination: string;
  /** Folders that the user says lie elsewhere now. */
  readonly moves?: readonly ArtifactMove[];
}

/**
 * The local path of an artifact URI: an absolute or relative path, `file:`, or `mlflow-artifacts:/`, decoded once as MLflow
 * does. If nothing is there and it lies in a folder that was moved, its place in the new one; whether anything is there
 * is not checked. 'unsupported' for artifacts that are not on this machine.
 */
export function localPathOf(uri: string, roots: ArtifactRoots): Result<string> {
  const named = namedPath(uri, roots);
  return named.ok ? success(movedPath(named.value, roots.moves ?? [])) : named;
}

/** The place as the store names it, whether it was moved or not. */
function namedPath(uri: string, roots: ArtifactRoots): Result<string> {
  if (uri.includes('\0')) return failure('invalid', `'${shownPath(uri)}' is not a path.`);
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return success(plainPath(uri, roots));
  if (scheme === 'file') return filePath(uri);
  if (scheme === 'mlflow-artifacts') return serverPath(uri, roots);
  return failure('unsupported', `The artifacts are not on this machine but at '${shownPath(uri)}'.`, {
    nextStep: 'Download them, and give the path of the folder.',
  });
}

/** Whether a path is the root or lies below it; both absolute and without links. */
export function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** Of several moves, the one of the longest folder counts. */
function movedPath(path: string, moves: readonly ArtifactMove[]): string {
  if (moves.length === 0 || existsSync(path)) return path;
  const [move] = moves.filter(its => isWithin(resolve(its.from), path)).sort((a, b) => resolve(b.from).length - resolve(a.from).length);
  return move === undefined ? path : join(resolve(move.to), relative(resolve(move.from), path));
}

/** MLflow decodes plain paths too; the one that is there is meant. */
function plainPath(path: string, roots: ArtifactRoots): string {
  const asWritten = resolve(roots.databaseFolder, path);
  const decoded = decode(path);
  if (decoded === null || decoded === path || existsSync(asWritten)) return asWritten;
  const other = resolve(roots.databaseFolder, decoded);
  return existsSync(other) ? other : asWritten;
}

function filePath(uri: string): Result<string> {
  const match = /^file:(?:\/\/([^/]*))?(\/[^?#]*)/i.exec(uri);
  const path = decode(match?.[2] ?? '');
  const host = match?.[1] ?? '';
  if (path === null || path === '' || path.includes('\0') || (host !== '' && host !== 'localhost')) {
    return failure('unsupported', `'${shownPath(uri)}' names no file on this machine.`);
  }
  return success(resolve(/^\/[a-z]:/i.test(path) ? path.slice(1) : path));
}

function serverPath(uri: string, roots: ArtifactRoots): Result<string> {
  const below = /^mlflow-artifacts:(?:\/\/[^/]*)?\/*([^?#]*)/i.exec(uri)?.[1] ?? '';
  const root = resolve(roots.artifactsDestination);
  const path = resolve(root, below);
  if (isWithin(root, path)) return success(path);
  return failure('invalid', `'${shownPath(uri)}' leads out of the artifact folder.`);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
