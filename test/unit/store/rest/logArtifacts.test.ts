import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Result } from '../../../../src/base/result';
import { runId } from '../../../../src/domain/ids';
import { openRestStore } from '../../../../src/store/rest/openRestStore';
import { valueOf } from '../../../contract/storeFixture';
import { json, mlflow, SmallServer, type Answer, type Asked } from './smallServer';

const RUN = runId('0'.repeat(32));
let folder: string;
let file: string;
let server: SmallServer;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-artifacts-'));
  file = path.join(folder, 'report.json');
  writeFileSync(file, '{"share":0.5}');
});
afterEach(() => server.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function logTo(artifactUri: string, put: (asked: Asked) => Answer): Promise<Result<void>> {
  const info = { run_id: RUN, experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active', artifact_uri: artifactUri };
  server = await SmallServer.start(mlflow(asked => (asked.path.endsWith('/runs/get') ? json({ run: { info, data: {} } }) : put(asked))));
  const store = valueOf(await openRestStore(server.address, { actor: 'ana' }));
  const logged = await store.logArtifacts(RUN, [{ file, path: 'model-ops/drift/weekly 1.json' }]);
  store.close();
  return logged;
}

test('a server that keeps artifacts itself is given the file below the run', async () => {
  expect((await logTo(`mlflow-artifacts:/1/${RUN}/artifacts`, () => json({}))).ok).toBe(true);
  const sent = server.asked.find(({ method }) => method === 'PUT');
  expect(sent?.path).toBe(`/api/2.0/mlflow-artifacts/artifacts/1/${RUN}/artifacts/model-ops/drift/weekly%201.json`);
  expect(sent?.body).toBe('{"share":0.5}');
});

test('one that keeps them elsewhere is said in a sentence, and nothing is sent', async () => {
  expect(await logTo('s3://bucket/1/artifacts', () => json({}))).toEqual({
    ok: false,
    failure: {
      reason: 'unsupported',
      message: "This server does not take files: the run's artifacts are kept at 's3://bucket/1/artifacts'.",
      nextStep: "Log them with MLflow's Python client.",
    },
  });
  expect(server.asked.some(({ method }) => method === 'PUT')).toBe(false);
});

test('one that refuses the file is quoted', async () => {
  const refused = await logTo('mlflow-artifacts:/1/a', () => json({ error_code: 'PERMISSION_DENIED', message: 'Permission denied' }, 403));
  expect(refused).toMatchObject({
    ok: false,
    failure: {
      reason: 'forbidden',
      message: "'model-ops/drift/weekly 1.json' could not be copied to the server: MLflow refused this: Permission denied",
    },
  });
});
