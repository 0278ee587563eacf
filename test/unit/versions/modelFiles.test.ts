import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Progress, unattendedJob } from '../../../src/base/protocol';
import { readModelFiles } from '../../../src/versions/modelFiles';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'model-files-'));
  mkdirSync(path.join(folder, 'model', 'data'), { recursive: true });
  writeFileSync(path.join(folder, 'model', 'MLmodel'), 'abc');
  writeFileSync(path.join(folder, 'model', 'data', 'weights'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('every file below the folder, with size and digest, and how far it is', async () => {
  const told: Progress[] = [];
  const read = await readModelFiles(path.join(folder, 'model'), { ...unattendedJob(), progress: progress => told.push(progress) });
  expect(read.ok && [...read.value.files]).toEqual([
    ['MLmodel', { size: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' }],
    ['data/weights', { size: 0, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }],
  ]);
  expect(read.ok && read.value.problem).toBeNull();
  expect(told.at(-1)).toEqual({ done: 3, total: 3, what: 'file 2 of 2: data/weights' });
});

test('a model that is one file', async () => {
  const read = await readModelFiles(path.join(folder, 'model', 'MLmodel'), unattendedJob());
  expect(read.ok && [...read.value.files.keys()]).toEqual(['MLmodel']);
});

test('a link out of the folder is not followed, and said', async () => {
  writeFileSync(path.join(folder, 'secret'), 'secret');
  symlinkSync(path.join(folder, 'secret'), path.join(folder, 'model', 'leak'));
  symlinkSync(path.join(folder, 'model'), path.join(folder, 'model', 'round'));
  const read = await readModelFiles(path.join(folder, 'model'), unattendedJob());
  expect(read.ok && [...read.value.files.keys()]).toEqual(['MLmodel', 'data/weights']);
  expect(read.ok && read.value.problem).toMatch(
    /^Not everything was compared: (leak|round) is no file of this folder, and 1 more like it\.$/,
  );
});

test('a folder that is gone, and a cancel', async () => {
  expect(await readModelFiles(path.join(folder, 'gone'), unattendedJob())).toMatchObject({ ok: false, failure: { reason: 'not_found' } });
  const cancelled = { ...unattendedJob(), signal: AbortSignal.abort() };
  expect(await readModelFiles(path.join(folder, 'model'), cancelled)).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
});
