import { afterAll, describe, expect, it } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { failure } from '../../../src/base/result';
import { type Column } from '../../../src/domain/column';
import { type DriftReport, type DriftRequest, withoutPageData } from '../../../src/drift/contract';
import { compareInThread } from '../../../src/drift/columnWork';
import { createDriftService } from '../../../src/drift/driftService';
import { calendarPeriod } from '../../../src/drift/windows/calendarPeriod';
import { epochTimes } from '../../../src/drift/windows/epochTimes';
import { splitColumn } from '../../../src/drift/windows/splitColumn';
import { timeWindows } from '../../../src/drift/windows/timeWindows';
import { plainValues, TableFolder, value } from '../data/tables';
import { numbers, series, texts } from './columns';
import { normal, randomNumbers } from '../../support/randomNumbers';
import { request } from './evidently';

const folder = new TableFolder();
afterAll(() => folder.remove());
const service = createDriftService({
  tables: folder.reader,
  resolveModel: () => Promise.resolve(failure('not_found', 'No model.')),
  readModelFolder: () => Promise.resolve(failure('not_found', 'No model.')),
  runTask: compareInThread,
});
const at = (text: string): number => Date.parse(text);

describe('times', () => {
  const read = (column: Column): (number | null)[] => [...value(epochTimes(column))].map(time => (Number.isNaN(time) ? null : time));

  it('are read from ISO 8601 text, in UTC where it names no zone', () => {
    const found = read(
      texts([
        '2024-02-29',
        '2024-02-29T12:30',
        '2024-02-29 12:30:15.25',
        '2024-02-29T12:30:15Z',
        '2024-02-29T12:30:15+05:30',
        '2024-02-29T01:00:00-02',
        null,
      ]),
    );
    expect(found).toEqual([
      at('2024-02-29T00:00:00Z'),
      at('2024-02-29T12:30:00Z'),
      at('2024-02-29T12:30:15.250Z'),
      at('2024-02-29T12:30:15Z'),
      at('2024-02-29T07:00:15Z'),
      at('2024-02-29T03:00:00Z'),
      null,
    ]);
    expect(read(texts(['2024-01-01', '2024-02-30', '2024-01-01T25:00', 'yesterday', '01/02/2024']))).toEqual([
      at('2024-01-01'),
      null,
      null,
      null,
      null,
    ]);
  });

  it.each([[1e-3], [1], [1e3], [1e6]])('are read from epoch numbers of any unit: %d a millisecond', perMillisecond => {
    const time = at('2024-02-29T12:30:00Z');
    expect(read(numbers([time * perMillisecond, NaN, Infinity]))).toEqual([time, null, null]);
  });

  it('are those of a date column, before 1970 too', () => {
    const dates = { kind: 'datetime' } as Partial<Column>;
    expect(read(numbers([-5.5, 0, NaN], dates))).toEqual([-6, 0, null]);
  });

  it.each([
    [numbers([20240131, 20240201]), 'Its numbers, at most 20240201, are no epoch seconds, milliseconds, microseconds or nanoseconds.'],
    [numbers([1, 0], { kind: 'boolean' } as Partial<Column>), 'It holds truth values.'],
    [texts(['Mon', 'Tue']), '"Mon" is none of ISO 8601.'],
  ])('a column that holds none says so', (column, why) => {
    expect(epochTimes(column)).toMatchObject({
      ok: false,
      failure: { message: `The column "x" holds no times to make windows of. ${why}` },
    });
  });
});

describe('calendar periods in UTC', () => {
  it.each([
    ['hour', '2024-02-29T12:00:00Z', '2024-02-29T13:00:00Z'],
    ['day', '2024-02-29', '2024-03-01'],
    ['week', '2024-02-26', '2024-03-04'],
    ['month', '2024-02-01', '2024-03-01'],
    ['quarter', '2024-01-01', '2024-04-01'],
    ['year', '2024-01-01', '2025-01-01'],
  ] as const)('%s', (period, from, to) => {
    expect(calendarPeriod(at('2024-02-29T12:30:15.001Z'), period)).toEqual({ from: at(from), to: at(to) });
    expect(calendarPeriod(at(from), period).from).toBe(at(from));
    expect(calendarPeriod(at(to) - 1, period).from).toBe(at(from));
  });

  it('begin before 1970 and in the first century', () => {
    expect(calendarPeriod(-1, 'week')).toEqual({ from: at('1969-12-29'), to: at('1970-01-05') });
    expect(calendarPeriod(at('0050-05-05'), 'month')).toEqual({ from: at('0050-05-01'), to: at('0050-06-01') });
  });
});

