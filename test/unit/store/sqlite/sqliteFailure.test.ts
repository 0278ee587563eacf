import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { loadDriver } from '../../../../src/store/sqlite/driver';
import { sqliteFailure } from '../../../../src/store/sqlite/sqliteFailure';

const error = (code: string, message = 'words of the library') => new Database.SqliteError(message, code);

test.each([
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_BUSY_SNAPSHOT', 'locked'],
  ['SQLITE_READONLY_DIRECTORY', 'read_only'],
  ['SQLITE_READONLY_DBMOVED', 'unavailable'],
  ['SQLITE_CORRUPT_INDEX', 'unreadable'],
  ['SQLITE_NOTADB', 'unreadable'],
  ['SQLITE_CANTOPEN_ISDIR', 'unreadable'],
  ['SQLITE_FULL', 'unavailable'],
  ['SQLITE_IOERR_WRITE', 'unavailable'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'conflict'],
])('%s is %s, with a next step and the words of the library for the log', (code, reason) => {
  expect(sqliteFailure(error(code))).toMatchObject({
    reason,
    nextStep: expect.stringMatching(/\w/) as string,
    detail: `${code}: words of the library`,
  });
});

test('a missing table or column is an unfinished upgrade', () => {
  expect(sqliteFailure(error('SQLITE_ERROR', 'no such table: latest_metrics'))).toMatchObject({
    reason: 'unreadable',
    message: "The database lacks the table 'latest_metrics': an upgrade of it was not finished.",
  });
});

test('other exceptions are bugs', () => {
  expect(sqliteFailure(error('SQLITE_ERROR', 'near "SELEC": syntax error'))).toBeNull();
  expect(sqliteFailure(new TypeError('x'))).toBeNull();
  expect(sqliteFailure('x')).toBeNull();
});

test('the driver is not loaded where it would end the process', async () => {
  for (const api of [9, NaN])
    expect(await loadDriver(api)).toMatchObject({
      failure: { reason: 'unsupported', nextStep: expect.stringMatching(/Node.js 22.14/) as string },
    });
  expect((await loadDriver()).ok).toBe(true);
});
