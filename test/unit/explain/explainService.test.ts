import { describe, expect, it } from 'vitest';
import { type Job, type Progress, unattendedJob } from '../../../src/base/protocol';
import { failure, success } from '../../../src/base/result';
import { type Column } from '../../../src/domain/column';
import { type ModelName, type VersionNumber } from '../../../src/domain/ids';
import { type ExplainReport, type ExplainRequest, withoutPageData } from '../../../src/explain/contract';
import { type RunExplainTask } from '../../../src/explain/explainInPieces';
import { explainRows } from '../../../src/explain/explainRows';
import { createExplainService } from '../../../src/explain/explainService';
import { predictMargin } from '../../../src/explain/predictMargin';
import { treeShap } from '../../../src/explain/treeShap';
import { type ModelFolder, type TreeEnsemble } from '../../../src/formats/contract';
import { numbers, text } from './columns';
import { randomEnsemble, randomRows } from './randomEnsemble';
import { OneTable } from './tables';

const FEATURES = ['a', 'b', 'c'];
const folder: ModelFolder = { path: '/models/m', flavor: 'xgboost', modelFile: 'model.json', modelClass: null, signature: null };
const request: ExplainRequest = { model: 'models:/m/1', data: 'data.csv', rows: { kind: 'all' }, target: null, prediction: null };

const inThread: RunExplainTask = work => Promise.resolve(success(explainRows(work.task, work.onNote ?? (() => undefined))));

function ensembleOf(change: Partial<TreeEnsemble> = {}, outputs = 1): TreeEnsemble {
  return { ...randomEnsemble(11, { library: 'xgboost', features: 3, trees: 25, depth: 4, outputs }), featureNames: FEATURES, ...change };
}

function dataColumns(ensemble: TreeEnsemble, rows: number): { matrix: Float64Array; columns: Column[] } {
  const matrix = randomRows(7, ensemble, rows).map(value => (Math.abs(value) > 1e6 ? 0 : value));
  const column = (feature: number): number[] => Array.from({ length: rows }, (_, row) => matrix[row * 3 + feature] as number);
  return {
    matrix,
    columns: [
      ...FEATURES.map((name, feature) => numbers(name, column(feature))),
      text(
        'label',
        Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 'yes' : null)),
      ),
    ],
  };
}

function service(
  ensemble: TreeEnsemble,
  table: OneTable,
  more: { runTask?: RunExplainTask; threads?: number } = {},
): ReturnType<typeof createExplainService> {
  return createExplainService({
    tables: table,
    resolveModel: uri =>
      Promise.resolve(
        uri === 'models:/m/1'
          ? success({ uri, path: '/models/m', name: 'm' as ModelName, version: '1' as VersionNumber, runId: null })
          : failure('not_found', `There is no model ${uri}.`),
      ),
    readModelFolder: path => Promise.resolve(success({ ...folder, path })),
    parseTreeEnsemble: () => Promise.resolve(success(ensemble)),
    runTask: more.runTask ?? inThread,
    threads: more.threads ?? 3,
  });
}

