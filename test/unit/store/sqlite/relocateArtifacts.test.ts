import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { relocateArtifacts } from '../../../../src/store/sqlite/relocateArtifacts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'relocate-'));
  file = path.join(folder, 'mlflow.db');
  const database = new Database(file);
  database.exec(`
    CREATE TABLE experiments (artifact_location TEXT);
    CREATE TABLE runs (artifact_uri TEXT);
    CREATE TABLE logged_models (artifact_location TEXT);
    CREATE TABLE model_versions (source TEXT, storage_location TEXT);
    CREATE TABLE datasets (dataset_source TEXT);
    INSERT INTO experiments VALUES ('/old/1'), ('/older/1'), ('/old'), ('s3://bucket/old/1'), (NULL);
    INSERT INTO runs VALUES ('/old/1/r/artifacts');
    INSERT INTO logged_models VALUES ('/old/1/models/m');
    INSERT INTO model_versions VALUES ('models:/m-1', '/old/1/models/m'), ('/old/x', NULL);
    INSERT INTO datasets VALUES ('{"uri": "/old/data.csv"}'), ('{"uri": "/older/data.csv"}'), ('{"url": "https://x/old/y"}');
  `);
  database.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function column(table: string, name: string): unknown[] {
  const database = new Database(file, { readonly: true });
  const values = database.prepare(`SELECT ${name} FROM ${table} ORDER BY rowid`).pluck().all();
  database.close();
  return values;
}

test('only what lies in the folder moves, and a quote in the new name keeps JSON whole', async () => {
  const to = '/new "home"';
  expect(await relocateArtifacts(file, '/old', to)).toEqual({ ok: true, value: undefined });
  expect(column('experiments', 'artifact_location')).toEqual([`${to}/1`, '/older/1', to, 's3://bucket/old/1', null]);
  expect(column('runs', 'artifact_uri')).toEqual([`${to}/1/r/artifacts`]);
  expect(column('logged_models', 'artifact_location')).toEqual([`${to}/1/models/m`]);
  expect(column('model_versions', 'source')).toEqual(['models:/m-1', `${to}/x`]);
  expect(column('model_versions', 'storage_location')).toEqual([`${to}/1/models/m`, null]);
  const sources = column('datasets', 'dataset_source').map(text => JSON.parse(String(text)) as unknown);
  expect(sources).toEqual([{ uri: `${to}/data.csv` }, { uri: '/older/data.csv' }, { url: 'https://x/old/y' }]);
});

test('a database that lacks a table is left as it was', async () => {
  const database = new Database(file);
  database.exec('DROP TABLE datasets');
  database.close();
  expect(await relocateArtifacts(file, '/old', '/new')).toMatchObject({ ok: false, failure: { reason: 'unreadable' } });
  expect(column('runs', 'artifact_uri')).toEqual(['/old/1/r/artifacts']);
});

test('a file that is no database, and one that is not there, fail with a sentence', async () => {
  const text = path.join(folder, 'text.db');
  writeFileSync(text, 'not a database, whatever its name says. '.repeat(100));
  expect(await relocateArtifacts(text, '/old', '/new')).toMatchObject({ ok: false, failure: { reason: 'unreadable' } });
  expect(await relocateArtifacts(path.join(folder, 'absent.db'), '/old', '/new')).toMatchObject({ ok: false });
});
