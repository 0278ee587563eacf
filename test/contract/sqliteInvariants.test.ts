import Database from 'better-sqlite3';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ExperimentId, modelName, type RunId, type VersionNumber, versionNumber } from '../../src/domain/ids';
import { type SqliteFixture, sqliteStores, type SchemaSource } from './sqliteFixture';
import { change, failureOf, valueOf } from './storeFixture';

const model = modelName('delay');
const v = (number: number): VersionNumber => versionNumber(String(number));
let fixture: SqliteFixture;
let experiment: ExperimentId;
let folder: string;

/**
 * What MLflow relies on in its tables, looked at in the tables. What stores answer alike is in the contract: numbers that
 * are never used again, prompts, hidden versions, reserved names, descriptions, orders.
 */
describe.each(['Model Ops', '2.22.1', '3.17.2'] satisfies SchemaSource[])('in a database of %s', source => {
  beforeEach(async () => {
    fixture = await sqliteStores(source)();
    experiment = valueOf(await fixture.store.createExperiment('flights')).experimentId;
    folder = modelFolder(path.join(fixture.folder, 'mlruns', '0', 'model'));
  });
  afterEach(() => fixture.dispose());

  describe('an experiment', experiments);
  describe('a run', runs);
  describe('a version', versions);
  describe('a stage', stages);
  describe('an alias', aliases);
  describe('a tag', tags);
  test('of another workspace is never written', () => {
    for (const table of ['experiments', 'registered_models', 'model_versions', 'registered_model_tags'])
      if (source === '3.17.2') expect(rows(`SELECT DISTINCT workspace FROM ${table} WHERE workspace <> 'default'`)).toEqual([]);
    expect(rows('PRAGMA foreign_key_check')).toEqual([]);
  });
  if (source !== '2.22.1') describe('a logged model', loggedModels);
});

function modelFolder(place: string): string {
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'MLmodel'), 'flavors: {}\n');
  return place;
}

