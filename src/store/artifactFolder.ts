import { type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, success, type Result } from '../base/result';
import { type Artifact } from '../domain/artifact';
import { shownPath, shownText } from '../domain/shownText';
import { isWithin } from './artifactLocation';

/**
 * The entries of one folder below an artifact root, by name. What leads out of the root is refused, and a link that
 * does is left out of the list. A root that is not there gives null: what that means is for the caller to say.
 */
export async function listArtifactFolder(root: string, folder: string): Promise<Result<readonly Artifact[]> | null> {
  if (!isSafeArtifactPath(folder)) return outsideArtifacts(folder);
  const realRoot = await realpath(root).catch(() => null);
  if (realRoot === null) return null;
  const path = await realpath(join(realRoot, folder)).catch(() => null);
  if (path === null || !isWithin(realRoot, path)) return missingArtifact('folder', folder);
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const artifacts = await Promise.all(entries.map(entry => toArtifact(realRoot, path, entry)));
    return success(
      withFolder(
        folder,
        artifacts.filter(artifact => artifact !== null),
      ),
    );
  } catch (error) {
    return failure('unreadable', `The artifact folder '${shownPath(path)}' could not be read.`, {
      nextStep: 'Check who may read it.',
      detail: String(error),
    });
  }
}

/** The real path of a file or folder below an artifact root, without links; null if the root is not there. */
export async function findArtifact(root: string, path: string): Promise<Result<string> | null> {
  if (!isSafeArtifactPath(path)) return outsideArtifacts(path);
  const realRoot = await realpath(root).catch(() => null);
  if (realRoot === null) return null;
  const real = await realpath(join(realRoot, path)).catch(() => null);
  return real !== null && isWithin(realRoot, real) ? success(real) : missingArtifact('file', path);
}

/**
 * Whether a path is one that MLflow would write for something below a root, in whatever way it is read: a path that a
 * reader who decodes it, once or more often, would take out of the root is refused, though it is never decoded here.
 */
export function isSafeArtifactPath(path: string): boolean {
  if (path === '') return true;
  return decodings(path).every(reading => !/[\0\\]/.test(reading) && !/^[a-z]:/i.test(reading) && reading.split('/').every(isSafePart));
}

function isSafePart(part: string): boolean {
  const withoutParameters = part.replace(/[;?#].*$/, '');
  return part !== '' && ![part, withoutParameters].some(name => name === '.' || name === '..');
}

/** The path as it is, and what decoding it again and again makes of it. What cannot be decoded whole is decoded in part. */
function decodings(path: string): string[] {
  const readings = [path];
  for (let last = path, next = decoded(path); next !== last; last = next, next = decoded(next)) readings.push(next);
  return readings;
}

function decoded(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}

async function toArtifact(realRoot: string, folder: string, entry: Dirent): Promise<Artifact | null> {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return { path: entry.name, isFolder: true, size: null };
  const real = entry.isSymbolicLink() ? await realpath(path).catch(() => null) : path;
  if (real === null || !isWithin(realRoot, real)) return null;
  const facts = await stat(real).catch(() => null);
  if (facts === null) return null;
  return { path: entry.name, isFolder: facts.isDirectory(), size: facts.isDirectory() ? null : facts.size };
}

function withFolder(folder: string, artifacts: readonly Artifact[]): Artifact[] {
  const inFolder = artifacts.map(artifact => ({ ...artifact, path: folder === '' ? artifact.path : `${folder}/${artifact.path}` }));
  return inFolder.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Says that a path is none of these artifacts. */
export function outsideArtifacts(path: string): Result<never> {
  return failure('invalid', `'${shownText(path)}' is not a path within these artifacts.`);
}

/** Says that there is no such file or folder. */
export function missingArtifact(what: 'folder' | 'file', path: string): Result<never> {
  return failure('not_found', `There is no ${what} '${shownText(path)}' among these artifacts.`, {
    nextStep: 'Refresh: it may have been removed.',
  });
}
