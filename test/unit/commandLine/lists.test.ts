import { expect, test } from 'vitest';
import { failure, success } from '../../../src/base/result';
import { type Experiment } from '../../../src/domain/experiment';
import { experimentId, modelName, runId, versionNumber } from '../../../src/domain/ids';
import { type ModelVersion, type RegisteredModel } from '../../../src/domain/registeredModel';
import { type Run } from '../../../src/domain/run';
import { paged, runFake } from '../../support/commandLine';

const experiment = (id: string, name: string): Experiment => ({
  experimentId: experimentId(id),
  name,
  artifactLocation: `/a/${id}`,
  lifecycleStage: 'active',
  creationTime: 1_767_225_600_000,
  lastUpdateTime: null,
  tags: { team: 'ops' },
});

const run: Run = {
  runId: runId('ab'.repeat(16)),
  runName: 'brave-heron-281',
  experimentId: experimentId('123456789012345678'),
  status: 'FINISHED',
  startTime: 1_767_225_600_000,
  endTime: null,
  userId: 'ana',
  lifecycleStage: 'active',
  artifactUri: '/a/1/x/artifacts',
  metrics: { auc: 0.84123456, loss: Number.NaN, high: Infinity, low: -Infinity },
  params: { depth: '6' },
  tags: { 'mlflow.runName': 'brave-heron-281' },
  parentRunId: null,
  hasChildren: true,
};

const version = (number: string, stage: ModelVersion['stage'], aliases: string[] = []): ModelVersion => ({
  name: modelName('m'),
  version: versionNumber(number),
  stage,
  status: 'READY',
  source: 'models:/m-1',
  runId: null,
  description: 'line one\nline two',
  aliases,
  tags: {},
  creationTime: 5,
  lastUpdateTime: 6,
});

const model: RegisteredModel = {
  name: modelName('m'),
  description: 'Late?',
  creationTime: 1,
  lastUpdateTime: 2,
  tags: { a: 'b' },
  aliases: { champion: versionNumber('4') },
  latestVersions: [version('4', 'Production', ['champion'])],
  versionCount: 4,
};

test('experiments list', async () => {
  const experiments = [experiment('0', 'Default'), experiment('1', 'a'), experiment('2', 'b')];
  const store = { listExperiments: paged(experiments) };
  const { stdout, exitCode, closed } = await runFake(['experiments', 'list', '--json'], { store });
  expect([exitCode, closed]).toEqual([0, 1]);
  const value = JSON.parse(stdout) as unknown[];
  expect(value).toHaveLength(3);
  expect(value[1]).toEqual({
    experiment_id: '1',
    name: 'a',
    artifact_location: '/a/1',
    lifecycle_stage: 'active',
    creation_time: 1_767_225_600_000,
    last_update_time: null,
    tags: { team: 'ops' },
  });
  expect((await runFake(['experiments', 'list'], { store })).stdout).toBe(
    'ID  NAME     CREATED\n0   Default  2026-01-01 00:00 UTC\n1   a        2026-01-01 00:00 UTC\n2   b        2026-01-01 00:00 UTC\n',
  );
  expect(JSON.parse((await runFake(['experiments', 'list', '--json', '--max', '2'], { store })).stdout)).toHaveLength(2);
});

test('runs list says NaN and infinities by name', async () => {
  const asked: unknown[] = [];
  const store = {
    findExperiment: (name: string) => Promise.resolve(success(experiment('7', name))),
    listRuns: (query: object) => {
      asked.push(query);
      return paged([run])(query);
    },
  };
  const { stdout } = await runFake(['runs', 'list', 'flights', '7', '--view=all', '--json'], { store });
  expect(asked).toEqual([{ limit: 1000, experiments: ['7'], view: 'all' }]);
  expect(JSON.parse(stdout)).toEqual([
    {
      run_id: run.runId,
      run_name: 'brave-heron-281',
      experiment_id: '123456789012345678',
      status: 'FINISHED',
      start_time: 1_767_225_600_000,
      end_time: null,
      user_id: 'ana',
      lifecycle_stage: 'active',
      artifact_uri: '/a/1/x/artifacts',
      metrics: { auc: 0.84123456, loss: 'NaN', high: 'Infinity', low: '-Infinity' },
      params: { depth: '6' },
      tags: { 'mlflow.runName': 'brave-heron-281' },
    },
  ]);
  expect((await runFake(['runs', 'list', 'flights'], { store })).stdout).toContain('auc=0.8412 loss=NaN high=Infinity low=-Infinity');
});

