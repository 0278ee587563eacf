import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pruneArtifactCache } from '../../../src/store/artifactCache';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'artifact-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of two files of 500 bytes, written so many minutes after midnight. */
function copy(name: string, minutes: number): string {
  const place = path.join(folder, 'server', name);
  mkdirSync(path.join(place, 'deep'), { recursive: true });
  for (const file of [path.join(place, 'a'), path.join(place, 'deep', 'b')]) writeFileSync(file, 'x'.repeat(500));
  const at = new Date(2026, 1, 1, 0, minutes);
  for (const one of ['a', 'deep/b', 'deep', '']) utimesSync(path.join(place, one), at, at);
  return place;
}

test('the oldest copies go whole until the others fit', async () => {
  for (const [name, minutes] of [
    ['c', 3],
    ['a', 1],
    ['b', 2],
  ] as const)
    copy(name, minutes);
  await pruneArtifactCache(folder, 2000, path.join(folder, 'server', 'c', 'a'));
  expect(readdirSync(path.join(folder, 'server')).sort()).toEqual(['b', 'c']);
  expect(existsSync(path.join(folder, 'server', 'b', 'deep', 'b'))).toBe(true);
});

test('what was just fetched stays, be it the oldest or too large by itself', async () => {
  copy('new', 1);
  copy('other', 2);
  await pruneArtifactCache(folder, 10, path.join(folder, 'server', 'new', 'deep', 'b'));
  expect(readdirSync(path.join(folder, 'server'))).toEqual(['new']);
});

test('a folder that is not there is empty', async () => {
  await expect(pruneArtifactCache(path.join(folder, 'nowhere'), 10, folder)).resolves.toBeUndefined();
});
