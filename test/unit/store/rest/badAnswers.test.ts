import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { experimentId, modelName, runId } from '../../../../src/domain/ids';
import { type Store } from '../../../../src/store/contract';
import { openRestStore } from '../../../../src/store/rest/openRestStore';
import { failureOf, valueOf } from '../../../contract/storeFixture';
import { json, mlflow, SmallServer, type Answer, type Asked } from './smallServer';

let server: SmallServer;
let store: Store;
let folder: string;
afterEach(() => {
  store.close();
  server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(answer: (asked: Asked) => Answer): Promise<void> {
  server = await SmallServer.start(mlflow(answer));
  folder = mkdtempSync(path.join(tmpdir(), 'bad-answers-'));
  store = valueOf(await openRestStore(server.address, { actor: 'ana', cacheFolder: path.join(folder, 'cache') }));
}

const id = 'a'.repeat(32);
const info = { run_id: id, experiment_id: '1', status: 'FINISHED', artifact_uri: 'mlflow-artifacts:/1/a/artifacts', end_time: 2 };
const run = { info, data: {} };

describe('an answer of another shape', () => {
  test.each([
    ['a text for a list', { runs: 'none' }],
    ['a number for an object', { runs: [5] }],
    ['no id', { runs: [{ info: { experiment_id: '1' } }] }],
    ['an object for a text', { runs: [{ info: { ...info, run_name: {} } }] }],
    ['a text for a time', { runs: [{ info: { ...info, start_time: 'soon' } }] }],
    ['a list for the whole', []],
  ])('%s is said, and nothing is made of it', async (_, answer) => {
    await open(() => json(answer));
    expect(failureOf(await store.listRuns({ experiments: [experimentId('1')] }))).toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining("gave an answer that is not MLflow's") as string,
    });
  });

  test('cut off in the middle, it is said', async () => {
    await open(() => ({ body: '{"runs": [{"info": {"run_id": "a' }));
    expect(failureOf(await store.listRuns({ experiments: [experimentId('1')] })).reason).toBe('unreadable');
  });

  test('fields that nobody asked for are passed over', async () => {
    const odd = { runs: [{ info: { ...info, later: [1] }, data: { ...run.data, more: 1 }, new: {} }], extra: true };
    await open(asked => (asked.body.includes('LIKE') ? json({}) : json(odd)));
    expect(valueOf(await store.listRuns({ experiments: [experimentId('1')] })).items).toHaveLength(1);
  });
});

test('numbers that a double cannot hold, and those that are none, come whole', async () => {
  const metrics = '[{"key":"a","value":"NaN"},{"key":"b","value":"-Infinity"},{"key":"c","value":1e-7}]';
  const text = `{"runs":[{"info":{"run_id":"${id}","experiment_id":123456789012345678,"status":"FINISHED"},"data":{"metrics":${metrics}}}]}`;
  await open(asked => (asked.body.includes('LIKE') ? json({}) : { body: text }));
  const [found] = valueOf(await store.listRuns({ experiments: [experimentId('1')] })).items;
  expect(found).toMatchObject({ experimentId: '123456789012345678', metrics: { a: NaN, b: -Infinity, c: 1e-7 } });
});

describe("MLflow's error code decides, whatever the status", () => {
  test.each([
    ['RESOURCE_DOES_NOT_EXIST', 500, 'not_found'],
    ['INVALID_PARAMETER_VALUE', 404, 'invalid'],
    ['PERMISSION_DENIED', 400, 'forbidden'],
    ['A_NEW_ONE', 400, 'unavailable'],
  ])('%s with %d', async (code, status, reason) => {
    await open(() => json({ error_code: code, message: 'line\nend' }, status));
    const failure = failureOf(await store.listExperiments({}));
    expect(failure.reason).toBe(reason);
  });
});

test('a filter beyond MLflow is not sent', async () => {
  await open(() => json({}));
  const before = server.asked.length;
  const failure = failureOf(await store.listRuns({ experiments: [experimentId('1')], filter: 'metrics.a > 1 OR metrics.b > 1' }));
  expect(failure).toMatchObject({ reason: 'unsupported', message: expect.stringContaining("'OR' at character 15") as string });
  expect(failureOf(await store.listModels({ filter: 'name = ' })).reason).toBe('invalid');
  expect(server.asked).toHaveLength(before);
});

