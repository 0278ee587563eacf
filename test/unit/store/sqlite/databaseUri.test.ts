import path from 'node:path';
import { expect, test } from 'vitest';
import { parseDatabaseUri } from '../../../../src/store/sqlite/databaseUri';

test.each([
  ['sqlite:///mlflow.db', path.resolve('mlflow.db')],
  ['sqlite:///a/b c.db', path.resolve('a/b c.db')],
  ['sqlite:////abs/mlflow.db', '/abs/mlflow.db'],
  ['sqlite:////abs/mlflow.db?timeout=5', '/abs/mlflow.db'],
  ['sqlite+pysqlite:////abs/x.db', '/abs/x.db'],
  ['mlflow.db', path.resolve('mlflow.db')],
  ['/abs/what?.db', '/abs/what?.db'],
  ['file:///abs/x%20y.db', '/abs/x y.db'],
])('%j is %j', (uri, expected) => {
  expect(parseDatabaseUri(uri)).toEqual({ ok: true, value: expected });
});

test.each([
  ['http://localhost:5000', 'unsupported'],
  ['https://host', 'unsupported'],
  ['postgresql://host/db', 'unsupported'],
  ['databricks://profile', 'unsupported'],
  ['sqlite://', 'invalid'],
  ['sqlite:///', 'invalid'],
  ['sqlite:///:memory:', 'invalid'],
  ['file://host/x', 'invalid'],
  [' ', 'invalid'],
])('%j is %s, and what works is said', (uri, reason) => {
  expect(parseDatabaseUri(uri)).toMatchObject({ failure: { reason, nextStep: expect.stringMatching(/sqlite:\/\/\/PATH/) as string } });
});
