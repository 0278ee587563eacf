import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/base/csvLine';
import { columnId, keysOfColumns, orderByColumn, parseColumnId } from '../../../src/domain/runColumn';
import { runCsvHead, runCsvLine } from '../../../src/domain/runCsv';
import { toRunDetails } from '../../../src/domain/runDetails';
import { toRunRows } from '../../../src/domain/runRow';
import { parseOrder } from '../../../src/domain/search/parseOrder';
import { RUN_SEARCH } from '../../../src/domain/search/runSearch';
import { fixtureRun } from '../../support/runsFixture';

/** A reader of RFC 4180, as simple as can be. */
function readLine(line: string): readonly string[] {
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (let at = 0; at < line.length - 2; at++) {
    const character = line[at] ?? '';
    if (quoted && character === '"' && line[at + 1] === '"') cell += line[++at] ?? '';
    else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) [cells[cells.length], cell] = [cell, ''];
    else cell += character;
  }
  return [...cells, cell];
}

describe('a line of CSV', () => {
  it('is read back as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), cells => {
        const line = csvLine(cells);
        expect(line.endsWith('\r\n')).toBe(true);
        expect(readLine(line)).toEqual(cells);
      }),
    );
  });

  it('quotes only what must be', () => {
    expect(csvLine(['a', 'b c', 'd,e', 'f"g', 'h\ni', ' j', '=1+1'])).toBe('a,b c,"d,e","f""g","h\ni"," j",=1+1\r\n');
  });
});

describe('runs as CSV', () => {
  const columns = [
    'attributes.run_id',
    'attributes.start_time',
    'attributes.duration',
    'attributes.experiment',
    'metrics.a',
    'metrics.b',
    'params.p',
    'tags.t',
  ]
    .map(parseColumnId)
    .filter(column => column !== null);

  it('have the names of search_runs and exact values', () => {
    expect(runCsvHead(columns)).toBe('run_id,start_time,duration_ms,experiment_name,metrics.a,metrics.b,params.p,tags.t\r\n');
    const run = fixtureRun(0, { startTime: 0, endTime: 1500, metrics: { a: 0.1 + 0.2, b: NaN }, params: { p: '=cmd' } });
    expect(runCsvLine(run, columns, 'e')).toBe(`${run.runId},1970-01-01T00:00:00.000Z,1500,e,0.30000000000000004,NaN,=cmd,\r\n`);
  });
});

describe('columns', () => {
  it('are read back from their ids', () => {
    fc.assert(
      fc.property(fc.constantFrom('metric' as const, 'param' as const, 'tag' as const), fc.string(), (kind, key) => {
        expect(parseColumnId(columnId({ kind, key }))).toEqual({ kind, key });
      }),
    );
    expect(parseColumnId('attributes.run_name')).toEqual({ kind: 'attribute', key: 'run_name' });
    expect(parseColumnId('attributes.other')).toBeNull();
    expect(parseColumnId('nonsense')).toBeNull();
  });

  it("name their keys and MLflow's order, with any key quoted", () => {
    expect(keysOfColumns(['metrics.a', 'params.b', 'tags.c', 'attributes.status', 'metrics.a'])).toEqual({
      metrics: ['a'],
      params: ['b'],
      tags: ['c'],
    });
    for (const key of ['auc', 'val loss', 'a`b', 'x.y', "it's"]) {
      const order = orderByColumn({ kind: 'metric', key }, true);
      const parsed = parseOrder([order ?? ''], RUN_SEARCH);
      expect(parsed).toEqual({ ok: true, value: [{ field: { entity: 'metric', key }, descending: true }] });
    }
    expect(orderByColumn({ kind: 'metric', key: 'a`"b' }, true)).toBeNull();
    expect(orderByColumn({ kind: 'attribute', key: 'duration' }, true)).toBeNull();
    expect(orderByColumn({ kind: 'attribute', key: 'start_time' }, false)).toBe('attributes.start_time ASC');
  });
});

describe('a message to the page', () => {
  it('stays below 2 MB: long texts are cut, the longer the more there are', () => {
    const runs = Array.from({ length: 100 }, (_, index) => fixtureRun(index, { params: { p: 'x'.repeat(1_000_000), q: 'short' } }));
    const rows = toRunRows(runs, [
      { kind: 'param', key: 'p' },
      { kind: 'param', key: 'q' },
      { kind: 'metric', key: 'none' },
    ]);
    expect(JSON.stringify(rows).length).toBeLessThan(2_000_000);
    expect(rows[0]?.cells).toEqual([`${'x'.repeat(1999)}…`, 'short', null]);
    const many = Array.from({ length: 40 }, (_, index) => ({ kind: 'param' as const, key: `p${index}` }));
    const wide = runs.map(run => ({ ...run, params: Object.fromEntries(many.map(({ key }) => [key, 'y'.repeat(9000)])) }));
    expect(JSON.stringify(toRunRows(wide, many)).length).toBeLessThan(2_000_000);
  });

  it('holds as many runs with everything as fit, and one at least', () => {
    const metrics = Object.fromEntries(Array.from({ length: 12_000 }, (_, index) => [`metric_with_a_long_name_${index}`, index / 7]));
    const runs = Array.from({ length: 10 }, (_, index) => fixtureRun(index, { metrics }));
    const details = toRunDetails(runs);
    expect(details.length).toBeGreaterThan(0);
    expect(details.length).toBeLessThan(10);
    expect(JSON.stringify(details).length).toBeLessThan(2_000_000);
    expect(toRunDetails([fixtureRun(0, { metrics: { a: NaN }, tags: { t: 'z'.repeat(5000) } })])[0]).toMatchObject({
      metrics: { a: 'NaN' },
    });
  });
});
