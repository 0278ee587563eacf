import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelName } from '../../src/domain/ids';
import { type Store } from '../../src/store/contract';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { failureOf, valueOf } from '../contract/storeFixture';

let folder: string;
let store: Store;
let other: Database.Database;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-locked-'));
  const file = path.join(folder, 'mlflow.db');
  store = valueOf(await openSqliteStore(file, { actor: 'ana', create: true }));
  other = new Database(file);
});
afterAll(() => {
  other.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a file that another program locks for 30 s: writes and reads wait 20 s, say so, and are made when it is free', async () => {
  other.exec('BEGIN EXCLUSIVE');
  const began = performance.now();
  const seconds = (): number => Math.round((performance.now() - began) / 1000);
  const unlock = wait(30_000).then(() => other.exec('COMMIT'));
  const later = wait(15_000).then(() => store.createModel(modelName('later')));
  const [written, read] = await Promise.all([store.createModel(modelName('now')), store.listModels({})]);
  expect(seconds()).toBeGreaterThanOrEqual(20);
  expect(seconds()).toBeLessThan(25);
  for (const result of [written, read]) {
    expect(failureOf(result)).toMatchObject({
      reason: 'locked',
      message: 'Another program is writing to the database and did not finish in time.',
      nextStep: 'Try again in a moment.',
    });
  }
  expect(valueOf(await later).name).toBe('later');
  expect(seconds()).toBeGreaterThanOrEqual(30);
  expect(seconds()).toBeLessThan(35);
  await unlock;
  expect(valueOf(await store.listModels({})).items.map(model => model.name)).toEqual(['later']);
});
