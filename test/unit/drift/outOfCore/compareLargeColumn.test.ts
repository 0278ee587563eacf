import { afterAll, describe, expect, it } from 'vitest';
import { type DriftMethod, driftMethods } from '../../../../src/domain/driftMethod';
import { type ColumnType, type DriftColumn, type DriftReport } from '../../../../src/drift/contract';
import { compareInThread } from '../../../../src/drift/columnWork';
import { createDriftService } from '../../../../src/drift/driftService';
import { TableFolder } from '../../data/tables';
import { close, limitedReport, type Reported } from './limitedReport';
import { expectSame, expectSameNoise, table } from './sameColumns';

const folder = new TableFolder();
afterAll(() => folder.remove());

/** What a walk over counted values cannot score. */
const NEEDS_VALUES = ['empirical_mmd', 'perc_text_content_drift', 'abs_text_content_drift'];

const noModel = (): never => {
  throw new Error('There is no model.');
};

const report = (...given: Reported): Promise<DriftReport> => limitedReport(folder, ...given);

describe('columns that do not fit in memory', () => {
  it.each([
    [300, 200],
    [1000, 700],
    [1001, 5000],
    [6000, 6000],
    [12, 3],
  ])('%i and %i rows give the same report as in memory', async (before, after) => {
    const files = { reference: folder.write(table(before, 1)), current: folder.write(table(after, 9)) };
    const types: Record<string, ColumnType> = Object.fromEntries(
      ['codes', 'mixed', 'level', 'two', 'points'].map(name => [name, 'categorical']),
    );
    const [held, streamed] = [await report(files, types), await report(files, types, 0)];
    held.columns.forEach((column, k) => expectSame(streamed.columns[k] as DriftColumn, column));
    expect({ ...streamed.dataset, schemaChanges: streamed.schemaChanges }).toEqual({ ...held.dataset, schemaChanges: held.schemaChanges });
  });

  describe('by another test', () => {
    const files = { reference: folder.write(table(400, 3)), current: folder.write(table(400, 30)) };
    // Permutations are drawn in the order of the categories, which the walk sorts.
    const tested = Object.keys(driftMethods).filter(method => ![...NEEDS_VALUES, 'TVD'].includes(method)) as DriftMethod[];
    const types: Record<string, ColumnType> = { level: 'categorical', two: 'categorical', points: 'categorical' };

    it.each(tested)('%s scores as in memory', async method => {
      const more = { methods: { all: method } };
      const [held, streamed] = [await report(files, types, undefined, more), await report(files, types, 0, more)];
      const scored = held.columns.filter(({ status }) => status === 'ok');
      expect(scored.length).toBeGreaterThan(1);
      for (const column of scored) expectSame(streamed.columns.find(({ name }) => name === column.name) as DriftColumn, column);
    });

    it('TVD scores as in memory, but for other permutations', async () => {
      const more = { methods: { all: 'TVD' } } as const;
      const [held, streamed] = [await report(files, types, undefined, more), await report(files, types, 0, more)];
      const scores = ({ columns }: DriftReport) => columns.filter(({ status }) => status === 'ok').map(({ score }) => score ?? NaN);
      expect(scores(held).length).toBeGreaterThan(2);
      expect(scores(streamed).length).toBe(scores(held).length);
      scores(streamed).forEach((score, k) => expect(Math.abs(score - (scores(held)[k] ?? NaN))).toBeLessThan(0.1));
      held.columns.forEach((column, k) => expectSameNoise(streamed.columns[k] as DriftColumn, column));
    });

    it.each(NEEDS_VALUES)('%s says that it needs the values', async method => {
      const { columns } = await report(files, types, 0, { methods: { all: method as DriftMethod } });
      const refused = columns.filter(({ reason }) => reason?.includes(`the test ${method} needs its values in memory`));
      expect(refused.map(({ score }) => score)).toEqual(refused.map(() => null));
      if (!method.includes('text')) expect(refused.length).toBeGreaterThan(3);
    });
  });

  it.each([
    [400, 400, 30],
    [2000, 1500, 9],
    [12, 30, 2],
  ])('%i and %i rows have the verdicts of the profile strict', async (before, after, seed) => {
    const files = { reference: folder.write(table(before, 1)), current: folder.write(table(after, seed)) };
    const [held, streamed] = [await report(files, {}, undefined, { profile: 'strict' }), await report(files, {}, 0, { profile: 'strict' })];
    expect(held.columns.filter(({ strict }) => strict !== undefined).length).toBeGreaterThan(5);
    for (const [k, column] of held.columns.entries()) {
      const { score, noise, withinNoise, drifted, reason, strict, type, missingChange } = column;
      const other = streamed.columns[k];
      // Where p is large few tables are drawn, so that it is known roughly.
      const isDrawn = column.inputs?.some(({ value }) => String(value).includes('random tables')) === true;
      const apart = Math.abs((other?.score ?? NaN) - (score ?? NaN));
      expect([column.name, isDrawn ? apart < 0.15 : close(other?.score ?? null, score)]).toEqual([column.name, true]);
      expect(other).toMatchObject({ noise, withinNoise, drifted, reason, type, missingChange });
      expect(other?.strict?.direction).toBe(strict?.direction);
      expect(other?.strict?.missing).toEqual(strict?.missing);
      expect(close(other?.strict?.effect.value ?? null, strict?.effect.value ?? null)).toBe(true);
    }
    expect(streamed.dataset).toEqual(held.dataset);
  });

  it('the Kolmogorov–Smirnov p-value is the same to the last bit', async () => {
    for (let seed = 1; seed < 6; seed++) {
      const files = { reference: folder.write(table(400 + seed, seed)), current: folder.write(table(333, seed + 7)) };
      const [held, streamed] = [await report(files, {}), await report(files, {}, 0)];
      const scores = ({ columns }: DriftReport) => columns.filter(({ method }) => method === 'ks').map(({ name, score }) => [name, score]);
      expect(scores(streamed).length).toBeGreaterThan(3);
      expect(scores(streamed)).toEqual(scores(held));
    }
  });

  it('compares more categories than a map can hold names for', async () => {
    const path = (name: string): string => folder.path + '/' + name;
    const query = (shift: number) =>
      ({
        kind: 'query',
        sql: `SELECT 'a text of some length ' || (range + ${shift}) AS t FROM range(1200000)`,
        folder: path('.'),
      }) as const;
    const files = { reference: query(0), current: query(300_000) };
    const streamed = await report(files, { t: 'categorical' }, 2e7);
    expect(streamed.columns[0]).toMatchObject({
      status: 'ok',
      method: 'jensenshannon',
      reference: { unique: 1_200_000 },
      inputs: [{ value: 1_500_000 }],
    });
    expect(streamed.columns[0]?.score).toBeCloseTo(Math.sqrt(0.25 * Math.log(2)), 10);
    // Of 1,500,000 texts, three in five are in two rows each: by chance half of these would be on one side.
    expect(streamed.columns[0]).toMatchObject({ withinNoise: true });
    expect(streamed.columns[0]?.noise).toBeGreaterThan(0.5);
  }, 60_000);

  it('can be cancelled at any moment', async () => {
    const files = { reference: folder.write(table(6000, 1)), current: folder.write(table(6000, 2)) };
    for (const milliseconds of [0, 20, 60, 120, 200, 300]) {
      const stopping = new AbortController();
      setTimeout(() => stopping.abort(), milliseconds);
      const service = createDriftService({
        tables: folder.reader,
        resolveModel: noModel,
        readModelFolder: noModel,
        runTask: compareInThread,
        memoryLimit: 0,
      });
      const request = { ...files, model: null, columns: null, ignore: [], roles: {}, types: {}, profile: 'evidently' } as const;
      const result = await service.compute(request, { signal: stopping.signal, progress: () => undefined });
      expect(result.ok ? 'done' : result.failure.reason).toMatch(/done|cancelled/);
    }
    expect((await report(files, {}, 0)).columns.length).toBe(13);
  });
});
