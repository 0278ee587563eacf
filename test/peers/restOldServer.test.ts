import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelName, runId, versionNumber } from '../../src/domain/ids';
import { type Store } from '../../src/store/contract';
import { openRestStore } from '../../src/store/rest/openRestStore';
import { change, modelIn, valueOf } from '../contract/storeFixture';
import { everyMlflow } from '../support/peersPython';
import { MlflowServer } from './support/mlflowServer';

const name = modelName('delay');
const v = versionNumber;
const [oldest] = everyMlflow();
let folder: string;
let server: MlflowServer;
let store: Store;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rest-old-'));
  const backend = `sqlite:///${path.join(folder, 'mlflow.db')}`;
  server = await MlflowServer.start({ folder, backend, ...(oldest === undefined ? {} : { mlflow: oldest }) });
  store = valueOf(await openRestStore(server.address, { actor: 'ana', cacheFolder: path.join(folder, 'cache') }));
});
afterAll(async () => {
  store.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('an MLflow before logged models says what it can', () => {
  expect(store.info).toMatchObject({ serverVersion: oldest?.version, aliases: true, loggedModels: false, webhooks: false });
});

test('a local folder is copied below a run of its own, and is found again', async () => {
  const model = path.join(folder, 'model');
  mkdirSync(path.join(model, 'data'), { recursive: true });
  writeFileSync(path.join(model, 'MLmodel'), 'name: mine\n');
  writeFileSync(path.join(model, 'data', 'a b ü.txt'), 'deep');
  for (let made = 0; made < 3; made++) valueOf(await store.registerVersion({ name, source: model }));
  const version = valueOf(await store.getVersion(name, v('3')));
  const run = valueOf(await store.getRun(version.runId ?? runId('none')));
  expect(version.source.startsWith(`${run.artifactUri}/`)).toBe(true);
  expect(run).toMatchObject({ status: 'FINISHED', runName: 'register delay' });
  expect(modelIn(valueOf(await store.resolveModel('models:/delay/3')).path)).toBe('name: mine\n');
  const listed = valueOf(await store.listArtifacts({ kind: 'version', name, version: v('3') }, 'data'));
  expect(listed).toEqual([{ path: 'data/a b ü.txt', isFolder: false, size: 4 }]);
  expect(valueOf(await store.loggedModels(run.runId))).toEqual([]);
});

test('stages, aliases and roll backs are the same, and so is what is listed', async () => {
  const toProduction = (version: string) =>
    ({ action: 'stage', model: name, version: v(version), stage: 'Production', archiveExisting: true }) as const;
  await change(store, toProduction('1'));
  await change(store, toProduction('2'));
  await change(store, { action: 'alias', model: name, alias: 'champion', version: v('2') });
  await change(store, { action: 'rollback', model: name, target: { kind: 'stage', stage: 'Production' } });
  const [model] = valueOf(await store.listModels({})).items;
  expect(model).toMatchObject({ name, versionCount: 3, aliases: { champion: '2' }, tags: {} });
  const versions = valueOf(await store.listVersions({ name })).items;
  expect(versions.map(version => [version.version, version.stage, version.aliases])).toEqual([
    ['3', 'None', []],
    ['2', 'None', ['champion']],
    ['1', 'Production', []],
  ]);
  expect(valueOf(await store.history(name)).map(entry => [entry.event.action, entry.integrity])).toEqual([
    ['rollback', 'whole'],
    ['alias', 'whole'],
    ['stage', 'whole'],
    ['stage', 'whole'],
  ]);
  valueOf(await store.deleteVersion(name, v('2')));
  expect(valueOf(await store.getModel(name)).aliases).toEqual({});
  valueOf(
    await store.changeTags({
      owners: [{ kind: 'experiment', experimentId: valueOf(await store.findExperiment('Default')).experimentId }],
      set: { team: 'ops' },
      remove: [],
    }),
  );
  expect(valueOf(await store.findExperiment('Default')).tags).toEqual({ team: 'ops' });
  expect(valueOf(await store.dataVersion())).toBe(1);
});
