import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experimentId, modelName, versionNumber } from '../../src/domain/ids';
import { type Store } from '../../src/store/contract';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { everyMlflow, type MlflowPython } from '../support/peersPython';
import { changeEverything, expectOurChanges } from './changeEverything';
import { databaseForm, databaseRows } from './databaseRows';
import { comparable, storeFacts, valueOf } from './storeFacts';
import { StorePeer } from './storePeer';
import { MlflowServer } from './support/mlflowServer';
import { change, expectOurWrites, model, versionsOf, writeEverything } from './writeEverything';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-matrix-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where a new database goes, in a folder of its own. */
function newDatabase(name: string): string {
  const made = path.join(folder, name);
  mkdirSync(made);
  return path.join(made, 'mlflow.db');
}

async function open(database: string, create = false): Promise<Store> {
  return valueOf(await openSqliteStore(`sqlite:///${database}`, { actor: 'ana', create }));
}

async function expectSameFacts(store: Store, peer: StorePeer, database: string): Promise<void> {
  const theirs = comparable(await peer.facts(database));
  const ours = comparable(await storeFacts(store));
  expect(ours.experiments).toEqual(theirs.experiments);
  expect(ours.runs).toEqual(theirs.runs);
  expect(ours.models).toEqual(theirs.models);
  expect(ours.versions).toEqual(theirs.versions);
}

describe.each(everyMlflow())('MLflow $version', python => {
  const isMlflow3 = python.version.startsWith('3.');
  let peer: StorePeer;
  beforeAll(() => {
    peer = new StorePeer(python);
  });
  afterAll(() => peer.stop());

  describe('a database that it wrote', () => {
    writtenByMlflow(python, () => peer, isMlflow3);
  });
  if (isMlflow3) {
    describe('a database that we created', () => {
      createdByUs(python, () => peer);
    });
  }
});

function writtenByMlflow(python: MlflowPython, peer: () => StorePeer, hasLoggedModels: boolean): void {
  let database: string;
  let store: Store;

  beforeAll(async () => {
    database = newDatabase(`theirs ${python.version}`);
    await peer().write(database);
    store = await open(database);
  });
  afterAll(() => store.close());

  test('is read fact by fact as MlflowClient reads it', async () => {
    expect(store.info).toMatchObject({ writable: true, stages: true, aliases: true, loggedModels: hasLoggedModels });
    await expectSameFacts(store, peer(), database);
    const facts = await peer().facts(database);
    expect([facts.runs.length, facts.versions.length, facts.models.length]).toEqual([9, 3, 2]);
    expect(facts.runs.flatMap(run => run.logged_models)).toHaveLength(hasLoggedModels ? 3 : 0);
    expect(valueOf(await store.findExperiment('123456789012345678')).name).toBe('long id');
    expect(valueOf(await store.countRuns({ experiments: [experimentId('123456789012345678')] }))).toBe(1);
  });

  test('takes every write of ours, and its schema stays as it is', async () => {
    const before = databaseForm(database);
    await writeEverything(store, path.dirname(database));
    expect(databaseForm(database)).toEqual(before);
    expectOurWrites(await peer().facts(database));
    await expectSameFacts(store, peer(), database);
  });

  test('takes versions from a run’s folder, a logged model and another version, as MLflow names their sources', async () => {
    const facts = await peer().facts(database);
    const run = facts.runs.find(found => found.run_name === 'with everything');
    const logged = run?.logged_models.find(found => found.name === 'ready');
    const source = facts.versions.find(version => version.name.startsWith('flights') && version.version === '2');
    const name = modelName('registered here');
    const given = [`runs:/${run?.run_id}/old-model`, `models:/${source?.name}/2`];
    if (hasLoggedModels) given.push(`runs:/${run?.run_id}/ready`, `models:/${logged?.model_id}`);
    for (const uri of given) valueOf(await store.registerVersion({ name, source: uri }));
    const made = versionsOf(await peer().facts(database), name);
    expect(made.map(version => version.run_id)).toEqual(given.map(() => run?.run_id));
    expect(made.slice(1).map(version => version.source)).toEqual([
      `models:/${source?.name}/2`,
      ...(hasLoggedModels ? [`models:/${logged?.model_id}`, `models:/${logged?.model_id}`] : []),
    ]);
    await expectSameFacts(store, peer(), database);
  });

  test('is read right when MLflow goes on writing to it', async () => {
    const before = valueOf(await store.dataVersion());
    await peer().extend(database);
    expect(valueOf(await store.dataVersion())).not.toBe(before);
    await expectSameFacts(store, peer(), database);
    const newest = valueOf(await store.history(model))[0];
    expect(newest).toMatchObject({ unrecorded: true, event: { action: 'observed' } });
  });

  test('takes every change of its experiments, runs and models', async () => {
    const experiment = valueOf(await store.findExperiment('first')).experimentId;
    await changeEverything(store, experiment);
    expectOurChanges(await peer().facts(database), experiment);
    await expectSameFacts(store, peer(), database);
  });

  test('gives it the models that were copied there', async () => {
    await expectLoadable(store, peer(), database);
    await expectSameFacts(store, peer(), database);
  });

  // What MLflow 3 serves is a database of ours, which its server must upgrade first.
  if (!hasLoggedModels) {
    test('is served', async () => {
      await expectServed(python, database, { name: model, version: '4', current_stage: 'Production' });
    });
  }
}

