import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failureSentence } from '../../src/base/result';
import { experimentId, modelName, runId, versionNumber } from '../../src/domain/ids';
import { type Store } from '../../src/store/contract';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { createGoldenDatabase } from './sqliteFixture';
import { change, everyItem, failureOf, valueOf } from './storeFixture';

const model = modelName('m');
const zero = experimentId('0');
let folder = '';
let file = '';
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sqlite-odd-'));
  file = path.join(folder, 'mlflow.db');
  createGoldenDatabase(file, '3.17.2');
  store = valueOf(await openSqliteStore(file, { actor: 'ana' }));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes rows as a program that keeps no foreign keys could. */
function insert(table: string, row: Readonly<Record<string, string | number | bigint | null>>): void {
  const database = new Database(file);
  database.pragma('foreign_keys = OFF');
  const columns = Object.keys(row);
  database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(column => `@${column}`).join(', ')})`).run(row);
  database.close();
}

function addRun(id: string, row: Readonly<Record<string, string | number | null>> = {}): void {
  insert('runs', { run_uuid: id, name: id, status: 'RUNNING', lifecycle_stage: 'active', experiment_id: 0, start_time: 1, ...row });
}

function addVersion(version: number, row: Readonly<Record<string, string | number | null>> = {}): void {
  insert('model_versions', { name: model, version, creation_time: 1, current_stage: 'None', source: '/x', status: 'READY', ...row });
}

const addModel = (name: string = model): void => insert('registered_models', { name, creation_time: 1, last_updated_time: 1 });

describe('rows that nothing owns', () => {
  test('versions without their model are listed, and nothing else fails', async () => {
    addVersion(1);
    insert('model_version_tags', { name: model, version: 1, key: 'k', value: 'v' });
    expect(valueOf(await store.listVersions({})).items).toMatchObject([{ name: model, version: '1', tags: { k: 'v' } }]);
    expect(valueOf(await store.listModels({})).items).toEqual([]);
    expect(failureOf(await store.getVersion(model, versionNumber('1'))).reason).toBe('not_found');
    mkdirSync(path.join(folder, 'model'));
    writeFileSync(path.join(folder, 'model', 'MLmodel'), '');
    const registered = await store.registerVersion({ name: model, source: path.join(folder, 'model') });
    expect(valueOf(registered).version, 'numbers of versions that are there are not used again').toBe('2');
  });

  test('runs without their experiment are read', async () => {
    addRun('a', { experiment_id: 77 });
    expect(valueOf(await store.listRuns({ experiments: [experimentId('77')] })).items).toMatchObject([{ runId: 'a', experimentId: '77' }]);
    expect(valueOf(await store.getRun(runId('a'))).runName).toBe('a');
    expect(valueOf(await store.listExperiments({})).items).toHaveLength(1);
  });

  test('tags, params, metrics, datasets and logged models without a run change no run', async () => {
    addRun('a');
    for (const table of ['tags', 'params']) insert(table, { key: 'k', value: 'v', run_uuid: 'gone' });
    insert('latest_metrics', { key: 'auc', value: 1, timestamp: 1, step: 0, is_nan: 0, run_uuid: 'gone' });
    insert('latest_metrics', { key: 'no history', value: 1, timestamp: 1, step: 0, is_nan: 0, run_uuid: 'a' });
    insert('tags', { key: 'mlflow.parentRunId', value: 'gone', run_uuid: 'a' });
    for (const [source, destination, from, to] of [
      ['DATASET', 'RUN', 'gone', 'a'],
      ['RUN_OUTPUT', 'MODEL_OUTPUT', 'a', 'm-gone'],
    ] as const)
      insert('inputs', { input_uuid: from, source_type: source, source_id: from, destination_type: destination, destination_id: to });
    expect(valueOf(await store.listRuns({ experiments: [zero], parent: 'top' })).items).toMatchObject([
      { runId: 'a', params: {}, metrics: { 'no history': 1 }, parentRunId: 'gone' },
    ]);
    expect(valueOf(await store.metricHistory(runId('a'), 'no history'))).toEqual([]);
    expect(valueOf(await store.datasets(runId('a')))).toEqual([]);
    expect(valueOf(await store.loggedModels(runId('a')))).toEqual([]);
  });

  test('aliases and tags without a model, and aliases of no version, do no harm', async () => {
    addModel();
    addVersion(1);
    for (const name of [model, 'gone']) insert('registered_model_aliases', { name, alias: 'nowhere', version: 9 });
    insert('registered_model_tags', { name: 'gone', key: 'k', value: 'v' });
    insert('registered_model_tags', { name: model, key: 'modelops.event.1', value: '{"not": "an event"' });
    expect(valueOf(await store.listModels({})).items).toMatchObject([{ name: model, aliases: { nowhere: '9' }, tags: {} }]);
    expect(failureOf(await store.resolveModel('models:/m@nowhere')).reason).toBe('not_found');
    const plan = await change(store, { action: 'alias', model, alias: 'nowhere', version: versionNumber('1') });
    expect(plan.moves).toEqual([{ kind: 'alias', alias: 'nowhere', from: '9', to: '1' }]);
    expect(valueOf(await store.getVersion(model, versionNumber('1'))).aliases).toEqual(['nowhere']);
  });
});

test('rows of other workspaces are not shown, and whoever opens the database is told', async () => {
  expect(store.info.remarks).toEqual([]);
  insert('experiments', { experiment_id: 5, name: 'theirs', lifecycle_stage: 'active', workspace: 'team\n<b>' });
  for (const workspace of ['a', 'b', 'c', 'd', 'e'])
    insert('registered_models', { name: model, creation_time: 1, last_updated_time: 1, workspace });
  expect(valueOf(await store.listExperiments({})).items.map(its => its.name)).toEqual(['Default']);
  expect(valueOf(await store.listModels({})).items).toEqual([]);
  valueOf(await store.createModel(model));
  expect(valueOf(await store.listModels({})).items.map(its => its.name)).toEqual([model]);
  const again = valueOf(await openSqliteStore(file, { actor: 'ana' }));
  again.close();
  expect(again.info).toMatchObject({ writable: true, readOnlyReason: null });
  expect(again.info.remarks).toEqual([
    "Experiments and models of the workspaces 'a', 'b', 'c', 'd', 'e' and 1 more are not shown: Model Ops reads and writes the workspace 'default' of a database.",
  ]);
});

test('values that should be there and are not are read as none', async () => {
  insert('experiments', { experiment_id: 5, name: 'bare', lifecycle_stage: 'active' });
  addRun('a', { name: null, status: null, start_time: null, experiment_id: 5 });
  insert('tags', { key: 'k', value: null, run_uuid: 'a' });
  insert('registered_models', { name: model });
  for (const [version, stage] of [null, 'Deleted_Internal', 'Strange', 'Production'].entries())
    insert('model_versions', { name: model, version, current_stage: stage });
  insert('registered_model_tags', { name: model, key: 'k', value: null });
  expect(valueOf(await store.findExperiment('5'))).toMatchObject({ artifactLocation: '', creationTime: null });
  expect(valueOf(await store.listRuns({ experiments: [experimentId('5')] })).items).toMatchObject([{ runName: '', tags: { k: '' } }]);
  expect(valueOf(await store.listModels({})).items).toMatchObject([{ description: '', tags: { k: '' }, versionCount: 1 }]);
  expect(valueOf(await store.listVersions({ name: model })).items).toMatchObject([{ version: '3', stage: 'Production', source: '' }]);
  expect(valueOf(await store.listVersions({})).items).toHaveLength(1);
});

describe('text of any kind', () => {
  const odd =
    '<img src=x onerror=alert(1)> $(trash) [a](command:x) \u0000\u0007\u001b[31m \r\n\u2028 \u202Etxt.exe\u202C \u200F \u{1F600} é';

  /** Not even MLflow's tables end a key at this character, but SQLite's JSON does. */
  const key = odd.replace('\u0000', '');

  test('comes back as it is', async () => {
    insert('experiments', { experiment_id: 5, name: odd, artifact_location: odd, lifecycle_stage: 'active' });
    insert('experiment_tags', { experiment_id: 5, key, value: odd });
    addRun('a', { name: odd, experiment_id: 5, user_id: odd });
    for (const table of ['tags', 'params']) insert(table, { key, value: odd, run_uuid: 'a' });
    insert('latest_metrics', { key, value: 1, timestamp: 1, step: 0, is_nan: 0, run_uuid: 'a' });
    insert('registered_models', { name: odd, description: odd });
    addVersion(1, { name: odd, source: odd, description: odd });
    for (const [table, of] of [
      ['registered_model_tags', {}],
      ['model_version_tags', { version: 1 }],
    ] as const)
      insert(table, { name: odd, key, value: odd, ...of });
    insert('registered_model_aliases', { name: odd, alias: odd, version: 1 });

    expect(valueOf(await store.findExperiment(`name:${odd}`))).toMatchObject({ name: odd, artifactLocation: odd, tags: { [key]: odd } });
    const [run] = valueOf(await store.listRuns({ experiments: [experimentId('5')] })).items;
    expect(run).toMatchObject({ runName: odd, userId: odd, tags: { [key]: odd }, params: { [key]: odd }, metrics: { [key]: 1 } });
    const name = modelName(odd);
    expect(valueOf(await store.getModel(name))).toMatchObject({ name: odd, tags: { [key]: odd }, aliases: { [odd]: '1' } });
    expect(valueOf(await store.getVersion(name, versionNumber('1')))).toMatchObject({
      source: odd,
      aliases: [odd],
      tags: { [key]: odd },
    });
    await change(store, { action: 'stage', model: name, version: versionNumber('1'), stage: 'Production', archiveExisting: false }, odd);
    expect(valueOf(await store.history(name))[0]).toMatchObject({ integrity: 'whole', event: { reason: odd } });
  });

  test('makes sentences of one short line, however long it is', async () => {
    for (const text of [odd, `${odd}x`.repeat(10_000), '\u202E'.repeat(1_000_000)]) {
      const name = modelName(text);
      const one = versionNumber('1');
      const failures = [
        await store.findExperiment(`name:${text}`),
        await store.getModel(name),
        await store.createModel(modelName(`${text}/`)),
        await store.createExperiment(text.repeat(10)),
        await store.getRun(runId(text)),
        await store.listRuns({ experiments: [experimentId(text)] }),
        await store.getVersion(name, one),
        await store.planChange({ action: 'alias', model: name, alias: text, version: one }),
        await store.registerVersion({ name: model, source: path.join(folder, text) }),
        await store.registerVersion({ name: model, source: `models:/${text}/1` }),
        await store.registerVersion({ name: model, source: `runs:/${text}/model` }),
        await store.resolveModel(`models:/${text}@${text}`),
        await openSqliteStore(path.join(folder, text.slice(0, 100_000)), { actor: 'ana' }),
      ].flatMap(result => (result.ok ? [] : [failureOf(result)]));
      expect(failures.length).toBeGreaterThan(10);
      for (const failure of failures) {
        expect(failureSentence(failure).length).toBeLessThan(4300);
        expect(failureSentence(failure)).not.toMatch(/[\p{Cc}\u202E\u200F]/u);
      }
    }
  });
});

test('a page with values of 10 MB is read whole, and fast', async () => {
  const huge = 'x'.repeat(10_000_000);
  for (let count = 0; count < 100; count++) addRun(`run ${count}`);
  for (const table of ['tags', 'params']) insert(table, { key: 'huge', value: huge, run_uuid: 'run 7' });
  addModel();
  addVersion(1, { description: huge });
  insert('registered_model_tags', { name: model, key: 'huge', value: huge });
  insert('model_version_tags', { name: model, version: 1, key: 'huge', value: huge });
  const began = performance.now();
  const runs = await everyItem(page => store.listRuns({ experiments: [zero], ...page }));
  const models = valueOf(await store.listModels({})).items;
  const versions = valueOf(await store.listVersions({ name: model })).items;
  const took = performance.now() - began;
  expect(runs).toHaveLength(100);
  expect(runs.find(run => run.runId === 'run 7')).toMatchObject({ tags: { huge }, params: { huge } });
  expect(models[0]?.tags['huge']).toBe(huge);
  expect(versions).toMatchObject([{ description: huge, tags: { huge } }]);
  expect(took, 'milliseconds for five such values; a machine with nothing else to do takes 400').toBeLessThan(5000);
});
