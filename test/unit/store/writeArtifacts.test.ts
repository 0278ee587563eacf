import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { writeArtifacts } from '../../../src/store/writeArtifacts';

let folder: string;
let root: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'write-artifacts-'));
  root = path.join(folder, 'run', 'artifacts');
  file = path.join(folder, 'report.json');
  writeFileSync(file, '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (artifacts: Parameters<typeof writeArtifacts>[1], signal = unattendedJob().signal) => writeArtifacts(root, artifacts, signal);

test('makes the root, and leaves nothing but what was asked for', async () => {
  expect(await write([{ file, path: 'a/b.json' }])).toEqual({ ok: true, value: undefined });
  expect(readdirSync(path.join(root, 'a'))).toEqual(['b.json']);
  expect(readFileSync(path.join(root, 'a', 'b.json'), 'utf8')).toBe('{}');
});

test('a file that cannot be read fails all of them: none gets its name', async () => {
  const written = await write([
    { file, path: 'a.json' },
    { file: path.join(folder, 'none'), path: 'b.json' },
  ]);
  expect(written).toMatchObject({ ok: false, failure: { reason: 'unavailable' } });
  expect(readdirSync(root)).toEqual([]);
});

test('a link that leads out of the root is not followed', async () => {
  mkdirSync(root, { recursive: true });
  mkdirSync(path.join(folder, 'outside'));
  symlinkSync(path.join(folder, 'outside'), path.join(root, 'model-ops'));
  expect(await write([{ file, path: 'model-ops/a.json' }])).toMatchObject({ ok: false, failure: { reason: 'invalid' } });
  expect(readdirSync(path.join(folder, 'outside'))).toEqual([]);
});

test('a cancelled job logs nothing', async () => {
  const job = new AbortController();
  job.abort();
  expect(await write([{ file, path: 'a.json' }], job.signal)).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
  expect(existsSync(path.join(root, 'a.json'))).toBe(false);
});

test('says where it could not write', async () => {
  writeFileSync(path.join(folder, 'run'), 'a file where the folder should be');
  expect(await write([{ file, path: 'a.json' }])).toMatchObject({
    ok: false,
    failure: { reason: 'unavailable', message: `The artifacts could not be written to '${root}'.` },
  });
});
