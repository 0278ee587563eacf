import { readdir, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';

/** What was copied of one owner's artifacts, and when last. */
interface Copy {
  readonly path: string;
  readonly bytes: number;
  readonly writtenAt: number;
}

/**
 * Removes the copies that were written longest ago until the others fit: `<server>/<owner>` below the cache folder, whole,
 * so that no folder is ever left with a part of its files. @param kept a path at or below the copy that must stay.
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
  const servers = await entries(folder);
  const owners = await Promise.all(servers.map(server => entries(server)));
  return await Promise.all(owners.flat().map(owner => measure(owner)));
}

/** Paths of what is in a folder; nothing if it is none. */
async function entries(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map(name => path.join(folder, name));
}

/** What vanishes meanwhile, e.g. by another window, counts nothing. */
async function measure(place: string): Promise<Copy> {
  const facts = await stat(place).catch(() => null);
  if (facts === null) return { path: place, bytes: 0, writtenAt: 0 };
  if (!facts.isDirectory()) return { path: place, bytes: facts.size, writtenAt: facts.mtimeMs };
  const below = await Promise.all((await entries(place)).map(entry => measure(entry)));
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
