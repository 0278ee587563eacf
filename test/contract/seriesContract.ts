import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runId, type ExperimentId } from '../../src/domain/ids';
import { failureOf, valueOf, type MakeStore, type StoreFixture } from './storeFixture';

/** Keys and metrics of runs, read for a table and for a plot: what every store answers alike. */
export function seriesContract(makeStore: MakeStore): void {
  let fixture: StoreFixture;
  let experiment: ExperimentId;
  beforeEach(async () => {
    fixture = await makeStore();
    experiment = valueOf(await fixture.store.createExperiment('flights')).experimentId;
  });
  afterEach(() => fixture.dispose());

  const metric = (key: string, value: number, step = 0) => ({ key, value, step, timestamp: 1000 + step });

  describe('the keys of runs', () => {
    test('are those of the chosen experiments, each once, in order', async () => {
      const other = valueOf(await fixture.store.createExperiment('other')).experimentId;
      await fixture.background.addRun({ experiment, metrics: [metric('b', 1), metric('a', 1)], params: { depth: '1' }, tags: { t: 'x' } });
      await fixture.background.addRun({ experiment, metrics: [metric('b', 2)], params: { 'é/ü': '' } });
      await fixture.background.addRun({ experiment: other, metrics: [metric('c', 1)], params: { theirs: '1' }, tags: { u: 'x' } });
      expect(valueOf(await fixture.store.runKeys([experiment]))).toEqual({ metrics: ['a', 'b'], params: ['depth', 'é/ü'], tags: ['t'] });
      expect(valueOf(await fixture.store.runKeys([other, experiment])).metrics).toEqual(['a', 'b', 'c']);
      expect(valueOf(await fixture.store.runKeys([]))).toEqual({ metrics: [], params: [], tags: [] });
    });

    test('limit what a list of runs reads, but not what it knows of them', async () => {
      const parent = await fixture.background.addRun({ experiment, startTime: 1 });
      const wide = { metrics: [metric('a', 1), metric('b', NaN)], params: { p: '1', q: '2' }, tags: { t: 'x', u: 'y' } };
      await fixture.background.addRun({ experiment, parent, startTime: 2, name: 'wide', ...wide });
      const only = { metrics: ['b', 'none'], params: ['q'], tags: ['t'] };
      const [run] = valueOf(await fixture.store.listRuns({ experiments: [experiment], only })).items;
      expect(run).toMatchObject({ runName: 'wide', parentRunId: parent, metrics: { b: NaN }, params: { q: '2' }, tags: { t: 'x' } });
      expect([run?.metrics, run?.params, run?.tags].map(its => Object.keys(its ?? {}))).toEqual([['b'], ['q'], ['t']]);
      const none = { metrics: [], params: [], tags: [] };
      expect(valueOf(await fixture.store.listRuns({ experiments: [experiment], only: none })).items[0]).toMatchObject({
        runName: 'wide',
        metrics: {},
        params: {},
        tags: {},
      });
    });
  });

  describe('a series', () => {
    test('that is short comes whole, by step, of each run that was asked for', async () => {
      const points = [metric('auc', 0.5, 3), metric('auc', NaN, 1), metric('auc', Number.MAX_VALUE, 2)];
      const first = await fixture.background.addRun({ experiment, metrics: points });
      const second = await fixture.background.addRun({ experiment, metrics: [metric('loss', 1)] });
      const series = valueOf(await fixture.store.metricSeries({ runs: [second, first], key: 'auc', points: 100 }));
      expect(series.map(its => its.runId)).toEqual([second, first]);
      expect(series[0]?.points).toEqual([]);
      expect(series[1]?.points.map(point => [point.step, point.value, point.timestamp])).toEqual([
        [1, NaN, 1001],
        [2, Number.MAX_VALUE, 1002],
        [3, 0.5, 1003],
      ]);
    });

    test('that is long is thinned, with its ends and its extremes', async () => {
      const metrics = Array.from({ length: 500 }, (_, step) =>
        metric('loss', step === 137 ? 99 : step === 333 ? -99 : 1 / (step + 1), step),
      );
      const id = await fixture.background.addRun({ experiment, metrics });
      const [series] = valueOf(await fixture.store.metricSeries({ runs: [id], key: 'loss', points: 50 }));
      const steps = series?.points.map(point => point.step) ?? [];
      expect(steps.length).toBeGreaterThan(20);
      expect(steps.length).toBeLessThanOrEqual(60);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      expect(steps).toEqual(expect.arrayContaining([0, 137, 333, 499]));
      expect([500, null]).toContain(series?.recorded);
    });

    test('is not read of runs that are not there, of too many, or of no length', async () => {
      const ask = async (runs: string[], points = 10) =>
        failureOf(await fixture.store.metricSeries({ runs: runs.map(runId), key: 'a', points })).reason;
      const id = await fixture.background.addRun({ experiment });
      expect(await ask(['0'.repeat(32)])).toBe('not_found');
      expect(await ask(Array.from({ length: 101 }, () => id))).toBe('invalid');
      expect(await ask([id], 0)).toBe('invalid');
    });
  });
}
