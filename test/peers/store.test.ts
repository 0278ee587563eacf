import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experimentId, modelName, versionNumber } from '../../src/domain/ids';
import { type ChangeRequest } from '../../src/domain/registryChange';
import { type Store } from '../../src/store/contract';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { comparable, storeFacts, valueOf } from './storeFacts';
import { oldestMlflow, peersPython } from '../support/peersPython';
import { mlflowFacts, storePeer } from './storePeer';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-peers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newFolder(name: string): string {
  const made = path.join(folder, name);
  mkdirSync(made);
  return made;
}

async function open(database: string, create = false): Promise<Store> {
  return valueOf(await openSqliteStore(`sqlite:///${database}`, { actor: 'ana', create }));
}

async function expectSameFacts(store: Store, interpreter: string, database: string): Promise<void> {
  const theirs = comparable(await mlflowFacts(interpreter, database));
  const ours = comparable(await storeFacts(store));
  expect(ours.experiments).toEqual(theirs.experiments);
  expect(ours.runs).toEqual(theirs.runs);
  expect(ours.models).toEqual(theirs.models);
  expect(ours.versions).toEqual(theirs.versions);
}

async function change(store: Store, request: ChangeRequest): Promise<void> {
  valueOf(await store.applyChange(valueOf(await store.planChange(request)), 'because'));
}

const model = modelName('ours');
const v = versionNumber;

/** Every write that a store offers, on a model of our own. */
async function writeEverything(store: Store, place: string): Promise<void> {
  valueOf(await store.createExperiment('made here'));
  valueOf(await store.createModel(model, 'Late?'));
  const modelFolder = path.join(place, 'model folder');
  mkdirSync(modelFolder);
  writeFileSync(path.join(modelFolder, 'MLmodel'), 'flavors: {}\n');
  for (let count = 0; count < 3; count++)
    valueOf(await store.registerVersion({ name: model, source: modelFolder, description: `number ${count}` }));
  await change(store, { action: 'stage', model, version: v('1'), stage: 'Production', archiveExisting: false });
  await change(store, { action: 'stage', model, version: v('2'), stage: 'Production', archiveExisting: true });
  await change(store, { action: 'stage', model, version: v('3'), stage: 'Staging', archiveExisting: false });
  await change(store, { action: 'stage', model, version: v('3'), stage: 'Production', archiveExisting: false });
  await change(store, { action: 'alias', model, alias: 'champion', version: v('2') });
  await change(store, { action: 'alias', model, alias: 'champion', version: v('3') });
  await change(store, { action: 'alias', model, alias: 'gone', version: v('1') });
  await change(store, { action: 'alias', model, alias: 'gone', version: null });
  await change(store, { action: 'rollback', model, target: { kind: 'stage', stage: 'Production' } });
  valueOf(await store.changeTags({ owners: [{ kind: 'model', name: model }], set: { team: 'öps' }, remove: [] }));
  valueOf(await store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: { checked: 'yes' }, remove: [] }));
  valueOf(await store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: { gone: 'x' }, remove: [] }));
  valueOf(await store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: {}, remove: ['gone'] }));
  valueOf(await store.setDescription(model, null, 'Later?'));
  valueOf(await store.setDescription(model, v('1'), 'The "first"\none'));
}

/** What MLflow must read after `writeEverything`, said without our reader. */
async function expectOurWrites(interpreter: string, database: string): Promise<void> {
  const facts = await mlflowFacts(interpreter, database);
  expect(facts.experiments.map(experiment => experiment.name)).toContain('made here');
  expect(comparable(facts).models.find(found => found.name === model)).toMatchObject({
    description: 'Later?',
    tags: { team: 'öps' },
    aliases: { champion: '3' },
  });
  const versions = facts.versions.filter(version => version.name === model).sort((a, b) => Number(a.version) - Number(b.version));
  expect(versions).toMatchObject([
    { version: '1', current_stage: 'Archived', description: 'The "first"\none', tags: { checked: 'yes' }, aliases: [], run_id: null },
    { version: '2', current_stage: 'Production', description: 'number 1', tags: {}, aliases: [], status: 'READY' },
    { version: '3', current_stage: 'Staging', description: 'number 2', tags: {}, aliases: ['champion'], status: 'READY' },
  ]);
}

