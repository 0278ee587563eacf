import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { copyFolder } from '../../../src/store/copyFolder';
import { removeStaleCopies } from '../../../src/store/removeStaleCopies';
import { failureOf, valueOf } from '../../contract/storeFixture';

const HOUR = 3_600_000;
const ID = `m-${'0'.repeat(32)}`;
let models: string;

beforeEach(() => {
  models = mkdtempSync(path.join(tmpdir(), 'stale-copies-'));
});
afterEach(() => rmSync(models, { recursive: true, force: true }));

/** What a process leaves that is killed while it copies, everything in it written so long ago. */
function halfMade(hoursAgo: number, name = `${ID}.partial`): string {
  const folder = path.join(models, name);
  mkdirSync(path.join(folder, 'copy', 'data'), { recursive: true });
  writeFileSync(path.join(folder, 'being-copied'), '');
  writeFileSync(path.join(folder, 'copy', 'data', 'model.bin'), 'half');
  const time = (Date.now() - hoursAgo * HOUR) / 1000;
  for (const below of ['copy/data/model.bin', 'copy/data', 'copy', 'being-copied', '']) utimesSync(path.join(folder, below), time, time);
  return folder;
}

test('what nothing was written into for a day is removed', async () => {
  halfMade(25);
  await removeStaleCopies(models);
  expect(readdirSync(models)).toEqual([]);
});

test('what another process writes stays: one file that grows is enough', async () => {
  const folder = halfMade(100);
  const time = (Date.now() - 23 * HOUR) / 1000;
  utimesSync(path.join(folder, 'copy', 'data', 'model.bin'), time, time);
  await removeStaleCopies(models);
  expect(readdirSync(models)).toEqual([`${ID}.partial`]);
});

test('a clock that runs behind removes nothing', async () => {
  halfMade(-5);
  await removeStaleCopies(models);
  expect(readdirSync(models)).toEqual([`${ID}.partial`]);
});

test('what a removal left that was killed itself is removed', async () => {
  halfMade(0, `${ID}.partial.removed`);
  await removeStaleCopies(models);
  expect(readdirSync(models)).toEqual([]);
});

test('what is no half-made copy is left alone', async () => {
  halfMade(100, ID);
  halfMade(100, 'notes.partial');
  const other = halfMade(100);
  writeFileSync(path.join(other, 'mine.txt'), '');
  utimesSync(other, 1, 1);
  utimesSync(path.join(other, 'mine.txt'), 1, 1);
  const before = readdirSync(models).sort();
  await removeStaleCopies(models);
  expect(readdirSync(models).sort()).toEqual(before);
});

test('a folder that is not there has none', async () => {
  await removeStaleCopies(path.join(models, 'nowhere'));
  expect(readdirSync(models)).toEqual([]);
});

test('the next copy removes it', async () => {
  halfMade(25);
  const [source, target] = [path.join(models, 'source'), path.join(models, `m-${'1'.repeat(32)}`, 'artifacts')];
  mkdirSync(source);
  writeFileSync(path.join(source, 'MLmodel'), 'flavors: {}\n');
  valueOf(await copyFolder(source, target, unattendedJob()));
  expect(readdirSync(models).sort()).toEqual([`m-${'1'.repeat(32)}`, 'source']);
  expect(readdirSync(target)).toEqual(['MLmodel']);
});

test('a copy that was taken away half-way fails, and is never half of what it should be', async () => {
  const [source, id] = [path.join(models, 'source'), `m-${'1'.repeat(32)}`];
  mkdirSync(source);
  for (const name of ['a', 'b', 'c']) writeFileSync(path.join(source, name), name);
  let isTaken = false;
  const takeAway = (): void => {
    if (isTaken) return;
    isTaken = true;
    renameSync(path.join(models, `${id}.partial`), path.join(models, `${id}.partial.removed`));
  };
  const copied = await copyFolder(source, path.join(models, id, 'artifacts'), { ...unattendedJob(), progress: takeAway });
  expect(failureOf(copied).reason).toBe('unavailable');
  expect(readdirSync(models).sort()).toEqual([`${id}.partial.removed`, 'source']);
});
