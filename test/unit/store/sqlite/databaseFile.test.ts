import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectDatabaseFile } from '../../../../src/store/sqlite/databaseFile';

let folder = '';
const at = (name: string): string => path.join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'database-file-'));
  mkdirSync(at('folder'));
  writeFileSync(at('empty.db'), '');
  writeFileSync(at('text.db'), 'experiment,name\n'.repeat(20));
  writeFileSync(at('short.db'), 'SQLite format 3\0');
  const database = new Database(at('whole.db'));
  database.exec("CREATE TABLE t (x); INSERT INTO t SELECT value FROM json_each('[1,2,3]')");
  database.close();
  for (const name of ['cut.db', 'journaled.db']) {
    writeFileSync(at(name), readFileSync(at('whole.db')));
    truncateSync(at(name), 5000);
  }
  writeFileSync(at('journaled.db-journal'), 'x');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('tells what lies there', () => {
  expect(inspectDatabaseFile(at('none.db'))).toEqual({ ok: true, value: 'absent' });
  expect(inspectDatabaseFile(at('empty.db'))).toEqual({ ok: true, value: 'empty' });
  expect(inspectDatabaseFile(at('whole.db'))).toEqual({ ok: true, value: 'database' });
});

test.each([
  ['folder', 'is a folder'],
  ['text.db', 'is not a SQLite database'],
  ['cut.db', 'is cut short: 5000 of 8192 bytes'],
])('%s: %s', (name, words) => {
  const found = inspectDatabaseFile(at(name));
  expect(found).toMatchObject({ ok: false, failure: { reason: 'unreadable' } });
  expect(found.ok ? '' : found.failure.message).toContain(words);
});

test('a journal beside a short file may hold the rest, so SQLite decides', () => {
  expect(inspectDatabaseFile(at('journaled.db'))).toEqual({ ok: true, value: 'database' });
});

test('a header alone is cut short', () => {
  expect(inspectDatabaseFile(at('short.db'))).toMatchObject({
    failure: { message: expect.stringMatching(/is cut short: 16 of 100 bytes/) as string },
  });
});