describe('a database that the newest MLflow wrote', () => {
  let database: string;
  let store: Store;

  beforeAll(async () => {
    database = path.join(newFolder('theirs'), 'mlflow.db');
    await storePeer(peersPython(), 'write', database);
    store = await open(database);
  });
  afterAll(() => store.close());

  test('is read fact by fact as MlflowClient reads it', async () => {
    expect(store.info).toMatchObject({ writable: true, stages: true, aliases: true, loggedModels: true });
    await expectSameFacts(store, peersPython(), database);
    const facts = await mlflowFacts(peersPython(), database);
    expect([facts.runs.length, facts.versions.length, facts.models.length]).toEqual([9, 3, 2]);
    expect(valueOf(await store.findExperiment('123456789012345678')).name).toBe('long id');
    expect(valueOf(await store.countRuns({ experiments: [experimentId('123456789012345678')] }))).toBe(1);
  });

  test('takes every write of ours', async () => {
    await writeEverything(store, path.dirname(database));
    await expectOurWrites(peersPython(), database);
    await expectSameFacts(store, peersPython(), database);
  });

  test('takes versions from a run’s folder, a logged model and another version, as MLflow names their sources', async () => {
    const facts = await mlflowFacts(peersPython(), database);
    const run = facts.runs.find(found => found.run_name === 'with everything');
    const logged = run?.logged_models.find(found => found.name === 'ready');
    const source = facts.versions.find(version => version.name.startsWith('flights') && version.version === '1');
    const name = modelName('registered here');
    valueOf(await store.registerVersion({ name, source: `runs:/${run?.run_id}/old-model` }));
    valueOf(await store.registerVersion({ name, source: `runs:/${run?.run_id}/ready` }));
    valueOf(await store.registerVersion({ name, source: `models:/${logged?.model_id}` }));
    valueOf(await store.registerVersion({ name, source: `models:/${source?.name}/1` }));
    const after = await mlflowFacts(peersPython(), database);
    const made = after.versions.filter(version => version.name === name).sort((a, b) => Number(a.version) - Number(b.version));
    expect(made.map(version => version.run_id)).toEqual([run?.run_id, run?.run_id, run?.run_id, run?.run_id]);
    expect(made[1]?.source).toBe(`models:/${logged?.model_id}`);
    expect(made[2]?.source).toBe(`models:/${logged?.model_id}`);
    expect(made[3]?.source).toBe(`models:/${source?.name}/1`);
    await expectSameFacts(store, peersPython(), database);
  });

  test('is read right when MLflow goes on writing to it', async () => {
    const before = valueOf(await store.dataVersion());
    await storePeer(peersPython(), 'extend', database);
    expect(valueOf(await store.dataVersion())).not.toBe(before);
    await expectSameFacts(store, peersPython(), database);
    const newest = valueOf(await store.history(model))[0];
    expect(newest).toMatchObject({ unrecorded: true, event: { action: 'observed' } });
  });
});

describe.each([
  ['the newest MLflow', peersPython],
  ['the oldest MLflow 3', oldestMlflow],
])('a database that we created, opened by %s', (name, interpreter) => {
  let database: string;
  let store: Store;

  beforeAll(async () => {
    database = path.join(newFolder(name), 'mlflow.db');
    store = await open(database, true);
    await writeEverything(store, path.dirname(database));
    store.close();
  });
  afterAll(() => store.close());

  test('shows it every write of ours', async () => {
    await expectOurWrites(interpreter(), database);
    store = await open(database);
    await expectSameFacts(store, interpreter(), database);
  });

  test('is one that it goes on writing to, and we after it', async () => {
    await storePeer(interpreter(), 'extend', database);
    await expectSameFacts(store, interpreter(), database);
    await change(store, { action: 'stage', model, version: v('1'), stage: 'Staging', archiveExisting: true });
    await expectSameFacts(store, interpreter(), database);
    const history = valueOf(await store.history(model));
    expect(history.map(entry => entry.event.action).slice(0, 2)).toEqual(['stage', 'observed']);
    expect(history.every(entry => entry.integrity === 'whole')).toBe(true);
  });
});
