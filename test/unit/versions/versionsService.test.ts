import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { failure, type Result, success } from '../../../src/base/result';
import { modelName, type RunId, runId, type VersionNumber, versionNumber } from '../../../src/domain/ids';
import { type ModelVersion } from '../../../src/domain/registeredModel';
import { type Run } from '../../../src/domain/run';
import { readModelFolder } from '../../../src/formats/readModelFolder';
import { type VersionComparison, type VersionsReport, type VersionsRequest } from '../../../src/versions/contract';
import { createVersionsService } from '../../../src/versions/versionsService';
import { type VersionsStore } from '../../../src/versions/versionFacts';

const golden = path.resolve(import.meta.dirname, '../../golden/formats/mlflow_xgb_classifier');
const name = modelName('<b>model</b>');
const job = unattendedJob();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'versions-'));
  for (const version of ['1', '2']) cpSync(golden, path.join(folder, version), { recursive: true });
  writeFileSync(path.join(folder, '2', 'requirements.txt'), 'xgboost==3.0.0');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function versionOf(number: string, change: Partial<ModelVersion> = {}): ModelVersion {
  return {
    name,
    version: versionNumber(number),
    stage: number === '1' ? 'Production' : 'None',
    status: 'READY',
    source: 'models:/m-1',
    runId: runId(`run${number}`),
    description: '',
    aliases: [],
    tags: { 'modelops.hidden': number, team: 'ops' },
    creationTime: Number(number),
    lastUpdateTime: 0,
    ...change,
  };
}

function runOf(id: RunId, change: Partial<Run> = {}): Run {
  return {
    runId: id,
    runName: `name of ${id}`,
    experimentId: '0' as never,
    status: 'FINISHED',
    startTime: 0,
    endTime: 1,
    userId: 'ana',
    lifecycleStage: 'active',
    artifactUri: '',
    metrics: { auc: id === 'run1' ? 0.8 : NaN },
    params: { depth: id === 'run1' ? '3' : '5', eta: '0.1' },
    tags: { 'mlflow.source.git.commit': 'c0ffee', 'mlflow.user': id, note: 'same' },
    parentRunId: null,
    hasChildren: false,
    ...change,
  };
}

/** Two versions with a run and a folder each. */
function storeOf(change: Partial<VersionsStore> = {}): VersionsStore {
  return {
    getVersion: ({ version }) => success(versionOf(version)),
    listVersions: () => success({ items: [versionOf('2'), versionOf('1')], nextPage: null }),
    getRun: ({ runId: id }) => success(runOf(id)),
    datasets: () =>
      success([{ name: 'flights', digest: 'd1', context: 'training', sourceType: '', source: '', schema: null, profile: null }]),
    resolveModel: ({ uri }) => {
      const version = uri.slice(-1) as VersionNumber;
      return success({ uri, path: path.join(folder, version), name, version, runId: null });
    },
    ...change,
  };
}

const request: VersionsRequest = {
  kind: 'compare',
  from: { name, version: versionNumber('1') },
  to: { name, version: versionNumber('2') },
};

async function report(change: Partial<VersionsStore> = {}, asked: VersionsRequest = request): Promise<Result<VersionsReport>> {
  return await createVersionsService({ store: storeOf(change), readModelFolder }).report(asked, job);
}

async function comparison(change: Partial<VersionsStore> = {}): Promise<VersionComparison> {
  const made = await report(change);
  if (!made.ok || made.value.comparison === null) throw new Error(JSON.stringify(made));
  return made.value.comparison;
}

