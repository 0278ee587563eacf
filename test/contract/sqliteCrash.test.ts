import Database from 'better-sqlite3';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Failure } from '../../src/base/result';
import { modelName, versionNumber } from '../../src/domain/ids';
import { type Store, type StoreInfo } from '../../src/store/contract';
import { inspectDatabaseFile } from '../../src/store/sqlite/databaseFile';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { outputOf, StoreChildren } from './childProcess';
import { expectWhole } from './expectWhole';
import { change, failureOf, valueOf } from './storeFixture';

const model = modelName('delay');
let folder = '';
let file = '';
let store: Store;
let children: StoreChildren;

beforeAll(() => {
  children = new StoreChildren();
});
afterAll(() => children.dispose());
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sqlite-crash-'));
  file = path.join(folder, 'mlflow.db');
  store = valueOf(await openSqliteStore(file, { actor: 'ana', create: true }));
  const source = path.join(folder, 'model');
  mkdirSync(source);
  writeFileSync(path.join(source, 'MLmodel'), '');
  for (let count = 0; count < 3; count++) valueOf(await store.registerVersion({ name: model, source }));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a change is made whole or not at all', () => {
  test('when writing its event fails', async () => {
    await change(store, { action: 'stage', model, version: versionNumber('1'), stage: 'Production', archiveExisting: false });
    const plan = valueOf(
      await store.planChange({ action: 'stage', model, version: versionNumber('2'), stage: 'Production', archiveExisting: true }),
    );
    const database = new Database(file);
    database.exec("CREATE TRIGGER refuse BEFORE INSERT ON registered_model_tags BEGIN SELECT RAISE(ABORT, 'no'); END");
    expect(failureOf(await store.applyChange(plan, '')).reason).toBe('conflict');
    expect(valueOf(await store.listVersions({ name: model })).items.map(its => its.stage)).toEqual(['None', 'None', 'Production']);
    database.exec('DROP TRIGGER refuse');
    database.close();
    valueOf(await store.applyChange(plan, ''));
    expect(await expectWhole(file, store, model)).toHaveLength(2);
  });

  test('when the process is killed at any moment', async () => {
    let made = 0;
    for (let round = 0; round < 6; round++) {
      const child = children.start(['write', file, `child ${round}`, '1000000']);
      await new Promise((resolve, reject) => {
        child.stdout?.once('data', resolve);
        child.once('exit', reject);
      });
      await new Promise(resolve => setTimeout(resolve, 20 + Math.random() * 60));
      const closed = new Promise(resolve => child.once('close', resolve));
      child.kill('SIGKILL');
      await closed;
      const now = (await expectWhole(file, store, model)).length;
      expect(now).toBeGreaterThanOrEqual(made);
      made = now;
    }
    expect(made).toBeGreaterThan(0);
  });

  test('when several processes change one model at once', async () => {
    const each = 25;
    const outputs = await Promise.all(['a', 'b', 'c'].map(actor => outputOf(children.start(['write', file, actor, String(each)]))));
    const made = outputs.map(output => (JSON.parse(output.replace('ready\n', '')) as { made: number }).made);
    expect(made).toEqual([each, each, each]);
    expect(await expectWhole(file, store, model)).toHaveLength(3 * each);
    expect(new Set(valueOf(await store.history(model)).map(entry => entry.event.actor))).toEqual(new Set(['a', 'b', 'c']));
  });
});

test('a file that grows while it is looked at is not taken for one that is cut short', async () => {
  const child = children.start(['mix', file, 'ana', 'growing', path.join(folder, 'model')]);
  child.stdin?.write('go\n');
  await once(child.stdout ?? child, 'data');
  const until = performance.now() + 1500;
  let looked = inspectDatabaseFile(file);
  while (performance.now() < until && looked.ok) looked = inspectDatabaseFile(file);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(looked).toEqual({ ok: true, value: 'database' });
});

describe('a file that may not be written', () => {
  async function look(): Promise<{ info: StoreInfo; wrote: Failure | null; read: boolean }> {
    return JSON.parse(await children.run(['look', file, 'nobody'])) as { info: StoreInfo; wrote: Failure | null; read: boolean };
  }

  test('is read, and the reason is said', async () => {
    chmodSync(folder, 0o777);
    chmodSync(file, 0o444);
    expect(await look()).toMatchObject({
      info: { writable: false, readOnlyReason: expect.stringContaining('The database file is write-protected') as string },
      wrote: {
        reason: 'read_only',
        message: expect.stringContaining('Nothing was changed. The database file is write-protected') as string,
      },
      read: true,
    });
  });

  test('in a folder that may not be written, likewise', async () => {
    chmodSync(file, 0o666);
    chmodSync(folder, 0o555);
    const seen = await look();
    chmodSync(folder, 0o777);
    expect(seen).toMatchObject({
      info: { writable: false, readOnlyReason: expect.stringContaining('The folder of the database file is write-protected') as string },
      read: true,
    });
  });

  test('is written once it may be', async () => {
    chmodSync(folder, 0o777);
    chmodSync(file, 0o666);
    expect(await look()).toMatchObject({ info: { writable: true, readOnlyReason: null }, wrote: null, read: true });
  });
});
