import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { type ModelName } from '../../src/domain/ids';
import { type HistoryEntry } from '../../src/domain/registryChange';
import { type Store } from '../../src/store/contract';
import { valueOf } from './storeFixture';

/** That a database file is sound, and that every move of a model is recorded and every record was made. Its history. */
export async function expectWhole(file: string, store: Store, model: ModelName): Promise<readonly HistoryEntry[]> {
  const database = new Database(file);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.close();
  const history = valueOf(await store.history(model));
  expect(history.filter(entry => entry.unrecorded || entry.integrity !== 'whole')).toEqual([]);
  for (const [index, entry] of history.entries())
    expect(entry.event.parents).toEqual(history.slice(index + 1, index + 2).map(before => before.event.id));
  return history;
}
