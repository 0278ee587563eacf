import Database from 'better-sqlite3';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modelName } from '../../src/domain/ids';
import { type Store } from '../../src/store/contract';
import { Connection } from '../../src/store/sqlite/connection';
import { createModel } from '../../src/store/sqlite/models';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { everyItem, failureOf, valueOf } from './storeFixture';

const model = modelName('m');
const PATIENCE_MS = 600;
const LOCKED = 'Another program is writing to the database and did not finish in time.';
let folder = '';
let file = '';
let store: Store;
let other: Database.Database;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sqlite-locks-'));
  file = path.join(folder, 'mlflow.db');
  store = valueOf(await openSqliteStore(file, { actor: 'ana', create: true }, { busyTimeoutMs: PATIENCE_MS }));
  other = new Database(file);
});
afterEach(() => {
  other.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The longest time that anything else in the process had to wait while something was done. */
async function longestStall(work: Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  await work;
  clearInterval(ticking);
  return Math.max(longest, performance.now() - last);
}

describe.each(['delete', 'wal'])('with the journal mode %s', mode => {
  beforeEach(() => {
    other.pragma(`journal_mode = ${mode}`);
  });

  test('who waits for another program’s lock holds nothing else up', async () => {
    other.exec('BEGIN IMMEDIATE');
    const began = performance.now();
    const writing = store.createModel(model);
    const stall = await longestStall(writing);
    expect(failureOf(await writing)).toMatchObject({ reason: 'locked', message: LOCKED, nextStep: 'Try again in a moment.' });
    expect(performance.now() - began).toBeGreaterThanOrEqual(PATIENCE_MS);
    expect(stall).toBeLessThan(PATIENCE_MS / 2);
  });

  test('reads go on while a write waits, and the write is made when the lock is gone', async () => {
    other.exec('BEGIN IMMEDIATE');
    const writing = store.createModel(model);
    expect(valueOf(await store.listModels({})).items).toEqual([]);
    other.exec('COMMIT');
    expect(valueOf(await writing).name).toBe(model);
    expect(valueOf(await store.listModels({})).items).toHaveLength(1);
  });
});

test('reads wait for a program that lets nobody read, and opening does', async () => {
  other.exec('BEGIN EXCLUSIVE');
  expect(failureOf(await store.listModels({}))).toMatchObject({ reason: 'locked', message: LOCKED });
  const reading = store.listExperiments({});
  const opening = openSqliteStore(file, { actor: 'bob' }, { busyTimeoutMs: PATIENCE_MS });
  setTimeout(() => other.exec('COMMIT'), PATIENCE_MS / 3);
  expect(valueOf(await reading).items).toHaveLength(1);
  valueOf(await opening).close();
});

test('a database that another program is just creating is not taken away from it', async () => {
  const born = path.join(folder, 'born.db');
  writeFileSync(born, '');
  const creator = new Database(born);
  creator.exec('BEGIN EXCLUSIVE');
  expect(failureOf(await openSqliteStore(born, { actor: 'ana', create: true }, { busyTimeoutMs: 50 })).reason).toBe('locked');
  expect(existsSync(born)).toBe(true);
  creator.exec('CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY); COMMIT');
  creator.close();
});

test('a disk without room is said, and leaves everything as it was', async () => {
  const database = new Database(file);
  // No more pages than there are now: SQLite fails as it does where the disk has no more.
  database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
  const connection = new Connection(database, file, 0);
  const create = (name: string) => createModel(connection, name, { description: 'x'.repeat(5000), now: 1 });
  let made = 0;
  let last = await connection.write(() => create('m0'));
  while (last.ok) last = await connection.write(() => create(`m${++made}`));
  expect(failureOf(last)).toMatchObject({ reason: 'unavailable', message: 'The disk is full: nothing was written.' });
  expect((await everyItem(page => store.listModels(page))).length).toBe(made);
  expect(other.pragma('integrity_check', { simple: true })).toBe('ok');
  connection.close();
});
