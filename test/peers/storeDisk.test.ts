import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Failure } from '../../src/base/result';
import { type StoreInfo } from '../../src/store/contract';
import { outputOf, StoreChildren } from '../contract/childProcess';

let folder: string;
let children: StoreChildren;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-disk-'));
  children = new StoreChildren();
});
afterAll(() => {
  children.dispose();
  rmSync(folder, { recursive: true, force: true });
});

interface Filled {
  readonly made: number;
  readonly models: number;
  readonly failure: Failure;
}

/** A disk in memory, on Linux; test/contract has what holds everywhere. */
if (process.platform === 'linux') {
  test('on a disk that is full, and then read-only, everything that was made is there and the reason is said', async () => {
    const mount = 'mount -t tmpfs -o size=1m none "$2"; "$0" "$1" fill "$2/mlflow.db" ana';
    const protect = 'mount -o remount,ro "$2"; "$0" "$1" look "$2/mlflow.db" ana';
    const output = await outputOf(children.startShell(`${mount}; ${protect}`, folder));
    const [filled, looked] = output.split('\n') as [string, string];
    const full = JSON.parse(filled) as Filled;
    expect(full.made).toBeGreaterThan(10);
    expect(full.models).toBe(full.made);
    expect(full.failure).toMatchObject({
      reason: 'unavailable',
      message: 'The disk is full: nothing was written.',
      nextStep: 'Make room and try again.',
    });
    const seen = JSON.parse(looked) as { info: StoreInfo; wrote: Failure | null; read: boolean };
    expect(seen.read).toBe(true);
    expect(seen.info).toMatchObject({ writable: false, readOnlyReason: expect.stringContaining('write-protected') as string });
    expect(seen.wrote?.reason).toBe('read_only');
  });
}