async function report(
  ensemble: TreeEnsemble,
  columns: readonly Column[],
  asked: Partial<ExplainRequest> & { withValues?: boolean; forPage?: boolean } = {},
): Promise<ExplainReport> {
  const { withValues = false, forPage = false, ...change } = asked;
  const table = new OneTable(columns);
  const result = await service(ensemble, table).explain({ ...request, ...change }, { withValues, forPage }, unattendedJob());
  expect(table.open_).toBe(0);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

describe('createExplainService', () => {
  it('reports what treeShap computes, whatever the pieces', async () => {
    const ensemble = ensembleOf();
    const { matrix, columns } = dataColumns(ensemble, 200);
    const made = await report(ensemble, columns, { withValues: true });
    const direct = treeShap(ensemble, matrix);
    expect((made.values as number[][]).flat()).toEqual(Array.from(direct.values));
    expect(made).toMatchObject({
      schema: 1,
      model: { uri: 'models:/m/1', name: 'm', version: '1', flavor: 'xgboost', format: 'json', way: 'native' },
      method: 'exact TreeSHAP, path-dependent',
      units: 'value',
      outputs: ['value'],
      features: FEATURES,
      baseValues: Array.from(direct.baseValues),
      rows: 200,
      predictionError: null,
    });
    expect(made.rowIndex).toEqual(Array.from({ length: 200 }, (_, row) => row));
    expect(made.additivityError).toBeLessThan(1e-12);
    expect(Number.isInteger(made.tookMs)).toBe(true);
    expect(made.page).toBeUndefined();
    expect(made.differences).toContain('E[f(X)] is the mean by training cover, not the mean over this data.');
    expect(made.differences.some(difference => difference.includes('not checked against the model'))).toBe(true);
    const means = FEATURES.map(
      (_, feature) =>
        Array.from(direct.values)
          .filter((_, place) => place % 3 === feature)
          .reduce((sum, value) => sum + Math.abs(value), 0) / 200,
    );
    expect(made.importance.map(row => row.feature)).toEqual(
      FEATURES.toSorted((a, b) => (means[FEATURES.indexOf(b)] as number) - (means[FEATURES.indexOf(a)] as number)),
    );
    for (const row of made.importance) expect(row.meanAbs[0]).toBeCloseTo(means[FEATURES.indexOf(row.feature)] as number, 12);
  });

  it('keeps feature order among ties, and leaves values out unless asked', async () => {
    const ensemble = ensembleOf({ feature: ensembleOf().feature.fill(1) });
    const made = await report(ensemble, dataColumns(ensemble, 20).columns);
    expect(made.importance.map(row => row.feature)).toEqual(['b', 'a', 'c']);
    expect(made.values).toBeUndefined();
  });

  it('nests values by row, feature and output where there are several outputs', async () => {
    const ensemble = ensembleOf({ link: 'softmax', objective: 'multi:softprob' }, 2);
    const { matrix, columns } = dataColumns(ensemble, 5);
    const made = await report(ensemble, columns, { withValues: true });
    expect(made.outputs).toEqual(['class_0', 'class_1']);
    expect(made.units).toBe('margin');
    expect((made.values as number[][][]).flat(2)).toEqual(Array.from(treeShap(ensemble, matrix).values));
    expect(made.baseValues).toHaveLength(2);
  });

  it('explains the first rows or a sample by their numbers in the file', async () => {
    const ensemble = ensembleOf();
    const { matrix, columns } = dataColumns(ensemble, 50);
    const made = await report(ensemble, columns, { rows: { kind: 'sample', count: 4, seed: 9 }, withValues: true });
    expect(made.rowIndex).toHaveLength(4);
    const all = treeShap(ensemble, matrix).values;
    expect((made.values as number[][]).flat()).toEqual(made.rowIndex.flatMap(row => Array.from(all.subarray(row * 3, row * 3 + 3))));
    expect((await report(ensemble, columns, { rows: { kind: 'first', count: 3 } })).rowIndex).toEqual([0, 1, 2]);
  });

  it('checks recorded predictions', async () => {
    const ensemble = ensembleOf({ link: 'logistic', objective: 'binary:logistic' });
    const { matrix, columns } = dataColumns(ensemble, 30);
    const recorded = Array.from(predictMargin(ensemble, matrix), margin => 1 / (1 + Math.exp(-margin)));
    const made = await report(ensemble, [...columns, numbers('score', recorded)], { prediction: 'score' });
    expect(made.outputs).toEqual(['margin']);
    expect(made.predictionError).toBeLessThan(1e-15);
    expect(made.differences.join(' ')).toContain('compared with ours as probabilities');
  });

  it('keeps for a page what it shows, and gives the command line the report without it', async () => {
    const ensemble = ensembleOf({ categories: [['x', 'y'], null, null], isCategorical: [true, false, false] });
    const columns = [
      text('a', ['y', null, 'x']),
      numbers('b', [1, null, 3]),
      numbers('c', [0.5, 2, -1]),
      text('label', ['yes', 'no', null]),
    ];
    const asked = { ...request, target: 'label' };
    const made = await report(ensemble, columns, { target: 'label', forPage: true });
    expect(made.page).toMatchObject({
      request: asked,
      trees: 25,
      keptRows: 3,
      featureValues: [
        ['y', 1, 0.5],
        [null, null, 2],
        ['x', 3, -1],
      ],
      targets: ['yes', 'no', null],
    });
    expect(made.page?.predictions).toHaveLength(3);
    expect(made.values).toHaveLength(3);
    expect(withoutPageData(made)).toEqual({ ...made, page: undefined, values: undefined });
    expect(Object.keys(withoutPageData(made))).not.toContain('values');
    const both = await report(ensemble, columns, { forPage: true, withValues: true });
    expect(withoutPageData(both).values).toEqual(made.values);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  it('keeps a page under about 8 MB', async () => {
    const ensemble = ensembleOf();
    const made = await report(ensemble, dataColumns(ensemble, 60_000).columns, { forPage: true });
    expect(made.rows).toBe(60_000);
    expect(made.page?.keptRows).toBeLessThan(60_000);
    expect(made.values).toHaveLength(made.page?.keptRows ?? 0);
    expect(JSON.stringify(made).length).toBeLessThan(8_500_000);
    expect(JSON.stringify(made).length).toBeGreaterThan(5_000_000);
  });

  it('says what a reader should know of the model', async () => {
    const ensemble = ensembleOf({ bestIteration: 12, featureNames: null, remarks: ['Remark.'], cover: ensembleOf().cover.fill(0) });
    const { differences } = await report(ensemble, dataColumns(ensemble, 5).columns);
    expect(differences).toEqual([
      expect.stringContaining('training cover'),
      expect.stringContaining('float32'),
      expect.stringContaining('Only the first 12 boosting rounds count'),
      expect.stringContaining('reached by no training row'),
      expect.stringContaining('first 3 columns of the data'),
      expect.stringContaining('not checked against the model'),
      'Remark.',
    ]);
  });
});

describe('createExplainService, when something is wrong', () => {
  const ensemble = ensembleOf();
  const { columns } = dataColumns(ensemble, 2000);
  const none = { withValues: false, forPage: false };

  it.each([
    ['an unknown model', { model: 'models:/other/1' }, columns, 'There is no model models:/other/1.'],
    ['no data', { data: 'other.csv' }, columns, 'There is no such file.'],
    ['a missing feature', {}, columns.slice(1), 'The data has no column "a", which the model needs.'],
    ['a missing target', { target: 'truth' }, columns, 'The data has no column "truth".'],
    ['a missing prediction', { prediction: 'score' }, columns, 'The data has no column "score".'],
    ['no rows', {}, FEATURES.map(name => numbers(name, [])), 'The data has no rows to explain.'],
    [
      'text for a number',
      {},
      [text('a', ['x']), numbers('b', [1]), numbers('c', [1])],
      'Column "a" holds text, and the model expects numbers.',
    ],
  ])('fails with a sentence: %s', async (_, change, given, sentence) => {
    const table = new OneTable(given);
    const result = await service(ensemble, table).explain({ ...request, ...change }, none, unattendedJob());
    expect(result.ok ? null : result.failure.message).toBe(sentence);
    expect(table.open_).toBe(0);
  });

  it('passes on the failure of a task', async () => {
    const runTask: RunExplainTask = () => Promise.resolve(failure('unavailable', 'The computation stopped unexpectedly.'));
    expect(await service(ensemble, new OneTable(columns), { runTask }).explain(request, none, unattendedJob())).toMatchObject({
      ok: false,
      failure: { reason: 'unavailable' },
    });
  });

  it('stops when it is cancelled between columns', async () => {
    const controller = new AbortController();
    const table = new OneTable(columns);
    table.beforeColumn = name => name === 'b' && controller.abort();
    const result = await service(ensemble, table).explain(request, none, { signal: controller.signal, progress: () => undefined });
    expect(result).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
    expect(table.read).toEqual(['a', 'b']);
  });

  it('does not wait for the model file when it is cancelled', async () => {
    const controller = new AbortController();
    const table = new OneTable(columns);
    const slow = createExplainService({
      tables: table,
      resolveModel: uri => Promise.resolve(success({ uri, path: '/models/m', name: null, version: null, runId: null })),
      readModelFolder: path => Promise.resolve(success({ ...folder, path })),
      parseTreeEnsemble: () => new Promise(() => undefined),
      runTask: inThread,
    });
    const running = slow.explain(request, none, { signal: controller.signal, progress: () => undefined });
    setTimeout(() => controller.abort(), 20);
    expect(await running).toMatchObject({ ok: false, failure: { reason: 'cancelled' } });
  });

  it('says how far it is', async () => {
    const seen: Progress[] = [];
    const job: Job = { ...unattendedJob(), progress: progress => void seen.push(progress) };
    await service(ensemble, new OneTable(columns)).explain(request, none, job);
    expect(seen[1]).toEqual({ done: 1, total: 3, what: 'reading column 2 of 3' });
    expect(seen.at(-1)).toEqual({ done: 2000, total: 2000, what: 'explaining row 2000 of 2000' });
    const done = seen.filter(progress => progress.total === 2000).map(progress => progress.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.length).toBeGreaterThan(3);
  });
});
