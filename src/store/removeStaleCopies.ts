import { type Dirent } from 'node:fs';
import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** In a half-made copy: its files, and the mark by which the process that makes it sees that it still has it. */
export const COPIED = 'copy';
export const MARK = 'being-copied';

/** A copy into which nothing was written for so long belongs to no process that works: each chunk of a file counts. */
const STALE_AFTER_MS = 24 * 3_600_000;
/** Of the names that half-made copies have; what was taken away from its maker is nobody's. */
const HALF_MADE = /^m-[0-9a-f]{32}[.]partial$/;
const TAKEN_AWAY = /^m-[0-9a-f]{32}[.]partial[.]removed$/;

/**
 * Removes the half-made copies that processes which were killed left in a folder of models. A copy is first taken away
 * from its maker in one step: one that was only asleep then finds its mark gone, and gives up. Never fails: what cannot be
 * removed stays for the next time.
 * @param now the time, in milliseconds.
 */
export async function removeStaleCopies(models: string, now = Date.now()): Promise<void> {
  for (const entry of await readdir(models, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory()) continue;
    if (HALF_MADE.test(entry.name)) await takeAway(join(models, entry.name), now);
    else if (TAKEN_AWAY.test(entry.name)) await remove(join(models, entry.name));
  }
}

async function takeAway(partial: string, now: number): Promise<void> {
  const entries = await readdir(partial).catch(() => null);
  // A folder of that name which holds anything else is not ours.
  if (entries === null || entries.some(name => name !== COPIED && name !== MARK)) return;
  if (now - (await lastWritten(partial)) < STALE_AFTER_MS) return;
  const taken = `${partial}.removed`;
  const isTaken = await rename(partial, taken).then(
    () => true,
    () => false,
  );
  if (isTaken) await remove(taken);
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** The latest time at which anything in a folder changed; endless if a part of it cannot be looked at. */
async function lastWritten(folder: string): Promise<number> {
  let latest = 0;
  const left = [folder];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const entries: readonly Dirent[] | null = await readdir(at, { withFileTypes: true }).catch(() => null);
    if (entries === null) return Number.POSITIVE_INFINITY;
    latest = Math.max(latest, await changedAt(at));
    for (const entry of entries) {
      if (entry.isDirectory()) left.push(join(at, entry.name));
      else latest = Math.max(latest, await changedAt(join(at, entry.name)));
    }
  }
  return latest;
}

async function changedAt(path: string): Promise<number> {
  return await lstat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
}
