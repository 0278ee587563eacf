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
  if (!isSafe(folder)) return failure('invalid', `'${shownText(folder)}' is not a folder of these artifacts.`);
  const realRoot = await realpath(root).catch(() => null);
  if (realRoot === null) return null;
  const path = await realpath(join(realRoot, folder)).catch(() => null);
  if (path === null || !isWithin(realRoot, path)) return missing(folder);
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

function isSafe(folder: string): boolean {
  if (folder === '') return true;
  const separators = process.platform === 'win32' ? /[/\\]/ : /\//;
  return (
    !folder.includes('\0') &&
    !/^[a-z]:/i.test(folder) &&
    folder.split(separators).every(part => part !== '' && part !== '.' && part !== '..')
  );
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

function missing(folder: string): Result<never> {
  return failure('not_found', `There is no folder '${shownText(folder)}' among these artifacts.`, {
    nextStep: 'Refresh: it may have been removed.',
  });
}