function withDatabase<T>(work: (database: Database.Database) => T): T {
  const database = new Database(fixture.file);
  database.pragma('foreign_keys = OFF');
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const rows = (sql: string, ...values: readonly unknown[]): unknown[] =>
  withDatabase(database =>
    database
      .prepare(sql)
      .raw(true)
      .all(...values),
  );
const run = (sql: string, ...values: readonly unknown[]): unknown => withDatabase(database => database.prepare(sql).run(...values));

async function register(from = folder): Promise<void> {
  valueOf(await fixture.store.registerVersion({ name: model, source: from }));
}

async function toStage(version: number, stage: 'Production' | 'Staging', archiveExisting: boolean): Promise<void> {
  await change(fixture.store, { action: 'stage', model, version: v(version), stage, archiveExisting });
}

function experiments(): void {
  test('is born active, one above the highest id, its artifacts in a folder named by its id, its times whole milliseconds', () => {
    expect(
      rows(
        `SELECT CAST(experiment_id AS TEXT), lifecycle_stage, creation_time = last_update_time, typeof(creation_time), artifact_location
         FROM experiments WHERE name = 'flights'`,
      ),
    ).toEqual([['1', 'active', 1, 'integer', path.join(fixture.folder, 'mlruns', '1')]]);
  });

  test('keeps its name when it is deleted, and names are not blank and have 500 characters', async () => {
    run("UPDATE experiments SET lifecycle_stage = 'deleted' WHERE name = 'flights'");
    expect(failureOf(await fixture.store.createExperiment('flights'))).toMatchObject({
      reason: 'already_exists',
      message: expect.stringContaining('deleted') as string,
    });
    for (const name of ['', ' \t', 'x'.repeat(501)]) expect(failureOf(await fixture.store.createExperiment(name)).reason).toBe('invalid');
    expect(valueOf(await fixture.store.createExperiment('x'.repeat(500))).experimentId).toBe('2');
  });
}

function runs(): void {
  let id: RunId;
  beforeEach(async () => {
    id = await fixture.background.addRun({ experiment, name: 'column', tags: { 'mlflow.runName': 'tag' } });
  });

  test('shows its latest metrics as they are stored: by step before time, whatever the history says', async () => {
    for (const [value, timestamp, step] of [
      [0.99, 2, 5],
      [0.5, 9, 1],
    ])
      run("INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('auc', ?, ?, ?, ?, 0)", value, timestamp, id, step);
    run("INSERT INTO latest_metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('auc', 0.99, 2, ?, 5, 0)", id);
    expect(valueOf(await fixture.store.getRun(id)).metrics).toEqual({ auc: 0.99 });
  });

  test('reads not-a-number by its flag, and infinities as the largest numbers, which MLflow made of them', async () => {
    for (const [key, value, isNan] of [
      ['nan', 0, 1],
      ['inf', Number.MAX_VALUE, 0],
      ['-inf', -Number.MAX_VALUE, 0],
      ['tiny', 5e-324, 0],
    ])
      run('INSERT INTO latest_metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, 1, ?, 0, ?)', key, value, id, isNan);
    const { metrics } = valueOf(await fixture.store.getRun(id));
    expect(metrics).toEqual({ nan: NaN, inf: Number.MAX_VALUE, '-inf': -Number.MAX_VALUE, tiny: 5e-324 });
  });

  test('keeps texts that look like numbers', async () => {
    const texts = { a: '007', b: '1e5', c: '9007199254740993', d: '' };
    for (const [key, value] of Object.entries(texts)) {
      run('INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)', key, value, id);
      run('INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)', key, value, id);
    }
    const read = valueOf(await fixture.store.getRun(id));
    expect(read.params).toEqual(texts);
    expect(read.tags).toMatchObject(texts);
  });

  test('is called what its own column says, and its tag is shown as it is', async () => {
    expect(valueOf(await fixture.store.getRun(id))).toMatchObject({ runName: 'column', tags: { 'mlflow.runName': 'tag' } });
  });

  test('shares a dataset of one name and digest with other runs, each in its own context', async () => {
    await fixture.background.addDataset(id, { name: 'd', digest: '1', context: 'training' });
    const other = await fixture.background.addRun({ experiment });
    run(
      `INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)
       SELECT 'theirs', 'DATASET', dataset_uuid, 'RUN', ? FROM datasets`,
      other,
    );
    run("INSERT INTO input_tags (input_uuid, name, value) VALUES ('theirs', 'mlflow.data.context', 'testing')");
    expect(valueOf(await fixture.store.datasets(id))).toMatchObject([{ name: 'd', digest: '1', context: 'training' }]);
    expect(valueOf(await fixture.store.datasets(other))).toMatchObject([{ name: 'd', digest: '1', context: 'testing' }]);
  });
}

const VERSION = `SELECT version, creation_time = last_updated_time, typeof(creation_time), user_id, current_stage, source, storage_location,
  run_id, status, status_message, run_link FROM model_versions WHERE name = 'delay' ORDER BY version DESC LIMIT 1`;

function versions(): void {
  test('is born in the stage None, ready, stored where it comes from, and with no user', async () => {
    await register();
    expect(rows(VERSION)).toEqual([[1, 1, 'integer', null, 'None', folder, folder, null, 'READY', null, null]]);
    expect(rows("SELECT last_updated_time FROM registered_models WHERE name = 'delay'")).toEqual([[fixture.now()]]);
  });

  test('that is a copy of another names it, and is stored where that one is', async () => {
    await register();
    await register('models:/delay/1');
    expect(rows(VERSION)).toEqual([[2, 1, 'integer', null, 'None', 'models:/delay/1', folder, null, 'READY', null, null]]);
    await register('models:/delay/2');
    expect(rows(VERSION)).toEqual([[3, 1, 'integer', null, 'None', 'models:/delay/2', folder, null, 'READY', null, null]]);
  });

  test('has the number after the highest, whatever became of those before it', async () => {
    await register();
    run("UPDATE model_versions SET version = 41, current_stage = 'Deleted_Internal', source = 'REDACTED-SOURCE-PATH'");
    await register();
    expect(rows("SELECT version FROM model_versions WHERE name = 'delay'")).toEqual([[41], [42]]);
  });

  test('is stored at a place of at most 500 characters', async () => {
    const long = modelFolder(path.join(fixture.folder, 'mlruns', '0', 'x'.repeat(200), 'y'.repeat(200), 'z'.repeat(200)));
    expect(failureOf(await fixture.store.registerVersion({ name: model, source: long }))).toMatchObject({
      reason: 'invalid',
      message: expect.stringContaining('500') as string,
    });
  });

  test('that was deleted takes no tag, description or alias, and keeps what MLflow left of it', async () => {
    await register();
    run(`UPDATE model_versions SET current_stage = 'Deleted_Internal', source = 'REDACTED-SOURCE-PATH', run_id = 'REDACTED-RUN-ID'`);
    const before = rows('SELECT * FROM model_versions');
    const owners = [{ kind: 'version', name: model, version: v(1) }] as const;
    for (const result of [
      await fixture.store.changeTags({ owners, set: { k: 'v' }, remove: [] }),
      await fixture.store.setDescription(model, v(1), 'x'),
      await fixture.store.planChange({ action: 'alias', model, alias: 'a', version: v(1) }),
      await fixture.store.planChange({ action: 'stage', model, version: v(1), stage: 'Staging', archiveExisting: false }),
      await fixture.store.registerVersion({ name: model, source: 'models:/delay/1' }),
    ])
      expect(failureOf(result).reason).toBe('not_found');
    expect(rows('SELECT * FROM model_versions')).toEqual(before);
    expect(rows('SELECT * FROM registered_model_aliases')).toEqual([]);
  });
}

function stages(): void {
  test('moves the times of the version, of those that it archives and of the model, and of no other', async () => {
    for (let count = 0; count < 4; count++) await register();
    await toStage(1, 'Production', false);
    await toStage(2, 'Production', false);
    await toStage(4, 'Staging', false);
    const before = fixture.now();
    await toStage(3, 'Production', true);
    expect(rows('SELECT version, current_stage, last_updated_time > ? FROM model_versions ORDER BY version', before)).toEqual([
      [1, 'Archived', 1],
      [2, 'Archived', 1],
      [3, 'Production', 1],
      [4, 'Staging', 0],
    ]);
    expect(rows('SELECT last_updated_time > ? FROM registered_models', before)).toEqual([[1]]);
  });

  test('empties only Staging and Production', async () => {
    await register();
    for (const stage of ['None', 'Archived'] as const)
      expect(
        failureOf(await fixture.store.planChange({ action: 'stage', model, version: v(1), stage, archiveExisting: true })).reason,
      ).toBe('invalid');
  });
}

function aliases(): void {
  test('moves no time, and is gone without a trace when it is removed', async () => {
    await register();
    const times = rows('SELECT last_updated_time FROM registered_models UNION ALL SELECT last_updated_time FROM model_versions');
    await change(fixture.store, { action: 'alias', model, alias: 'champion', version: v(1) });
    expect(rows('SELECT alias, version, typeof(version), name FROM registered_model_aliases')).toEqual([
      ['champion', 1, 'integer', 'delay'],
    ]);
    await change(fixture.store, { action: 'alias', model, alias: 'champion', version: null });
    expect(rows('SELECT * FROM registered_model_aliases')).toEqual([]);
    expect(rows('SELECT last_updated_time FROM registered_models UNION ALL SELECT last_updated_time FROM model_versions')).toEqual(times);
  });

  test('is a word of 255 letters, digits, _ and -, not one of MLflow’s own, and names a version that is there', async () => {
    await register();
    for (const alias of ['', 'a b', 'a/b', 'a:b', 'x'.repeat(256), 'latest', 'LATEST', 'v1', 'V007'])
      expect(failureOf(await fixture.store.planChange({ action: 'alias', model, alias, version: v(1) })).reason).toBe('invalid');
    expect(failureOf(await fixture.store.planChange({ action: 'alias', model, alias: 'a', version: v(2) })).reason).toBe('not_found');
    for (const alias of ['x'.repeat(255), 'v1x', 'lat-est_2'])
      await change(fixture.store, { action: 'alias', model, alias, version: v(1) });
  });
}

function tags(): void {
  test('is text with a key of 250 and a value of 100,000 characters, and moves no time', async () => {
    await register();
    const times = rows('SELECT last_updated_time FROM registered_models UNION ALL SELECT last_updated_time FROM model_versions');
    const owners = [{ kind: 'version', name: model, version: v(1) }] as const;
    for (const set of [{ ['k'.repeat(251)]: 'x' }, { k: 'x'.repeat(100_001) }, { 'a//b': 'x' }, { '../a': 'x' }, { '': 'x' }])
      expect(failureOf(await fixture.store.changeTags({ owners, set, remove: [] })).reason).toBe('invalid');
    valueOf(await fixture.store.changeTags({ owners, set: { ['k'.repeat(250)]: '1', k: 'x'.repeat(100_000) }, remove: [] }));
    expect(rows('SELECT DISTINCT typeof(value) FROM model_version_tags')).toEqual([['text']]);
    expect(rows('SELECT last_updated_time FROM registered_models UNION ALL SELECT last_updated_time FROM model_versions')).toEqual(times);
  });

  test('of history fits the column, however long the reason is', async () => {
    await register();
    const plan = valueOf(
      await fixture.store.planChange({ action: 'stage', model, version: v(1), stage: 'Production', archiveExisting: false }),
    );
    valueOf(await fixture.store.applyChange(plan, 'ü'.repeat(10_000)));
    const [[longest, keys]] = rows('SELECT MAX(length(value)), MAX(length(key)) FROM registered_model_tags') as [[number, number]];
    expect(longest).toBeLessThanOrEqual(5000);
    expect(keys).toBeLessThanOrEqual(250);
  });
}

function loggedModels(): void {
  test('that becomes a version gives it its place and its run, and lists it in its tag', async () => {
    const id = await fixture.background.addRun({ experiment });
    const logged = await fixture.background.addLoggedModel({ run: id, name: 'model' });
    const place = path.join(fixture.folder, 'mlruns', experiment, 'models', logged, 'artifacts');
    await register(`models:/${logged}`);
    expect(rows(VERSION)).toEqual([[1, 1, 'integer', null, 'None', `models:/${logged}`, place, id, 'READY', null, null]]);
    await register(`models:/${logged}`);
    expect(rows('SELECT tag_key, tag_value, experiment_id FROM logged_model_tags')).toEqual([
      ['mlflow.modelVersions', '[{"name": "delay", "version": 1}, {"name": "delay", "version": 2}]', Number(experiment)],
    ]);
  });

  test('whose tag is no list is registered, and the tag stays as it is', async () => {
    const id = await fixture.background.addRun({ experiment });
    const logged = await fixture.background.addLoggedModel({ run: id, name: 'model' });
    run(
      "INSERT INTO logged_model_tags (model_id, experiment_id, tag_key, tag_value) VALUES (?, ?, 'mlflow.modelVersions', 'odd')",
      logged,
      Number(experiment),
    );
    await register(`models:/${logged}`);
    expect(rows('SELECT tag_value FROM logged_model_tags')).toEqual([['odd']]);
  });
}