test('runs list without a name takes all active experiments', async () => {
  const asked: unknown[] = [];
  const store = {
    listExperiments: paged([experiment('0', 'Default'), experiment('1', 'a'), experiment('2', 'b')]),
    listRuns: (query: object) => {
      asked.push(query);
      return paged<Run>([])(query);
    },
  };
  expect((await runFake(['runs', 'list'], { store })).stdout).toBe('No runs.\n');
  expect(asked).toEqual([{ limit: 1000, experiments: ['0', '1', '2'], view: 'active' }]);
});

test('an experiment that is not there is a failure', async () => {
  const store = { findExperiment: () => Promise.resolve(failure('not_found', 'There is no experiment "x".')) };
  expect(await runFake(['runs', 'list', 'x', '--json'], { store })).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: 'modelops: There is no experiment "x".\n',
    closed: 1,
  });
});

const versionValue = {
  name: 'm',
  version: '4',
  current_stage: 'Production',
  status: 'READY',
  source: 'models:/m-1',
  run_id: null,
  description: 'line one\nline two',
  aliases: ['champion'],
  tags: {},
  creation_timestamp: 5,
  last_updated_timestamp: 6,
};
const modelValue = {
  name: 'm',
  description: 'Late?',
  creation_timestamp: 1,
  last_updated_timestamp: 2,
  tags: { a: 'b' },
  aliases: { champion: '4' },
  latest_versions: [versionValue],
};

test('models list and models show', async () => {
  const store = { listModels: paged([model]), getModel: () => Promise.resolve(success(model)) };
  expect(JSON.parse((await runFake(['models', 'list', '--json'], { store })).stdout)).toEqual([modelValue]);
  expect(JSON.parse((await runFake(['models', 'show', 'm', '--json'], { store })).stdout)).toEqual(modelValue);
  expect((await runFake(['models', 'list'], { store })).stdout).toBe(
    'NAME  VERSIONS  STAGES         ALIASES\nm     4         Production v4  @champion v4\n',
  );
  const { stdout } = await runFake(['models', 'show', 'm'], { store });
  expect(stdout).toContain('m: 4 versions, created 1970-01-01 00:00 UTC');
  expect(stdout).toContain('line one\\x0aline two');
});

test('versions list, of one model and of all', async () => {
  const asked: object[] = [];
  const store = {
    getModel: (name: string) => Promise.resolve(name === 'm' ? success(model) : failure('not_found', 'There is no model "x".')),
    listVersions: (query: object) => {
      asked.push(query);
      return paged([version('4', 'Production', ['champion'])])(query);
    },
  };
  expect(JSON.parse((await runFake(['versions', 'list', 'm', '--json'], { store })).stdout)).toEqual([versionValue]);
  expect(JSON.parse((await runFake(['versions', 'list', '--json'], { store })).stdout)).toEqual([versionValue]);
  expect(asked).toEqual([{ limit: 1000, name: 'm' }, { limit: 1000 }]);
  expect(await runFake(['versions', 'list', 'x'], { store })).toMatchObject({ exitCode: 1, stderr: 'modelops: There is no model "x".\n' });
});

test('a filter, an order and a view reach the store as they are given', async () => {
  const asked: object[] = [];
  const list = (query: object) => {
    asked.push(query);
    return paged<never>([])(query);
  };
  const getModel = () => Promise.resolve(success(model));
  const store = { listExperiments: list, listModels: list, listVersions: list, getModel };
  const given = ['--filter', "name = 'a b'", '--order-by', 'name DESC', '--order-by=x', '--json'];
  await runFake(['experiments', 'list', ...given, '--view', 'all'], { store });
  await runFake(['models', 'list', ...given, '--max', '3'], { store });
  await runFake(['versions', 'list', 'm', ...given], { store });
  await runFake(['versions', 'list', 'm', '--filter='], { store });
  const search = { filter: "name = 'a b'", orderBy: ['name DESC', 'x'] };
  expect(asked).toEqual([
    { limit: 1000, ...search, view: 'all' },
    { limit: 3, ...search },
    { limit: 1000, ...search, name: 'm' },
    { limit: 1000, filter: '', name: 'm' },
  ]);
});

test('a wrong filter is one line and exit code 1', async () => {
  const message = 'The filter is wrong at character 1: expected a field, found x.';
  const store = { listModels: () => Promise.resolve(failure('invalid', message, { nextStep: "For example: name = 'm'." })) };
  expect(await runFake(['models', 'list', '--filter', 'x'], { store })).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: `modelops: ${message} For example: name = 'm'.\n`,
  });
});