describe('windows', () => {
  const day = 86_400_000;

  it('are in time order whatever order the rows have, and only where rows are', () => {
    const { ranges, ofRow, outside } = value(timeWindows(Float64Array.of(3 * day, NaN, 0, 3.5 * day, 9 * day), { period: 'day' }));
    expect(ranges.map(({ from }) => from / day)).toEqual([0, 3, 9]);
    expect([...ofRow]).toEqual([1, -1, 0, 1, 2]);
    expect(outside).toBe(1);
  });

  it('of equal length hold every time between their ends', () => {
    const times = Float64Array.from(series(1000, k => k * 37));
    const { ranges, ofRow } = value(timeWindows(times, { count: 7 }));
    expect(ranges).toHaveLength(7);
    times.forEach((time, row) => {
      const range = ranges[ofRow[row] ?? -1];
      expect(range !== undefined && time >= range.from && time < range.to).toBe(true);
    });
    expect(ranges.slice(1).map(({ from }) => from)).toEqual(ranges.slice(0, -1).map(({ to }) => to));
    expect(value(timeWindows(Float64Array.of(5, 5), { count: 3 })).ranges).toEqual([{ from: 5, to: 6 }]);
  });

  it('are refused where they would be too many, or none', () => {
    expect(timeWindows(Float64Array.from(series(501, k => k * day)), { period: 'day' })).toMatchObject({
      ok: false,
      failure: { message: 'The current data would have more than 500 windows.' },
    });
    expect(timeWindows(Float64Array.of(1), { count: 501 }).ok).toBe(false);
    expect(timeWindows(Float64Array.of(NaN), { count: 2 }).ok).toBe(false);
    expect(value(timeWindows(Float64Array.from(series(500, k => k * day)), { period: 'day' })).ranges).toHaveLength(500);
  });

  it('split a column into its rows by window', () => {
    const windows = value(timeWindows(Float64Array.of(day, 0, NaN, day, 0), { period: 'day' }));
    const [early, late] = splitColumn(numbers([1, NaN, 3, 4, 5], { kind: 'integer' } as Partial<Column>), windows);
    expect(early).toMatchObject({ missing: 1, kind: 'double' });
    expect([early, late].map(part => part && plainValues(part))).toEqual([
      [null, 5],
      [1, 4],
    ]);
    const parts = splitColumn(texts(['a', 'b', 'c', null, 'b']), windows);
    expect(parts.map(part => plainValues(part))).toEqual([
      ['b', 'b'],
      ['a', null],
    ]);
    expect(parts[0]).toMatchObject({ categories: ['b'], missing: 0 });
    expect(parts[1]).toMatchObject({ categories: ['a'], missing: 1 });
  });
});

