import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelName, versionNumber } from '../../src/domain/ids';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { valueOf } from './storeFacts';
import { peersPython } from '../support/peersPython';

const name = modelName('ours');
let folder: string;
let server: ChildProcess;
let address: string;
let output = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-server-'));
  const database = path.join(folder, 'mlflow.db');
  const store = valueOf(await openSqliteStore(`sqlite:///${database}`, { actor: 'ana', create: true }));
  valueOf(await store.createExperiment('made here'));
  valueOf(await store.registerVersion({ name, source: sampleModel() }));
  valueOf(
    await store.applyChange(
      valueOf(
        await store.planChange({ action: 'stage', model: name, version: versionNumber('1'), stage: 'Production', archiveExisting: false }),
      ),
      '',
    ),
  );
  store.close();
  await startUi(database);
});
afterAll(() => {
  // The server's workers are its children: the whole group ends.
  if (server.pid !== undefined) process.kill(process.platform === 'win32' ? server.pid : -server.pid);
  rmSync(folder, { recursive: true, force: true });
});

/** A model folder of the sample project. */
function sampleModel(): string {
  const models = path.resolve('media/sample/artifacts/flight-delay/models');
  return path.join(models, readdirSync(models)[0] ?? '', 'artifacts');
}

async function startUi(database: string): Promise<void> {
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const args = [
    '-m',
    'mlflow',
    'ui',
    '--backend-store-uri',
    `sqlite:///${database}`,
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--workers',
    '1',
  ];
  const env = { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' };
  server = spawn(peersPython(), args, { cwd: folder, env, detached: process.platform !== 'win32' });
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  for (let tries = 0; tries < 240; tries++) {
    if (
      await fetch(`${address}/health`).then(
        response => response.ok,
        () => false,
      )
    )
      return;
    if (server.exitCode !== null) break;
    await wait(500);
  }
  throw new Error(`mlflow ui did not start:\n${output}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise(resolve => probe.close(resolve));
  return port;
}

async function get(place: string): Promise<unknown> {
  const response = await fetch(`${address}/${place}`);
  expect(response.status).toBe(200);
  return await response.json();
}

test('mlflow ui answers on a database that we created', async () => {
  expect(await (await fetch(`${address}/health`)).text()).toBe('OK');
  const page = await fetch(address);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<div id="root"');
});

test('its REST API lists our model, its version in Production and our experiment', async () => {
  const models = await get('api/2.0/mlflow/registered-models/search');
  expect(models).toMatchObject({
    registered_models: [{ name, latest_versions: [{ version: '1', current_stage: 'Production', status: 'READY' }] }],
  });
  expect(await get(`api/2.0/mlflow/model-versions/search?filter=${encodeURIComponent(`name='${name}'`)}`)).toMatchObject({
    model_versions: [{ version: '1', current_stage: 'Production' }],
  });
  expect(await get('api/2.0/mlflow/experiments/get-by-name?experiment_name=made%20here')).toMatchObject({
    experiment: { lifecycle_stage: 'active' },
  });
});
