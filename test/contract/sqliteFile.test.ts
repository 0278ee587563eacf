import Database from 'better-sqlite3';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Result } from '../../src/base/result';
import { experimentId, modelName, runId } from '../../src/domain/ids';
import { type Store } from '../../src/store/contract';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { createGoldenDatabase } from './sqliteFixture';
import { failureOf, valueOf } from './storeFixture';

let folder = '';
let file = '';
const closing: { close(): unknown }[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sqlite-file-'));
  file = path.join(folder, 'mlflow.db');
});
afterEach(() => {
  for (const its of closing.splice(0)) its.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(create = false, uri = file): Promise<Store> {
  const store = valueOf(await openSqliteStore(uri, { actor: 'ana', create }, { busyTimeoutMs: 50 }));
  closing.push(store);
  return store;
}

async function refusal(uri = file, create = false) {
  return failureOf(await openSqliteStore(uri, { actor: 'ana', create }, { busyTimeoutMs: 50 }));
}

function sql(...statements: string[]): void {
  const database = new Database(file);
  for (const statement of statements) database.exec(statement);
  database.close();
}

function rows(statement: string): unknown[] {
  const database = new Database(file, { readonly: true });
  const all = database.prepare(statement).raw(true).all();
  database.close();
  return all;
}

describe('a new database', () => {
  test('is born as MLflow 3.0 makes it, with the default experiment', async () => {
    const store = await open(true, `sqlite:///${file}`);
    expect(store.info).toEqual({
      uri: `sqlite:///${file}`,
      label: 'mlflow.db',
      writable: true,
      readOnlyReason: null,
      schemaRevision: '6953534de441',
      stages: true,
      aliases: true,
      loggedModels: true,
      kind: 'database',
      serverVersion: null,
      webhooks: false,
      search: 'beyond',
      remarks: [],
    });
    const golden = JSON.parse(readFileSync(path.join(import.meta.dirname, '../golden/store/mlflow-3.0.0-schema.json'), 'utf8')) as {
      statements: string[];
    };
    expect(rows('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid').flat()).toEqual(golden.statements);
    expect(valueOf(await store.findExperiment('0'))).toMatchObject({
      name: 'Default',
      artifactLocation: path.join(folder, 'mlruns', '0'),
      lifecycleStage: 'active',
    });
    expect(rows('SELECT typeof(creation_time) FROM experiments')).toEqual([['integer']]);
    expect(rows('PRAGMA journal_mode')).toEqual([['delete']]);
    expect(readdirSync(folder)).toEqual(['mlflow.db']);
  });

  test('takes an empty file, and one that two ask for at once is made once', async () => {
    writeFileSync(file, '');
    expect((await refusal()).reason).toBe('unreadable');
    await Promise.all([open(true), open(true)]);
    expect(rows('SELECT COUNT(*) FROM experiments')).toEqual([[1]]);
  });

  test('is made only when asked for, and only where there is a folder', async () => {
    expect(await refusal()).toMatchObject({ reason: 'not_found', message: `There is no database '${file}'.` });
    expect(await refusal(path.join(folder, 'none', 'x.db'), true)).toMatchObject({
      reason: 'not_found',
      message: expect.stringContaining('There is no folder') as string,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('leaves one that is there as it is', async () => {
    createGoldenDatabase(file, '3.17.2');
    const before = readFileSync(file);
    const store = await open(true);
    valueOf(await store.listModels({}));
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('what is no database of MLflow', () => {
  test('is said, and left as it is', async () => {
    writeFileSync(file, 'not a database');
    expect(await refusal(file, true)).toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining('is not a SQLite database') as string,
    });
    expect(readFileSync(file, 'utf8')).toBe('not a database');
    rmSync(file);
    sql('CREATE TABLE other (x)');
    expect(await refusal(file, true)).toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining("not one of MLflow's") as string,
    });
    expect(rows('SELECT name FROM sqlite_master')).toEqual([['other']]);
    mkdirSync(path.join(folder, 'sub'));
    expect((await refusal(path.join(folder, 'sub'))).message).toContain('is a folder');
    expect((await refusal('http://localhost:5000')).reason).toBe('unsupported');
  });

  test('a database that is cut short is refused', async () => {
    (await open(true)).close();
    truncateSync(file, 50_000);
    expect((await refusal()).message).toContain('is cut short: 50000 of');
  });

  test('a database that is damaged inside says so when it is read, and does not crash', async () => {
    (await open(true)).close();
    const handle = openSync(file, 'r+');
    for (let page = 1; page < 30; page++) writeSync(handle, Buffer.alloc(4096, 0xab), 0, 4096, page * 4096);
    closeSync(handle);
    const opened = await openSqliteStore(file, { actor: 'ana' });
    const read = opened.ok ? await opened.value.listExperiments({}) : opened;
    if (opened.ok) opened.value.close();
    expect(failureOf(read)).toMatchObject({
      reason: 'unreadable',
      message: 'The database file is damaged.',
      nextStep: 'Restore it from a copy.',
    });
  });
});

describe('a database in the middle of an upgrade', () => {
  test('is read, is not written, and says why', async () => {
    createGoldenDatabase(file, '3.17.2');
    sql('CREATE TABLE _alembic_tmp_runs (run_uuid)');
    const store = await open();
    expect(store.info).toMatchObject({
      writable: false,
      readOnlyReason: expect.stringContaining('mlflow db upgrade') as string,
      schemaRevision: 'dc11669786a5',
    });
    expect(valueOf(await store.listExperiments({})).items).toHaveLength(1);
    expect(failureOf(await store.createModel(modelName('m')))).toMatchObject({
      reason: 'read_only',
      message: expect.stringContaining("the table '_alembic_tmp_runs' is left of it") as string,
    });
    sql('DROP TABLE _alembic_tmp_runs');
    expect((await store.createModel(modelName('m'))).ok).toBe(true);
    expect(store.info.writable).toBe(true);
  });

  test('is given no artifacts; a run that keeps them elsewhere is none that they can be written to', async () => {
    createGoldenDatabase(file, '3.17.2');
    const add = (run: string, artifacts: string): void =>
      sql(
        `INSERT INTO runs (run_uuid, status, lifecycle_stage, experiment_id, artifact_uri) VALUES ('${run}', 'FINISHED', 'active', 0, '${artifacts}')`,
      );
    add('a', path.join(folder, 'artifacts', 'a'));
    add('b', 's3://bucket/b/artifacts');
    const store = await open();
    const log = (run: string): Promise<Result<void>> => store.logArtifacts(runId(run), [{ file, path: 'copy.db' }]);
    expect(failureOf(await log('b'))).toMatchObject({
      reason: 'unsupported',
      message: "The artifacts are not on this machine but at 's3://bucket/b/artifacts'.",
      nextStep: "Log them with MLflow's Python client.",
    });
    sql('CREATE TABLE _alembic_tmp_runs (run_uuid)');
    expect(failureOf(await log('a')).reason).toBe('read_only');
    expect(existsSync(path.join(folder, 'artifacts'))).toBe(false);
    sql('DROP TABLE _alembic_tmp_runs');
    valueOf(await log('a'));
    expect(existsSync(path.join(folder, 'artifacts', 'a', 'copy.db'))).toBe(true);
  });

  test('says which table a list cannot be read from', async () => {
    createGoldenDatabase(file, '2.22.1');
    sql('DROP TABLE latest_metrics');
    const store = await open();
    sql("INSERT INTO runs (run_uuid, status, lifecycle_stage, experiment_id) VALUES ('a', 'RUNNING', 'active', 0)");
    expect(failureOf(await store.listRuns({ experiments: [experimentId('0')] }))).toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining("lacks the table 'latest_metrics'") as string,
    });
    expect((await store.listModels({})).ok).toBe(true);
  });

  test('that is upgraded while it is open is used as it has become', async () => {
    const store = await open(true);
    const name = modelName('m');
    valueOf(await store.createModel(name));
    const tables = [
      'experiments',
      'registered_models',
      'model_versions',
      'registered_model_tags',
      'model_version_tags',
      'registered_model_aliases',
    ];
    sql(...tables.map(table => `ALTER TABLE ${table} ADD COLUMN workspace VARCHAR(63) NOT NULL DEFAULT 'default'`));
    sql("INSERT INTO registered_models (name, creation_time, last_updated_time, workspace) VALUES ('theirs', 1, 1, 'team')");
    expect(valueOf(await store.listModels({})).items.map(model => model.name)).toEqual(['m']);
    valueOf(await store.changeTags({ owners: [{ kind: 'model', name: name }], set: { k: 'v' }, remove: [] }));
    expect(rows('SELECT workspace FROM registered_model_tags')).toEqual([['default']]);
  });
});

describe('another program', () => {
  test('that writes makes writers wait, then say so; readers go on', async () => {
    const store = await open(true);
    const other = new Database(file);
    closing.push(other);
    other.exec('BEGIN IMMEDIATE');
    expect(failureOf(await store.createModel(modelName('m')))).toMatchObject({ reason: 'locked', nextStep: 'Try again in a moment.' });
    expect((await store.listModels({})).ok).toBe(true);
    other.exec('ROLLBACK');
    expect((await store.createModel(modelName('m'))).ok).toBe(true);
  });

  test('that locks everything makes opening and reading say so', async () => {
    const store = await open(true);
    const other = new Database(file);
    closing.push(other);
    other.exec('BEGIN EXCLUSIVE');
    expect((await refusal()).reason).toBe('locked');
    expect(failureOf(await store.listModels({})).reason).toBe('locked');
    other.exec('ROLLBACK');
    expect((await store.listModels({})).ok).toBe(true);
  });

  test('that moves or replaces the file is noticed, and nothing is written to a lost file', async () => {
    const store = await open(true);
    renameSync(file, `${file}.moved`);
    expect(failureOf(await store.dataVersion()).reason).toBe('unavailable');
    expect(failureOf(await store.createModel(modelName('m')))).toMatchObject({
      reason: 'unavailable',
      message: 'The database file was moved or replaced while it was open.',
    });
    createGoldenDatabase(file, '3.17.2');
    expect(failureOf(await store.listModels({})).reason).toBe('unavailable');
    expect(existsSync(`${file}.moved`)).toBe(true);
  });

  test('that uses a write-ahead log keeps it', async () => {
    (await open(true)).close();
    sql('PRAGMA journal_mode = WAL');
    const store = await open();
    valueOf(await store.createModel(modelName('m')));
    expect(rows('PRAGMA journal_mode')).toEqual([['wal']]);
  });
});

test('ids beyond 2^53 stay exact', async () => {
  createGoldenDatabase(file, '3.17.2');
  const id = '876543210987654321';
  sql(
    `INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time) VALUES (${id}, 'long', '/x', 'active', 2, 2)`,
  );
  sql(`INSERT INTO runs (run_uuid, name, status, lifecycle_stage, experiment_id) VALUES ('a', 'r', 'RUNNING', 'active', ${id})`);
  const store = await open();
  expect(valueOf(await store.listExperiments({})).items.map(its => its.experimentId)).toEqual([id, '0']);
  expect(valueOf(await store.findExperiment(id)).name).toBe('long');
  expect(valueOf(await store.listRuns({ experiments: [experimentId(id)] })).items).toMatchObject([{ runName: 'r', experimentId: id }]);
  expect(valueOf(await store.listRuns({ experiments: [experimentId('876543210987654320')] })).items).toEqual([]);
  expect(valueOf(await store.countRuns({ experiments: [experimentId(id)] }))).toBe(1);
  expect(valueOf(await store.createExperiment('next')).experimentId).toBe('876543210987654322');
});

test('a store that is closed says so', async () => {
  const store = await open(true);
  store.close();
  expect(failureOf(await store.listModels({}))).toMatchObject({ reason: 'unavailable', nextStep: 'Connect again.' });
});
