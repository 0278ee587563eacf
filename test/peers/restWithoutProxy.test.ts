import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelName, runId, type RunId } from '../../src/domain/ids';
import { type Store } from '../../src/store/contract';
import { openRestStore } from '../../src/store/rest/openRestStore';
import { failureOf, valueOf } from '../contract/storeFixture';
import { MlflowServer } from './support/mlflowServer';

const name = modelName('delay');
let folder: string;
let server: MlflowServer;
let store: Store;
let run: RunId;
let root: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rest-no-proxy-'));
  const args = ['--no-serve-artifacts', '--default-artifact-root', path.join(folder, 'root')];
  server = await MlflowServer.start({ folder, backend: `sqlite:///${path.join(folder, 'mlflow.db')}`, args });
  store = valueOf(await openRestStore(server.address, { actor: 'ana', cacheFolder: path.join(folder, 'cache') }));
  const answer = await fetch(`${server.address}/api/2.0/mlflow/runs/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ experiment_id: '0', start_time: 1 }),
  });
  const made = (await answer.json()) as { run: { info: { run_id: string; artifact_uri: string } } };
  run = runId(made.run.info.run_id);
  root = made.run.info.artifact_uri;
  mkdirSync(path.join(root, 'model'), { recursive: true });
  writeFileSync(path.join(root, 'model', 'MLmodel'), 'flavors: {}\n');
});
afterAll(async () => {
  store.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('files that lie on this machine are used where they are', async () => {
  expect(root).toBe(path.join(folder, 'root', '0', run, 'artifacts'));
  const owner = { kind: 'run', runId: run } as const;
  expect(valueOf(await store.listArtifacts(owner, 'model'))).toEqual([{ path: 'model/MLmodel', isFolder: false, size: 12 }]);
  expect(valueOf(await store.fetchArtifact(owner, 'model/MLmodel'))).toBe(path.join(root, 'model', 'MLmodel'));
  expect(valueOf(await store.registerVersion({ name, source: `runs:/${run}/model` }))).toMatchObject({
    source: path.join(root, 'model'),
    runId: run,
  });
  const resolved = valueOf(await store.resolveModel('models:/delay/1'));
  expect(resolved).toMatchObject({ path: path.join(root, 'model'), name, version: '1', runId: run });
});

test('what is logged to a run goes where the server says that its artifacts lie', async () => {
  const report = path.join(folder, 'report.json');
  writeFileSync(report, '{}');
  valueOf(await store.logArtifacts(run, [{ file: report, path: 'model-ops/drift/1.json' }]));
  expect(readFileSync(path.join(root, 'model-ops', 'drift', '1.json'), 'utf8')).toBe('{}');
});

test('a folder from here cannot be copied to it, which is said before anything is made', async () => {
  const mine = path.join(folder, 'mine');
  mkdirSync(mine);
  writeFileSync(path.join(mine, 'MLmodel'), 'flavors: {}\n');
  expect(failureOf(await store.registerVersion({ name: modelName('new'), source: mine }))).toMatchObject({
    reason: 'unsupported',
    message: expect.stringContaining('This server does not take files') as string,
    nextStep: expect.stringContaining('register it from its run') as string,
  });
  expect(valueOf(await store.listModels({})).items.map(model => model.name)).toEqual([name]);
});
