import { expect, test } from 'vitest';
import { failure, success } from '../../../src/base/result';
import { modelName, runId, versionNumber } from '../../../src/domain/ids';
import { type ChangePlan, type ChangeRequest, type HistoryEntry, type RegistryEvent } from '../../../src/domain/registryChange';
import { type RegisterRequest } from '../../../src/store/contract';
import { runFake } from '../../support/commandLine';

const v = versionNumber;
const plan: ChangePlan = {
  model: modelName('m'),
  action: 'stage',
  moves: [
    { kind: 'stage', version: v('5'), from: 'Staging', to: 'Production' },
    { kind: 'stage', version: v('4'), from: 'Production', to: 'Archived' },
  ],
  loads: [
    { uri: 'models:/m/Production', before: v('4'), after: v('5') },
    { uri: 'models:/m/Staging', before: v('5'), after: null },
    { uri: 'models:/m@champion', before: v('4'), after: v('4') },
  ],
  notes: ['No version is left in Staging.'],
  undoes: null,
};
const event: RegistryEvent = {
  id: 'e1',
  at: 1,
  actor: 'ana',
  action: 'stage',
  model: modelName('m'),
  moves: plan.moves,
  reason: 'better',
  parents: [],
  hash: 'h',
};

function changing() {
  const asked: { request?: ChangeRequest; reason?: string } = {};
  const store = {
    planChange: (request: ChangeRequest) => {
      asked.request = request;
      return Promise.resolve(success(plan));
    },
    applyChange: (_: ChangePlan, reason: string) => {
      asked.reason = reason;
      return Promise.resolve(success(event));
    },
  };
  return { asked, store };
}

test('stage says before the change what to know, and after it what loaders get', async () => {
  const { asked, store } = changing();
  const ran = await runFake(['stage', 'm', '5', 'production', '--archive-existing', '--reason', 'better'], { store });
  expect(asked).toEqual({
    request: { action: 'stage', model: 'm', version: '5', stage: 'Production', archiveExisting: true },
    reason: 'better',
  });
  expect(ran).toMatchObject({ exitCode: 0, closed: 1, stderr: 'No version is left in Staging.\n' });
  expect(ran.stdout).toBe(
    'v5: Staging → Production, v4: Production → Archived\n`models:/m/Production` now loads v5\n`models:/m/Staging` now loads nothing\n`models:/m@champion` still loads v4\n',
  );
});

test('under --json a change prints its event and nothing else', async () => {
  const { store } = changing();
  expect(JSON.parse((await runFake(['stage', 'm', '5', 'Production', '--json'], { store })).stdout)).toEqual(event);
});

test.each<[string[], ChangeRequest]>([
  [['alias', 'set', 'm', 'champion', '5'], { action: 'alias', model: modelName('m'), alias: 'champion', version: v('5') }],
  [['alias', 'delete', 'm', 'champion'], { action: 'alias', model: modelName('m'), alias: 'champion', version: null }],
  [
    ['rollback', 'm', '--stage', 'production'],
    { action: 'rollback', model: modelName('m'), target: { kind: 'stage', stage: 'Production' } },
  ],
  [['rollback', 'm', '--alias', 'champion'], { action: 'rollback', model: modelName('m'), target: { kind: 'alias', alias: 'champion' } }],
  [['rollback', 'm', '--event', 'e1'], { action: 'rollback', model: modelName('m'), target: { kind: 'event', id: 'e1' } }],
])('%j asks for the change', async (args, request) => {
  const { asked, store } = changing();
  expect((await runFake(args, { store })).exitCode).toBe(0);
  expect(asked).toEqual({ request, reason: '' });
});

test('a change that is refused, planning or making it, is a failure', async () => {
  const refusing = { planChange: () => Promise.resolve(failure('not_found', 'm has no version 9.')) };
  expect(await runFake(['stage', 'm', '9', 'Staging', '--json'], { store: refusing })).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: 'modelops: m has no version 9.\n',
  });
  const { store } = changing();
  const colliding = {
    ...store,
    applyChange: () => Promise.resolve(failure('conflict', 'v5 is in Archived now.', { nextStep: 'Look again.' })),
  };
  expect(await runFake(['stage', 'm', '5', 'Production'], { store: colliding })).toMatchObject({ exitCode: 1, stdout: '', closed: 1 });
});

test('register takes a path from the working directory and leaves a URI alone', async () => {
  const asked: RegisterRequest[] = [];
  const store = {
    registerVersion: (request: RegisterRequest) => {
      asked.push(request);
      return Promise.resolve(
        success({
          name: request.name,
          version: v('7'),
          stage: 'None' as const,
          status: 'READY' as const,
          source: request.source,
          runId: null,
          description: '',
          aliases: [],
          tags: {},
          creationTime: 1,
          lastUpdateTime: 1,
        }),
      );
    },
  };
  const ran = await runFake(['register', 'm', '--source', 'models/one', '--run', 'r1', '--description', 'First.'], { store });
  expect(ran.stdout).toBe('Registered m v7 from /here/models/one. `models:/m/7` loads it.\n');
  expect(asked[0]).toEqual({ name: 'm', source: '/here/models/one', runId: runId('r1'), description: 'First.' });
  expect(JSON.parse((await runFake(['register', 'm', '--source', 'runs:/r1/model', '--json'], { store })).stdout)).toMatchObject({
    version: '7',
    current_stage: 'None',
    source: 'runs:/r1/model',
  });
});

test('history prints events; an edited one is said', async () => {
  const entry = (over: Partial<HistoryEntry>): HistoryEntry => ({
    event,
    undoneBy: null,
    integrity: 'whole',
    concurrent: false,
    unrecorded: false,
    rollBack: null,
    rollBackRefusal: null,
    ...over,
  });
  const entries = [entry({ unrecorded: true }), entry({ undoneBy: 'e2', integrity: 'edited' })];
  const store = { history: () => Promise.resolve(success(entries)) };
  const asJson = await runFake(['history', 'm', '--json'], { store });
  expect(JSON.parse(asJson.stdout)).toEqual([event, event]);
  expect(asJson.stderr).toBe('Event e1 does not match its hash: it was edited after it was written.\n');
  const { stdout } = await runFake(['history', 'm'], { store });
  expect(stdout).toContain('v5: Staging → Production, v4: Production → Archived  better; seen now; recorded with the next change');
  expect(stdout).toContain('better; taken back by e2');
  const empty = { history: () => Promise.resolve(success([])) };
  expect((await runFake(['history', 'm'], { store: empty })).stdout).toBe('No changes are recorded yet.\n');
});