describe('a comparison', () => {
  it('says what is the same and what is not', async () => {
    const compared = await comparison();
    expect(compared.signature.verdict).toBe('same');
    expect(compared.signature.inputs[0]).toMatchObject({ name: 'mean radius', difference: 'same' });
    expect(compared.metrics).toEqual([{ name: 'auc', from: 0.8, to: 'NaN', difference: 'different', change: null, relativeChange: null }]);
    expect(compared.params.map(({ name: param, difference }) => [param, difference])).toEqual([
      ['depth', 'different'],
      ['eta', 'same'],
    ]);
    expect(compared.versionTags).toEqual([{ name: 'team', from: 'ops', to: 'ops', difference: 'same' }]);
    expect(compared.runTags.map(tag => tag.name)).toEqual(['note']);
    expect(compared.datasets).toEqual([{ name: 'flights', context: 'training', fromDigest: 'd1', toDigest: 'd1', difference: 'same' }]);
    expect(compared.files.rows.find(row => row.path === 'MLmodel')?.difference).toBe('same');
    expect(compared.files.rows.find(row => row.path === 'requirements.txt')?.difference).toMatch(/different|onlyTo/);
    expect(compared.commit).toEqual({ from: 'c0ffee', to: 'c0ffee', verdict: 'same' });
    expect(compared.from).toMatchObject({ stage: 'Production', flavor: 'xgboost', filesProblem: null, run: { name: 'name of run1' } });
  });

  it('survives JSON as it is', async () => {
    const made = await report();
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  it('of a version whose folder is gone says so and shows the rest', async () => {
    rmSync(path.join(folder, '1'), { recursive: true });
    const compared = await comparison();
    expect(compared.from.filesProblem).toMatch(/^There is no model at /);
    expect(compared.from.signatureProblem).toBe(compared.from.filesProblem);
    expect(compared.signature.verdict).toBe('unknown');
    expect(compared.files.rows.every(({ difference }) => difference === 'unknown')).toBe(true);
    expect(compared.params).toHaveLength(2);
  });

  it('of a version without a source run, and of a run that cannot be read', async () => {
    const without = await comparison({ getVersion: ({ version }) => success(versionOf(version, version === '1' ? { runId: null } : {})) });
    expect(without.from).toMatchObject({ run: null, runProblem: 'It was registered without a source run.' });
    expect(without.metrics[0]?.difference).toBe('unknown');
    expect(without.commit.verdict).toBe('unknown');
    const gone = await comparison({ getRun: () => failure('not_found', 'There is no run.') });
    expect(gone.to).toMatchObject({ run: { id: 'run2', name: '' }, runProblem: 'There is no run.', datasetsProblem: 'There is no run.' });
    expect(gone.metrics).toEqual([]);
  });

  it('of a model without a signature', async () => {
    for (const version of ['1', '2']) writeFileSync(path.join(folder, version, 'MLmodel'), 'flavors: {xgboost: {data: model.ubj}}');
    const compared = await comparison();
    expect(compared.signature).toEqual({ verdict: 'unknown', inputs: [], outputs: [], params: [] });
    expect(compared.to.signatureProblem).toBe('The model was logged without a signature.');
  });

  it('of two versions that load one folder', async () => {
    const one = await comparison({ resolveModel: ({ uri }) => success({ uri, path: golden, name, version: null, runId: null }) });
    expect(one.files.isOneFolder).toBe(true);
    expect(one.files.rows.every(({ difference }) => difference === 'same')).toBe(true);
  });

  it('fails where a version is not there, and when it is cancelled', async () => {
    expect(await report({ getVersion: () => failure('not_found', 'There is no version 1.') })).toMatchObject({ ok: false });
    expect(await report({ resolveModel: () => failure('cancelled', 'Cancelled.') })).toMatchObject({ failure: { reason: 'cancelled' } });
  });
});

describe('a trend', () => {
  const asked: VersionsRequest = { kind: 'trend', model: name };

  it('goes from the oldest to the newest version and names what is missing', async () => {
    const made = await report({ getRun: ({ runId: id }) => (id === 'run1' ? failure('not_found', 'Gone.') : success(runOf(id))) }, asked);
    expect(made.ok && made.value.trend?.versions.map(({ version, metrics, problem }) => [version, metrics, problem])).toEqual([
      ['1', {}, 'Gone.'],
      ['2', { auc: 'NaN' }, null],
    ]);
    expect(made.ok && made.value.comparison).toBeNull();
  });

  it('says that there are older versions, and fails where there is none', async () => {
    const cut = await report({ listVersions: () => success({ items: [versionOf('2')], nextPage: '1' }) }, asked);
    expect(cut.ok && cut.value.trend?.hasOlder).toBe(true);
    expect(await report({ listVersions: () => success({ items: [], nextPage: null }) }, asked)).toMatchObject({
      failure: { reason: 'not_found' },
    });
  });

  it('asks once for a run that several versions come from', async () => {
    const asking: string[] = [];
    const items = ['3', '2', '1'].map(number => versionOf(number, { runId: runId('run1') }));
    await report(
      {
        listVersions: () => success({ items, nextPage: null }),
        getRun: ({ runId: id }) => {
          asking.push(id);
          return success(runOf(id));
        },
      },
      asked,
    );
    expect(asking).toEqual(['run1']);
  });
});

it('the signature of a version', async () => {
  const service = createVersionsService({ store: storeOf(), readModelFolder });
  const found = await service.signature({ name, version: versionNumber('1') }, job);
  expect(found.ok && found.value?.inputs).toHaveLength(30);
});
