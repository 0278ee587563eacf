import { execFile } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { success } from '../../src/base/result';
import { modelName, versionNumber } from '../../src/domain/ids';
import { type ChangeRequest } from '../../src/domain/registryChange';
import { createHttpClient } from '../../src/platform/http/createHttpClient';
import { type Store } from '../../src/store/contract';
import { RegistryChanges } from '../../src/store/rest/changes';
import { explainMlflowError } from '../../src/store/rest/mlflowError';
import { MlflowApi } from '../../src/store/rest/mlflowApi';
import { openRestStore } from '../../src/store/rest/openRestStore';
import { serverCalls, type RegistryCalls } from '../../src/store/rest/registryCalls';
import { change, failureOf, valueOf } from '../contract/storeFixture';
import { peersPython } from '../support/peersPython';
import { MlflowServer } from './support/mlflowServer';

const v = versionNumber;
let folder: string;
let server: MlflowServer;
let store: Store;
let calls: RegistryCalls;
let count = 0;
let model = modelName('');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rest-rollback-'));
  server = await MlflowServer.start({ folder, backend: `sqlite:///${path.join(folder, 'mlflow.db')}` });
  store = valueOf(await openRestStore(server.address, { actor: 'ana' }));
  const http = valueOf(await createHttpClient({ baseUrl: server.address, service: 'MLflow', explainError: explainMlflowError }));
  calls = serverCalls(new MlflowApi(http, 'server'));
  mkdirSync(path.join(folder, 'model'));
  writeFileSync(path.join(folder, 'model', 'MLmodel'), 'flavors: {}\n');
});
afterAll(async () => {
  store.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  model = modelName(`delay ${++count}`);
  for (let made = 0; made < 3; made++) valueOf(await store.registerVersion({ name: model, source: path.join(folder, 'model') }));
  await change(store, toProduction('1'));
});

const toProduction = (version: string): ChangeRequest => ({
  action: 'stage',
  model,
  version: v(version),
  stage: 'Production',
  archiveExisting: true,
});

/** What MLflow's own client reads: the stage of each version, and what models:/NAME/Production loads. */
async function readByMlflow(): Promise<string> {
  const script = `
import sys
from mlflow import MlflowClient
client = MlflowClient(sys.argv[1])
versions = sorted(client.search_model_versions(f"name='{sys.argv[2]}'"), key=lambda v: int(v.version))
print(' '.join(v.current_stage for v in versions), [v.version for v in client.get_latest_versions(sys.argv[2], ['Production'])])
`;
  const env = { ...process.env, PYTHONWARNINGS: 'ignore' };
  const { stdout } = await promisify(execFile)(peersPython(), ['-c', script, server.address, model], { cwd: folder, env });
  return stdout.trim();
}

const stages = async (): Promise<string> =>
  [...valueOf(await calls.read(model)).state.stages]
    .sort()
    .map(([, stage]) => stage)
    .join(' ');

test('a roll back on the server is what MLflow itself reads', async () => {
  await change(store, toProduction('2'));
  expect(await readByMlflow()).toBe("Archived Production None ['2']");
  await change(store, { action: 'rollback', model, target: { kind: 'stage', stage: 'Production' } }, 'worse');
  expect(await readByMlflow()).toBe("Production None None ['1']");
  const history = valueOf(await store.history(model));
  expect(history.map(entry => [entry.event.action, entry.integrity])).toEqual([
    ['rollback', 'whole'],
    ['stage', 'whole'],
    ['stage', 'whole'],
  ]);
});

describe('a change that another client gets in the way of', () => {
  test('is taken back, and says what is so now', async () => {
    let writes = 0;
    const disturbed: RegistryCalls = {
      ...calls,
      move: async (name, move) => {
        if (writes++ === 1) await calls.move(name, { kind: 'stage', version: v('1'), from: 'Production', to: 'Staging' });
        return writes === 2 ? success(undefined) : await calls.move(name, move);
      },
    };
    const changes = new RegistryChanges(disturbed, { actor: 'ana', clock: Date.now, client: '0_0_mine' });
    const plan = valueOf(await changes.planChange(toProduction('2')));
    expect(failureOf(await changes.applyChange(plan, ''))).toMatchObject({
      reason: 'conflict',
      message: 'Nothing was changed: version 1 is in Staging now, not in Production.',
    });
    expect(await stages()).toBe('Staging None None');
  });
});

class Killed extends Error {}

/** The calls of a client that is killed after so many writes. */
function killedAfter(writes: number): RegistryCalls {
  let made = 0;
  const counted =
    <Args extends unknown[], R>(write: (...args: Args) => Promise<R>) =>
    async (...args: Args): Promise<R> => {
      const answer = await write(...args);
      if (++made === writes) throw new Killed();
      return answer;
    };
  const { move, setTag, removeTag } = calls;
  return { ...calls, move: counted(move), setTag: counted(setTag), removeTag: counted(removeTag) };
}

test('killed after each of its writes, the next start finishes or undoes it, and Production is never empty', async () => {
  const outcomes: string[] = [];
  for (let writes = 1; ; writes++) {
    const facts = { actor: 'ana', clock: Date.now, client: '0_0_killed' };
    const changes = new RegistryChanges(killedAfter(writes), facts);
    const plan = valueOf(await changes.planChange(toProduction('2')));
    const done = await changes.applyChange(plan, '').then(
      result => result.ok,
      (error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        return false;
      },
    );
    expect(await stages(), `killed after ${writes}`).toContain('Production');
    const recovered = valueOf(await new RegistryChanges(calls, facts).recoverChanges());
    const isFinished = (await stages()) === 'Archived Production None';
    expect(isFinished || (await stages()) === 'Production None None', `killed after ${writes}`).toBe(true);
    expect(recovered.map(its => its.outcome)).toEqual(recovered.map(() => (isFinished ? 'finished' : 'undone')));
    outcomes.push(...recovered.map(its => its.outcome));
    expect(valueOf(await calls.read(model)).tags.filter(tag => tag.key.startsWith('modelops.intent.'))).toEqual([]);
    if (isFinished) await change(store, { action: 'rollback', model, target: { kind: 'stage', stage: 'Production' } });
    expect(await stages()).toBe('Production None None');
    if (done) break;
  }
  expect(outcomes).toEqual(['undone', 'finished', 'finished', 'finished']);
});
