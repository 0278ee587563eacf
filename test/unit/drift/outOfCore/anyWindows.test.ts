import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type DriftMethod, driftMethods } from '../../../../src/domain/driftMethod';
import { compareInThread } from '../../../../src/drift/columnWork';
import { type DriftReport, type DriftRequest } from '../../../../src/drift/contract';
import { createDriftService } from '../../../../src/drift/driftService';
import { TableFolder } from '../../data/tables';
import { expectSameWindows } from './expectSameWindows';
import { limitedReport, type Reported } from './limitedReport';

const folder = new TableFolder();
afterAll(() => folder.remove());

const HOUR = 3_600_000;
const START = Date.parse('2024-01-01T00:00:00Z');

/** Few numbers with ties, halves and values far away; now and then one is missing or infinite. */
const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -4, max: 30 }).map(String) },
  { weight: 4, arbitrary: fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('', 'inf', '-inf', '-0.0', '1e90') },
);
const row = fc.record({
  hour: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 0, max: 24 * 60 }) }, { weight: 1, arbitrary: fc.constant(null) }),
  number,
  level: fc.constantFrom('', 'a', 'b', 'b', 'c', '\u{10000}', '\uffee'),
  truth: fc.constantFrom('True', 'True', 'False', ''),
});
const rows = fc.array(row, { minLength: 2, maxLength: 90, size: 'max' });
type Row = (typeof row extends fc.Arbitrary<infer Value> ? Value : never) & object;

/** Windows before an hour have rows but no number. */
function csv(given: readonly Row[], emptyUntil: number): string {
  const lines = given.map(({ hour, number, level, truth }) => {
    const at = hour === null ? '' : String(START + hour * HOUR);
    return [at, hour !== null && hour < emptyUntil ? '' : number, level, truth].join(',');
  });
  return `at,number,level,truth\n${lines.join('\n')}\n`;
}

/** Tests that need every value in memory have no windows beyond it. */
const METHODS = (Object.keys(driftMethods) as DriftMethod[]).filter(
  method => method !== 'empirical_mmd' && !driftMethods[method].types.includes('text'),
);
const methods: fc.Arbitrary<DriftRequest['methods']> = fc.constantFrom(
  undefined,
  ...METHODS.map(method => ({
    ...(driftMethods[method].types.includes('numeric') ? { numeric: method } : {}),
    ...(driftMethods[method].types.includes('categorical') ? { categorical: method } : {}),
  })),
);
const window: fc.Arbitrary<DriftRequest['window']> = fc.oneof(
  fc.constantFrom({ period: 'day' } as const, { period: 'week' } as const, { period: 'month' } as const),
  fc.integer({ min: 20, max: 120 }).map(count => ({ count })),
);

describe('windows beyond memory', () => {
  const types: DriftRequest['types'] = { number: 'numeric', level: 'categorical', truth: 'categorical' };

  async function both(files: Reported[0], more: Partial<DriftRequest>): Promise<readonly [DriftReport | string, DriftReport | string]> {
    const [held, walked] = await Promise.all(
      [undefined, 0].map(limit => limitedReport(folder, files, types, limit, more).catch((error: unknown) => String(error))),
    );
    return [held ?? '', walked ?? ''];
  }

  async function expectSame(files: Reported[0], more: Partial<DriftRequest>): Promise<number> {
    const [held, walked] = await both(files, { roles: { time: 'at' }, ...more });
    if (typeof held === 'string' || typeof walked === 'string') {
      expect(walked).toBe(held);
      return 0;
    }
    for (const column of held.columns) {
      const other = walked.columns.find(({ name }) => name === column.name);
      expect(other?.windows?.length).toBe(column.windows?.length);
      if (column.windows !== undefined) expectSameWindows(other, column);
    }
    return held.columns.reduce((most, { windows = [] }) => Math.max(most, windows.length), 0);
  }

  it('are those in memory, whatever the values, the method and the windows', async () => {
    let most = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({ reference: rows, current: rows, emptyUntil: fc.constantFrom(0, 0, 300, 2000), methods, window }),
        async ({ reference, current, emptyUntil, methods, window }) => {
          const files = { reference: folder.write(csv(reference, 0)), current: folder.write(csv(current, emptyUntil)) };
          most = Math.max(most, await expectSame(files, { ...(methods === undefined ? {} : { methods }), ...(window && { window }) }));
        },
      ),
      { numRuns: 20, seed: 20_241 },
    );
    expect(most).toBeGreaterThan(20);
  }, 120_000);

  const query = (rows: number, shift: number) =>
    ({
      kind: 'query',
      sql: `SELECT TIMESTAMP '2024-01-01' + to_microseconds(range * 7654321) AS at, 'key ' || (range * 7919) % (30011 + ${shift}) AS level,
        CASE WHEN range % 3 = 0 THEN 0 ELSE sin(range + ${shift}) END AS number, 'x' || (range // ${shift + 1}) % 2 AS truth FROM range(${rows})`,
      folder: folder.path,
    }) as const;

  it.each(METHODS)('are those in memory by the test %s, of many values and many windows', async method => {
    const files = { reference: query(9000, 0), current: query(9000, 3) };
    const isNumeric = driftMethods[method].types.includes('numeric');
    const asked = isNumeric ? { numeric: method } : { categorical: method };
    const columns = [isNumeric ? 'number' : 'truth'];
    expect(await expectSame(files, { methods: asked, columns, window: { count: 60 } })).toBe(60);
  });

  it('are compared a few at a time where each holds counts of many values', async () => {
    const files = { reference: query(40_000, 0), current: query(60_000, 1) };
    expect(await expectSame(files, { columns: ['level'], window: { count: 150 } })).toBe(150);
  }, 60_000);

  it('stop when they are told to', async () => {
    const files = { reference: query(40_000, 0), current: query(60_000, 1) };
    const model = (): never => {
      throw new Error('There is no model.');
    };
    const parts = { resolveModel: model, readModelFolder: model, runTask: compareInThread, memoryLimit: 0 };
    const service = createDriftService({ tables: folder.reader, ...parts });
    const plain = { model: null, columns: ['number', 'truth'], ignore: [], roles: { time: 'at' }, types, profile: 'evidently' } as const;
    const reasons = new Set<string>();
    for (const milliseconds of [30, 100, 200, 300, 400, 600, 60_000]) {
      const stopping = new AbortController();
      const timer = setTimeout(() => stopping.abort(), milliseconds);
      const job = { signal: stopping.signal, progress: () => undefined };
      const result = await service.compute({ ...files, ...plain, window: { count: 100 } }, job);
      clearTimeout(timer);
      reasons.add(result.ok ? 'done' : result.failure.reason);
    }
    expect([...reasons].sort()).toEqual(['cancelled', 'done']);
  }, 90_000);
});
