import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { experimentId, runId, type ExperimentId } from '../../src/domain/ids';
import { type Run } from '../../src/domain/run';
import { everyItem, failureOf, valueOf, type MakeStore, type StoreFeatures, type StoreFixture } from './storeFixture';

const names = (runs: readonly Run[]): string[] => runs.map(run => run.runName);

/** Experiments and runs: what every store answers alike. */
export function trackingContract(makeStore: MakeStore, has: StoreFeatures): void {
  let fixture: StoreFixture;
  let experiment: ExperimentId;
  beforeEach(async () => {
    fixture = await makeStore();
    experiment = valueOf(await fixture.store.createExperiment('flights')).experimentId;
  });
  afterEach(() => fixture.dispose());

  describe('experiments', () => {
    test('a new one is beside the default one, newest first', async () => {
      const [first, second, ...others] = await everyItem(page => fixture.store.listExperiments({ ...page, limit: 1 }));
      expect(others).toEqual([]);
      expect(first).toMatchObject({
        name: 'flights',
        lifecycleStage: 'active',
        tags: {},
        creationTime: fixture.now(),
        lastUpdateTime: fixture.now(),
      });
      expect(second).toMatchObject({ experimentId: '0', name: 'Default' });
      expect(first?.artifactLocation).toBe(second?.artifactLocation.replace(/0$/, experiment));
    });

    test('is found by id, by name, and by name only', async () => {
      expect(valueOf(await fixture.store.findExperiment(experiment)).name).toBe('flights');
      expect(valueOf(await fixture.store.findExperiment('flights')).experimentId).toBe(experiment);
      const named = valueOf(await fixture.store.createExperiment(experiment));
      expect(valueOf(await fixture.store.findExperiment(experiment)).name).toBe('flights');
      expect(valueOf(await fixture.store.findExperiment(`name:${experiment}`)).experimentId).toBe(named.experimentId);
      expect(failureOf(await fixture.store.findExperiment('no\nsuch'))).toMatchObject({
        reason: 'not_found',
        message: "There is no experiment 'no\\nsuch'.",
      });
    });

    test('names with markup and line ends are text, and are taken once', async () => {
      const name = '<b>\n"x" ü';
      expect(valueOf(await fixture.store.createExperiment(name)).name).toBe(name);
      expect(failureOf(await fixture.store.createExperiment(name)).reason).toBe('already_exists');
      expect(failureOf(await fixture.store.createExperiment(' ')).reason).toBe('invalid');
    });
  });

  describe('runs', () => {
    test('come newest first, those without a time last, page by page without gaps', async () => {
      for (const [name, startTime] of [
        ['b', 20],
        ['none', has.timelessRuns ? null : 1],
        ['d', 40],
        ['a', 10],
        ['c', 30],
      ] as const)
        await fixture.background.addRun({ experiment, name, startTime });
      for (const limit of [1, 2, 3, 100]) {
        expect(names(await everyItem(page => fixture.store.listRuns({ experiments: [experiment], ...page, limit })))).toEqual([
          'd',
          'c',
          'b',
          'a',
          'none',
        ]);
      }
      expect([5, null]).toContain(valueOf(await fixture.store.countRuns({ experiments: [experiment] })));
    });

    test('of the same time come by id, and a run that arrives between two pages moves none', async () => {
      for (let count = 0; count < 6; count++) await fixture.background.addRun({ experiment, startTime: 5 });
      const first = valueOf(await fixture.store.listRuns({ experiments: [experiment], limit: 3 }));
      await fixture.background.addRun({ experiment, startTime: 9 });
      const second = valueOf(await fixture.store.listRuns({ experiments: [experiment], limit: 3, page: first.nextPage ?? '' }));
      const ids = [...first.items, ...second.items].map(run => run.runId);
      expect(ids).toEqual([...new Set(ids)].sort());
      expect(ids).toHaveLength(6);
    });

    test('carry metrics, params and tags with any text', async () => {
      const odd = { 'a <b>': 'line\nend', empty: '', __proto__x: 'x', ü: '"\\😀' };
      const id = await fixture.background.addRun({
        experiment,
        name: 'r',
        metrics: [
          { key: 'auc', value: 0.1 + 0.2, step: 0, timestamp: 1 },
          { key: 'nan', value: NaN, step: 0, timestamp: 1 },
          { key: 'inf', value: Number.MAX_VALUE, step: 0, timestamp: 1 },
        ],
        params: odd,
        tags: odd,
      });
      const run = valueOf(await fixture.store.getRun(id));
      expect(run).toMatchObject({
        runId: id,
        runName: 'r',
        experimentId: experiment,
        status: 'FINISHED',
        startTime: 1000,
        endTime: 2000,
        userId: 'ana',
        lifecycleStage: 'active',
        parentRunId: null,
      });
      expect(run.metrics).toEqual({ auc: 0.1 + 0.2, nan: NaN, inf: Number.MAX_VALUE });
      expect(run.params).toEqual(odd);
      expect(run.tags).toEqual(odd);
      expect(valueOf(await fixture.store.listRuns({ experiments: [experiment] })).items).toEqual([run]);
    });

    test('deleted ones are listed when asked for, and found by id', async () => {
      const gone = await fixture.background.addRun({ experiment, name: 'gone', deleted: true });
      await fixture.background.addRun({ experiment, name: 'here' });
      const list = async (view?: 'active' | 'deleted' | 'all') =>
        names(valueOf(await fixture.store.listRuns({ experiments: [experiment], ...(view ? { view } : {}) })).items).sort();
      expect(await list()).toEqual(['here']);
      expect(await list('deleted')).toEqual(['gone']);
      expect(await list('all')).toEqual(['gone', 'here']);
      expect([1, null]).toContain(valueOf(await fixture.store.countRuns({ experiments: [experiment] })));
      expect(valueOf(await fixture.store.getRun(gone)).lifecycleStage).toBe('deleted');
    });

    test('nest: the top ones are those whose parent is not listed itself', async () => {
      const other = valueOf(await fixture.store.createExperiment('other')).experimentId;
      const add = (name: string, more: object = {}) => fixture.background.addRun({ experiment, name, ...more });
      const parent = await add('parent');
      const child = await add('child', { parent });
      await add('grandchild', { parent: child });
      await add('orphan', { parent: runId('0'.repeat(32)) });
      await add('of a deleted one', { parent: await add('deleted', { deleted: true }) });
      await add('of another experiment', { parent: await fixture.background.addRun({ experiment: other, name: 'far' }) });
      const top = await everyItem(page => fixture.store.listRuns({ experiments: [experiment], parent: 'top', limit: 1, ...page }));
      expect(names(top).sort()).toEqual(['of a deleted one', 'of another experiment', 'orphan', 'parent']);
      expect(top.filter(run => run.hasChildren).map(run => run.runName)).toEqual(['parent']);
      const below = valueOf(await fixture.store.listRuns({ experiments: [experiment], parent }));
      expect(below.items).toMatchObject([{ runName: 'child', parentRunId: parent, hasChildren: true }]);
      expect(names(valueOf(await fixture.store.listRuns({ experiments: [experiment, other], parent: 'top' })).items).sort()).toEqual([
        'far',
        'of a deleted one',
        'orphan',
        'parent',
      ]);
      expect(valueOf(await fixture.store.listRuns({ experiments: [experiment] })).items).toHaveLength(6);
    });

    test('the top ones of a deep heap are found however many lie below', async () => {
      for (let group = 0; group < 5; group++) {
        const parent = await fixture.background.addRun({ experiment, name: `top ${group}`, startTime: group });
        for (let count = 0; count < 40; count++) await fixture.background.addRun({ experiment, parent, startTime: 100 + count });
      }
      const top = await everyItem(page => fixture.store.listRuns({ experiments: [experiment], parent: 'top', limit: 2, ...page }));
      expect(names(top)).toEqual(['top 4', 'top 3', 'top 2', 'top 1', 'top 0']);
    });

    test('what is not there or makes no sense is said', async () => {
      expect(failureOf(await fixture.store.getRun(runId('no')))).toMatchObject({
        reason: 'not_found',
        nextStep: expect.any(String) as string,
      });
      expect(failureOf(await fixture.store.listRuns({ experiments: [experiment], limit: 0 })).reason).toBe('invalid');
      expect(failureOf(await fixture.store.listRuns({ experiments: [experiment], page: 'x' })).reason).toBe('invalid');
      expect(failureOf(await fixture.store.listRuns({ experiments: [experimentId('0) OR (1=1')] })).reason).toBe('invalid');
      expect(valueOf(await fixture.store.listRuns({ experiments: [] })).items).toEqual([]);
    });
  });

  test('a metric has its history by time, step and value', async () => {
    const points = [
      { value: 0.5, step: 0, timestamp: 1 },
      { value: NaN, step: 1, timestamp: 2 },
      { value: 0.7, step: 3, timestamp: 3 },
      { value: 0.6, step: 2, timestamp: 3 },
    ];
    const id = await fixture.background.addRun({ experiment, metrics: points.map(point => ({ key: 'auc', ...point })) });
    expect(valueOf(await fixture.store.metricHistory(id, 'auc'))).toEqual([points[0], points[1], points[3], points[2]]);
    expect(valueOf(await fixture.store.metricHistory(id, 'none'))).toEqual([]);
    expect(failureOf(await fixture.store.metricHistory(runId('no'), 'auc')).reason).toBe('not_found');
  });

  test('datasets come with their context', async () => {
    const id = await fixture.background.addRun({ experiment });
    await fixture.background.addDataset(id, { name: 'train', digest: 'd1', context: 'training' });
    await fixture.background.addDataset(id, { name: 'more', digest: 'd2', context: null });
    expect(valueOf(await fixture.store.datasets(id))).toEqual([
      { name: 'more', digest: 'd2', sourceType: 'local', source: '{}', schema: null, profile: null, context: null },
      { name: 'train', digest: 'd1', sourceType: 'local', source: '{}', schema: null, profile: null, context: 'training' },
    ]);
  });

  describe('artifacts', () => {
    test('are listed below the run, and none is no failure', async () => {
      const run = valueOf(await fixture.store.getRun(await fixture.background.addRun({ experiment })));
      expect(valueOf(await fixture.store.listArtifacts({ kind: 'run', runId: run.runId }, ''))).toEqual([]);
      await fixture.background.putFile(`${run.artifactUri}/notes/a.txt`, 'hello');
      expect(valueOf(await fixture.store.listArtifacts({ kind: 'run', runId: run.runId }, ''))).toEqual([
        { path: 'notes', isFolder: true, size: null },
      ]);
      expect(valueOf(await fixture.store.listArtifacts({ kind: 'run', runId: run.runId }, 'notes'))).toEqual([
        { path: 'notes/a.txt', isFolder: false, size: 5 },
      ]);
      expect(failureOf(await fixture.store.listArtifacts({ kind: 'run', runId: run.runId }, '../..')).reason).toBe('invalid');
      expect(failureOf(await fixture.store.listArtifacts({ kind: 'run', runId: run.runId }, 'none')).reason).toBe('not_found');
    });

    if (has.ownFiles)
      test('of a run whose folder was moved away, the sentence names the folder', async () => {
        const run = valueOf(
          await fixture.store.getRun(await fixture.background.addRun({ experiment, tags: { 'mlflow.log-model.history': '[]' } })),
        );
        mkdirSync(run.artifactUri, { recursive: true });
        rmSync(path.join(fixture.folder, 'mlruns'), { recursive: true });
        const failure = failureOf(await fixture.store.listArtifacts({ kind: 'run', runId: run.runId }, ''));
        expect(failure.reason).toBe('not_found');
        expect(failure.message).toContain(run.artifactUri);
      });
  });

  test('models that MLflow 2 logged are read from the tag', async () => {
    const history = JSON.stringify([{ artifact_path: 'model', utc_time_created: '2024-01-02 03:04:05.000000' }]);
    const id = await fixture.background.addRun({ experiment, tags: { 'mlflow.log-model.history': history } });
    const run = valueOf(await fixture.store.getRun(id));
    expect(valueOf(await fixture.store.loggedModels(id))).toEqual([
      {
        modelId: null,
        name: 'model',
        uri: `runs:/${id}/model`,
        artifactLocation: `${run.artifactUri}/model`,
        status: 'READY',
        creationTime: Date.UTC(2024, 0, 2, 3, 4, 5),
        sourceRunId: id,
        versions: [],
      },
    ]);
  });
}