describe('a report with windows', () => {
  const days = (from: number, count: number, line: (k: number, day: number) => string): string =>
    series(count, k => k)
      .map(k => `2024-03-${String(from + Math.floor(k / 50)).padStart(2, '0')}T0${k % 10}:00,${line(k, Math.floor(k / 50))}\n`)
      .join('');
  const header = 'at,number,letter,late\n';
  const reference = folder.write(header + days(1, 200, k => `${k % 50}.5,${'aab'[k % 3]},`), 'reference.csv');
  const current = folder.write(
    header +
      days(10, 200, (k, day) => `${(k % 50) + 20 * Math.max(0, day - 1)}.5,${'aab'[k % 3]},${day === 2 ? k % 50 : ''}`) +
      ',7.5,a,\n',
    'current.csv',
  );

  async function compute(more: Partial<DriftRequest>): Promise<DriftReport> {
    return value(await service.compute(request(reference, current, { roles: { time: 'at' }, ...more }), unattendedJob()));
  }

  it('has a score for each, by the method of the whole column, and the first that drifted', async () => {
    const report = await compute({ window: { period: 'day' } });
    const [time, number, letter] = report.columns;
    expect(time?.reason).toBe(
      'Columns with the role time are not tested. Rows of the current data without a readable time, in no window: 1.',
    );
    expect(time).not.toHaveProperty('windows');
    expect(number?.method).toBe('ks');
    expect(number?.windows?.map(({ from, count, drifted }) => [new Date(from).getUTCDate(), count, drifted])).toEqual([
      [10, 50, false],
      [11, 50, false],
      [12, 50, true],
      [13, 50, true],
    ]);
    expect(number?.firstDrifted).toBe(at('2024-03-12'));
    expect(number?.windows?.[0]).toMatchObject({ score: 1, mean: 25, reason: null });
    expect(number?.windows?.[0]?.standardDeviation).toBeCloseTo(Math.sqrt((50 ** 2 - 1) / 12), 12);
    expect(letter).toMatchObject({ firstDrifted: null });
    expect(letter?.windows).toHaveLength(4);
    expect(letter?.windows?.[0]).toMatchObject({ mean: null, standardDeviation: null, drifted: false });
  });

  it('says which windows drifted no further than chance alone takes them', async () => {
    const random = randomNumbers(5);
    const letters = 'abcdefgh';
    const rows = (count: number, shiftedFrom: number): string =>
      series(count, k => {
        const day = Math.floor(k / 24);
        const time = new Date(at('2024-01-01') + k * 3_600_000).toISOString();
        return `${time},${normal(random) + (day >= shiftedFrom ? 3 : 0)},${letters[Math.floor(random() * 8)] ?? ''},\n`;
      }).join('');
    const long = folder.write(header + rows(1500, Infinity), 'long.csv');
    const hourly = folder.write(header + rows(720, 25), 'hourly.csv');
    const report = value(
      await service.compute(request(long, hourly, { roles: { time: 'at' }, window: { period: 'day' } }), unattendedJob()),
    );
    for (const [name, shifted] of [
      ['number', 5],
      ['letter', 0],
    ] as const) {
      const windows = report.columns.find(column => column.name === name)?.windows ?? [];
      expect(windows).toHaveLength(30);
      // By the thresholds that Evidently has, days of 24 rows drift nearly always.
      expect(windows.filter(({ drifted }) => drifted).length).toBeGreaterThan(20);
      const [before, after] = [windows.slice(0, 25), windows.slice(25)];
      expect(before.filter(({ drifted, withinNoise }) => drifted === true && withinNoise !== true).length).toBeLessThanOrEqual(4);
      expect(after.filter(({ drifted, withinNoise }) => drifted === true && withinNoise === false).length).toBeGreaterThanOrEqual(shifted);
      expect(new Set(windows.map(({ noise }) => noise)).size).toBe(1);
    }
  });

  it('of strict adjusts over the windows of a column', async () => {
    const report = await compute({ window: { count: 4 }, profile: 'strict' });
    expect(report.columns[1]?.windows?.map(({ drifted }) => drifted)).toEqual([false, false, true, true]);
  });

  it('says of a window without values that it has none', async () => {
    const filled = folder.write(header + days(1, 200, k => `${k % 50}.5,a,${k % 50}`), 'filled.csv');
    const report = value(
      await service.compute(request(filled, current, { roles: { time: 'at' }, window: { period: 'day' } }), unattendedJob()),
    );
    expect(report.columns[3]?.windows?.map(({ count, score, reason }) => [count, score === null, reason])).toEqual([
      [0, true, 'The window has no value of this column.'],
      [0, true, 'The window has no value of this column.'],
      [50, false, null],
      [0, true, 'The window has no value of this column.'],
    ]);
  });

  it('prints them where they were asked for', async () => {
    const printed = withoutPageData(await compute({ window: { period: 'day' } }));
    expect(printed.columns[1]).toHaveProperty('windows');
    expect(printed.columns[1]).toHaveProperty('firstDrifted');
    expect(withoutPageData(await compute({})).columns[1]).not.toHaveProperty('windows');
  });

  it('needs a time column, and one that holds times', async () => {
    const message = async (more: Partial<DriftRequest>): Promise<unknown> => {
      const result = await service.compute(request(reference, current, more), unattendedJob());
      return result.ok ? null : result.failure.message;
    };
    expect(await message({ window: { count: 3 } })).toBe('Windows need a time column.');
    expect(await message({ window: { count: 3 }, roles: { time: 'letter' } })).toMatch(/holds no times/);
    expect(await message({ profile: 'strict', methods: { all: 'ks' } })).toBe('The profile strict chooses its tests itself.');
    expect(await message({ methods: { columns: { nope: 'ks' } } })).toMatch(/no column "nope"/);
  });
});
