import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Job, unattendedJob } from '../../../src/base/protocol';
import { copyFolder } from '../../../src/store/copyFolder';
import { failureOf, valueOf } from '../../contract/storeFixture';

let folder: string;
let source: string;
let target: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'copy-folder-'));
  source = path.join(folder, 'model');
  target = path.join(folder, 'store', 'models', 'm-1', 'artifacts');
  mkdirSync(path.join(source, 'data'), { recursive: true });
  writeFileSync(path.join(source, 'MLmodel'), 'flavors: {}\n');
  writeFileSync(path.join(source, 'data', 'model.bin'), 'x'.repeat(3_000_000));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder is copied whole, with a link in it as what it names, and says how far it is', async () => {
  symlinkSync('model.bin', path.join(source, 'data', 'linked.bin'));
  const seen: number[] = [];
  const job: Job = { ...unattendedJob(), progress: ({ done, total }) => seen.push(done / total) };
  valueOf(await copyFolder(source, target, job));
  expect(readdirSync(path.join(target, 'data')).sort()).toEqual(['linked.bin', 'model.bin']);
  expect(readFileSync(path.join(target, 'data', 'linked.bin'), 'utf8')).toHaveLength(3_000_000);
  expect(seen.at(-1)).toBe(1);
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
});

test('a copy that is taken back leaves nothing, not even the folders that were made for it', async () => {
  const copy = valueOf(await copyFolder(source, target, unattendedJob()));
  await copy.undo();
  expect(existsSync(path.join(folder, 'store'))).toBe(false);
});

test('a copy that is cancelled half-way leaves nothing', async () => {
  const controller = new AbortController();
  const job: Job = { signal: controller.signal, progress: () => controller.abort() };
  expect(failureOf(await copyFolder(source, target, job)).reason).toBe('cancelled');
  expect(existsSync(path.join(folder, 'store'))).toBe(false);
});

test('a folder that holds the place of its copy is refused', async () => {
  const inside = path.join(source, 'mlruns', '0', 'models', 'm-1', 'artifacts');
  expect(failureOf(await copyFolder(source, inside, unattendedJob()))).toMatchObject({
    reason: 'invalid',
    message: `'${source}' holds the place where the store keeps artifacts.`,
  });
  expect(readdirSync(source).sort()).toEqual(['MLmodel', 'data']);
});

test('a link that leads out of the folder is refused', async () => {
  symlinkSync('/etc/hostname', path.join(source, 'data', 'secret'));
  expect(failureOf(await copyFolder(source, target, unattendedJob())).message).toMatch(/is a link that leads out of it/);
  expect(existsSync(path.join(folder, 'store'))).toBe(false);
});
