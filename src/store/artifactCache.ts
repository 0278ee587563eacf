import { readdir, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';

/** One copy of an artifact: a file or folder of the cache, and when it was last written. */
interface Copy {
  readonly path: string;
  readonly bytes: number;
  readonly writtenAt: number;
}

/**
 * Removes the copies that were written longest ago until the others fit. A copy is a whole entry of the cache folder, so
 * that no folder is ever left with a part of its files. @param kept a path at or below the copy that must stay.
 */
export async function pruneArtifactCache(folder: string, mostBytes: number, kept: string): Promise<void> {
  const copies = await readCopies(folder);
  let total = copies.reduce((sum, copy) => sum + copy.bytes, 0);
  for (const copy of [...copies].sort((a, b) => a.writtenAt - b.writtenAt)) {
    if (total <= mostBytes) return;
    if (holds(copy.path, kept)) continue;
    await rm(copy.path, { recursive: true, force: true });
    total -= copy.bytes;
  }
}

async function readCopies(folder: string): Promise<readonly Copy[]> {
  const names = await readdir(folder).catch(() => []);
  return await Promise.all(names.map(name => measure(path.join(folder, name))));
}

/** What vanishes meanwhile, e.g. by another window, counts nothing. */
async function measure(place: string): Promise<Copy> {
  const facts = await stat(place).catch(() => null);
  if (facts === null) return { path: place, bytes: 0, writtenAt: 0 };
  if (!facts.isDirectory()) return { path: place, bytes: facts.size, writtenAt: facts.mtimeMs };
  const names = await readdir(place).catch(() => []);
  const below = await Promise.all(names.map(name => measure(path.join(place, name))));
  return {
    path: place,
    bytes: below.reduce((sum, { bytes }) => sum + bytes, 0),
    writtenAt: Math.max(facts.mtimeMs, ...below.map(({ writtenAt }) => writtenAt)),
  };
}

function holds(place: string, inside: string): boolean {
  const relative = path.relative(place, inside);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}