describe('artifacts', () => {
  const names = ['../../evil', '..', 'a\\..\\b', '%2e%2e', 'C:x', 'good.txt', 'sub/../../evil2', '', 'nul\0'];
  const list = { files: names.map(name => ({ path: name, is_dir: false, file_size: 4 })) };

  function answer(asked: Asked): Answer {
    if (asked.path.endsWith('/runs/get')) return json({ run });
    if (asked.path.endsWith('/artifacts/list')) return json(list);
    if (asked.path === '/get-artifact') return { body: 'text', type: 'application/octet-stream' };
    return json({});
  }

  test('whose names lead elsewhere are left out, and a copy stays in its folder', async () => {
    await open(answer);
    const owner = { kind: 'run', runId: runId(id) } as const;
    const listed = valueOf(await store.listArtifacts(owner, ''));
    expect(listed.map(artifact => artifact.path)).toEqual(['evil', 'evil2', 'good.txt']);
    const place = valueOf(await store.fetchArtifact(owner, ''));
    expect(readdirSync(place).sort()).toEqual(['evil', 'evil2', 'good.txt']);
    expect(readdirSync(folder)).toEqual(['cache']);
    expect(failureOf(await store.fetchArtifact(owner, '../x')).reason).toBe('invalid');
  });

  test('of a run that has ended are copied once', async () => {
    await open(answer);
    const owner = { kind: 'run', runId: runId(id) } as const;
    const file = valueOf(await store.fetchArtifact(owner, 'good.txt'));
    expect(valueOf(await store.fetchArtifact(owner, 'good.txt'))).toBe(file);
    expect(server.asked.filter(asked => asked.path === '/get-artifact')).toHaveLength(1);
  });

  test('that a server lists without end are not followed for ever', async () => {
    const deeper = { files: [{ path: 'again', is_dir: true }] };
    await open(asked => (asked.path.endsWith('/artifacts/list') ? json(deeper) : answer(asked)));
    expect(failureOf(await store.fetchArtifact({ kind: 'run', runId: runId(id) }, '')).reason).toBe('unsupported');
    expect(server.asked.length).toBeLessThan(100);
  });
});

describe('a version whose creation is not answered', () => {
  const name = modelName('delay');

  /** An MLflow that makes a version of each request and answers none of them. */
  function dropping(creates: boolean): (asked: Asked) => Answer {
    const made: { name: string; version: string; current_stage: string; tags: unknown }[] = [];
    return asked => {
      if (asked.path.endsWith('/registered-models/get')) return json({ registered_model: { name } });
      if (asked.path.endsWith('/runs/get')) return json({ run });
      if (asked.path.endsWith('/artifacts/list')) return json({ files: [{ path: 'model/MLmodel', is_dir: false, file_size: 1 }] });
      if (asked.path.endsWith('/model-versions/create')) {
        const { tags } = JSON.parse(asked.body) as { tags: unknown };
        if (creates) made.push({ name, version: String(made.length + 1), current_stage: 'None', tags });
        return undefined;
      }
      if (asked.path.endsWith('/model-versions/search')) return json({ model_versions: made });
      if (asked.path.endsWith('/model-versions/get')) return json({ model_version: made[0] });
      return json({});
    };
  }
  const created = () => server.asked.filter(asked => asked.path.endsWith('/model-versions/create')).length;

  test('is found by its mark, and made once', async () => {
    await open(dropping(true));
    const version = valueOf(await store.registerVersion({ name, source: `runs:/${id}/model` }));
    expect(version).toMatchObject({ version: '1', tags: {} });
    expect(created()).toBe(1);
    expect(server.asked.some(asked => asked.path.endsWith('/model-versions/delete-tag'))).toBe(true);
  });

  test('and is not there, is not asked for again', async () => {
    await open(dropping(false));
    expect(failureOf(await store.registerVersion({ name, source: `runs:/${id}/model` })).reason).toBe('uncertain');
    expect(created()).toBe(1);
  });
});
