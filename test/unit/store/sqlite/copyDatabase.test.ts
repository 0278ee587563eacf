import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyDatabase } from '../../../../src/store/sqlite/copyDatabase';
import { openSqliteStore } from '../../../../src/store/sqlite/openSqliteStore';

let folder = '';
const place = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'copy-database-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function open(name: string, create: boolean) {
  const store = await openSqliteStore(place(name), { actor: 'ana', create });
  if (!store.ok) throw new Error(store.failure.message);
  return store.value;
}

test('the copy of a database in use holds what was committed', async () => {
  const store = await open('mlflow.db', true);
  await store.createExperiment("it's 100% there");
  expect(await copyDatabase(place('mlflow.db'), place("the 'copy'.db"))).toMatchObject({ ok: true });
  await store.createExperiment('later');
  const copy = await open("the 'copy'.db", false);
  expect(await copy.findExperiment("name:it's 100% there")).toMatchObject({ ok: true });
  expect(await copy.findExperiment('name:later')).toMatchObject({ ok: false });
  for (const one of [store, copy]) one.close();
});

test('a file that is there is not replaced', async () => {
  (await open('mlflow.db', true)).close();
  writeFileSync(place('copy.db'), 'mine');
  expect(await copyDatabase(place('mlflow.db'), place('copy.db'))).toMatchObject({ ok: false, failure: { reason: 'already_exists' } });
  expect(readFileSync(place('copy.db'), 'utf8')).toBe('mine');
});

test('what cannot be read is said', async () => {
  expect(await copyDatabase(place('nowhere.db'), place('copy.db'))).toMatchObject({ ok: false, failure: { reason: 'unreadable' } });
});