function createdByUs(python: MlflowPython, peer: () => StorePeer): void {
  let database: string;
  let copy: string;
  let store: Store;

  beforeAll(async () => {
    database = newDatabase(`ours ${python.version}`);
    store = await open(database, true);
    await writeEverything(store, path.dirname(database));
    store.close();
    copy = path.join(path.dirname(database), 'served.db');
    copyFileSync(database, copy);
  });
  afterAll(() => store.close());

  test('is upgraded with every row intact, and shows every write of ours', async () => {
    const before = databaseRows(database);
    expect(before['model_versions']?.rows).toHaveLength(3);
    expectOurWrites(await peer().facts(database));
    expect(databaseRows(database, before)).toEqual(before);
    store = await open(database);
    expect(store.info).toMatchObject({ writable: true, readOnlyReason: null });
    await expectSameFacts(store, peer(), database);
  });

  test('is one that it goes on writing to, and we after it', async () => {
    await peer().extend(database);
    await expectSameFacts(store, peer(), database);
    await change(store, { action: 'stage', model, version: versionNumber('1'), stage: 'Staging', archiveExisting: true });
    await expectSameFacts(store, peer(), database);
    const history = valueOf(await store.history(model));
    expect(history.map(entry => entry.event.action).slice(0, 2)).toEqual(['stage', 'observed']);
    expect(history.every(entry => entry.integrity === 'whole')).toBe(true);
  });

  test('shows it every change of experiments, runs and models, and the models that were copied there', async () => {
    const experiment = valueOf(await store.findExperiment('theirs')).experimentId;
    await changeEverything(store, experiment);
    expectOurChanges(await peer().facts(database), experiment);
    await expectLoadable(store, peer(), database);
    await expectSameFacts(store, peer(), database);
  });

  test('is served before anything else upgrades it', async () => {
    await expectServed(python, copy, { name: model, version: '2', current_stage: 'Production' });
  });
}

/** A folder that MLflow saved a model to, registered by us, is loaded by MLflow from the store alone. */
async function expectLoadable(store: Store, peer: StorePeer, database: string): Promise<void> {
  await peer.save(database);
  const saved = path.join(path.dirname(database), 'saved');
  const registered = valueOf(await store.registerVersion({ name: modelName('saved one'), source: saved }));
  expect(registered.source).toMatch(store.info.loggedModels ? /^models:\/m-[0-9a-f]{32}$/ : /\/models\/m-[0-9a-f]{32}\/artifacts$/);
  rmSync(saved, { recursive: true });
  expect(await peer.load(database, 'models:/saved one/1')).toEqual([2, 4]);
}

/** The server starts on the file, and finds our experiment, model and version there. */
async function expectServed(python: MlflowPython, database: string, version: object): Promise<void> {
  const server = await MlflowServer.start({ folder: path.dirname(database), mlflow: python, backend: `sqlite:///${database}` });
  try {
    expect(await (await fetch(server.address)).text()).toContain('<div id="root"');
    const experiments = (await server.ask('experiments/search', { max_results: 100 })) as { experiments: { experiment_id: string }[] };
    expect(experiments).toMatchObject({ experiments: expect.arrayContaining([expect.objectContaining({ name: 'made here' })]) as unknown });
    const ids = experiments.experiments.map(experiment => experiment.experiment_id);
    const store = await open(database);
    const runs = valueOf(await store.listRuns({ experiments: ids.map(experimentId) })).items;
    store.close();
    const found = (await server.ask('runs/search', { experiment_ids: ids })) as { runs?: { info: { run_id: string } }[] };
    expect((found.runs ?? []).map(run => run.info.run_id)).toEqual(runs.map(run => run.runId));
    expect(await server.ask('registered-models/search')).toMatchObject({
      registered_models: expect.arrayContaining([expect.objectContaining({ name: model })]) as unknown,
    });
    expect(await server.ask(`model-versions/search?filter=${encodeURIComponent(`name='${model}'`)}`)).toMatchObject({
      model_versions: expect.arrayContaining([expect.objectContaining(version)]) as unknown,
    });
  } finally {
    await server.stop();
  }
}
