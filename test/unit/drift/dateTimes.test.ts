import { describe, expect, it } from 'vitest';
import { type Column } from '../../../src/domain/column';
import { type DriftColumn, type DriftReport, withoutPageData } from '../../../src/drift/contract';
import { strictVerdicts } from '../../../src/drift/strict/strictVerdicts';
import { cycleCounts, HOURS, WEEKDAYS, wholeCycles } from '../../../src/drift/times/timeCycle';
import { timeGaps } from '../../../src/drift/times/timeGaps';
import { SeededRandom } from '../../../src/numeric/seededRandom';
import { driftReport } from '../../support/reportFixtures';
import { compare, numbers, series, texts } from './columns';
import { STRICT_RULES } from './noDrift';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.UTC(2024, 0, 1);
const at = (day: number, hour: number): number => START + day * DAY + hour * HOUR;

function dates(values: readonly number[]): Column {
  return numbers(values, { kind: 'datetime', pandas: { dtype: 'datetime64[us]' } } as Partial<Column>);
}

function strict(reference: Column, current: Column): DriftColumn {
  const [row] = strictVerdicts([compare(reference, current, { rules: STRICT_RULES })]);
  if (row === undefined) throw new Error('no row');
  return row;
}

/** So many rows a day for so many days at an hour that `hourOf` draws; days that `keeps` refuses have none. */
function rows(days: number, hourOf: (k: number) => number, keeps: (day: number) => boolean = () => true): number[] {
  return series(days, day => day)
    .filter(keeps)
    .flatMap(day => series(20, k => at(day, hourOf(k))));
}

describe('weekdays and hours', () => {
  it('are counted in UTC from Monday, also before 1970', () => {
    const times = Float64Array.of(at(0, 0), at(0, 23), at(6, 5), -1, Date.UTC(1969, 11, 28, 12));
    expect(cycleCounts(times, WEEKDAYS)).toEqual([2, 0, 1, 0, 0, 0, 2]);
    const hours = cycleCounts(times, HOURS);
    expect([hours[0], hours[5], hours[12], hours[23]]).toEqual([1, 1, 1, 2]);
    expect(hours.reduce((sum, count) => sum + count)).toBe(5);
  });

  it('are compared over whole weeks and days alone', () => {
    const days = Float64Array.from(series(17, day => at(day, 6)));
    expect(wholeCycles(days, WEEKDAYS)).toHaveLength(14);
    expect(wholeCycles(days.subarray(0, 6), WEEKDAYS)).toBeNull();
    expect(wholeCycles(days, HOURS)).toHaveLength(16);
    expect(wholeCycles(new Float64Array(), HOURS)).toBeNull();
  });
});

describe('gaps', () => {
  it('of regular times are steps longer than one and a half', () => {
    const hours = series(60, hour => hour).filter(hour => hour !== 20 && hour !== 40 && hour !== 41);
    expect(timeGaps(Float64Array.from([0, ...hours].map(hour => at(0, hour))))).toEqual({
      commonestStep: HOUR,
      commonestCount: 54,
      steps: 56,
      expected: 1.5 * HOUR,
      count: 2,
      longest: [
        { from: at(0, 39), to: at(0, 42) },
        { from: at(0, 19), to: at(0, 21) },
      ],
    });
  });

  it('of irregular times are steps longer than chance makes them: working days have none, a month off is one', () => {
    const working = series(200, day => day).filter(day => day % 7 < 5);
    const found = timeGaps(Float64Array.from(working.map(day => at(day, 9))));
    expect(found).toMatchObject({ commonestStep: DAY, count: 0 });
    // Of 143 steps: median of a day / ln 2 × ln(143 / 0.01).
    expect(found?.expected).toBeCloseTo((DAY / Math.LN2) * Math.log((working.length - 1) / 0.01), 3);
    const off = working.filter(day => day < 70 || day > 100);
    expect(timeGaps(Float64Array.from(off.map(day => at(day, 9))))).toMatchObject({
      count: 1,
      longest: [{ from: at(67, 9), to: at(101, 9) }],
    });
  });

  it('keeps the five longest, and needs three times', () => {
    const times = series(100, k => at(k, 0)).flatMap(time => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map(k => time + k * 60_000));
    const found = timeGaps(Float64Array.from(times));
    expect(found).toMatchObject({ commonestStep: 60_000, count: 99, expected: 90_000 });
    expect(found?.longest).toHaveLength(5);
    expect(found?.longest[0]).toEqual({ from: at(0, 0) + 13 * 60_000, to: at(1, 0) });
    expect(timeGaps(Float64Array.of(1, 2))).toBeNull();
    expect(timeGaps(Float64Array.of(5, 5, 5, 5))).toBeNull();
  });
});

describe('under Evidently’s profiles', () => {
  it('the row stays without a verdict, and says what both sides are like', () => {
    const row = compare(dates([at(0, 5), at(1, 5), NaN, at(2, 5)]), dates([at(-1, 0), at(1, 5), at(9, 5), at(10, 23)]));
    expect(row).toMatchObject({
      type: 'datetime',
      status: 'not_computable',
      reason: 'Dates and times are not compared; Evidently leaves them out.',
      dateTime: {
        reference: { count: 3, missing: 1, unreadable: 0, earliest: at(0, 5), latest: at(2, 5), weekdays: [1, 1, 1, 0, 0, 0, 0] },
        current: { count: 4, missing: 0, weekdays: [0, 1, 1, 1, 0, 0, 1] },
        outside: { before: 1, after: 2 },
      },
    });
  });

  it('text that is given as times is read as times are; what is none is counted', () => {
    const text = texts(['2024-01-01', '2024-01-02T06:30Z', 'soon', null]);
    const row = compare(text, texts(['x', 'y', 'z', 'y']), { type: 'datetime' });
    expect(row).toMatchObject({ status: 'not_computable', reason: 'Dates and times are not compared; Evidently leaves them out.' });
    expect(row.dateTime?.reference).toMatchObject({
      count: 2,
      missing: 1,
      unreadable: 1,
      earliest: at(0, 0),
      latest: at(1, 6.5),
      gaps: null,
    });
    expect(row.dateTime?.current).toMatchObject({ count: 0, unreadable: 4, earliest: null, latest: null });
    expect(row.dateTime?.outside).toBeNull();
  });

  it('the time column is not tested, and has them whatever its type; numbers that are no times have not', () => {
    const row = compare(texts(['2024-01-01', '2024-01-02']), null, { role: 'time' });
    expect(row).toMatchObject({ status: 'not_tested', dateTime: { reference: { count: 2 }, current: null, outside: null } });
    expect(compare(numbers([1, 2]), numbers([1, 2]))).not.toHaveProperty('dateTime');
    expect(compare(dates([1, 2]), dates([1, 2]), { type: 'numeric' })).not.toHaveProperty('dateTime');
  });

  it('is kept in reports and left out of the command line’s JSON', () => {
    const report: DriftReport = driftReport([compare(dates([at(0, 0), at(1, 0)]), dates([at(0, 0), at(1, 0)]))]);
    expect(report.columns[0]).toHaveProperty('dateTime');
    expect(withoutPageData(report).columns[0]).not.toHaveProperty('dateTime');
  });
});

describe('under strict', () => {
  it('weekdays drift where weekends are gone, however far time has moved', () => {
    const found = strict(
      dates(rows(28, k => k)),
      dates(
        rows(
          28,
          k => k,
          day => day % 7 < 5,
        ).map(time => time + 70 * DAY),
      ),
    );
    expect(found).toMatchObject({ status: 'ok', method: 'chisquare', drifted: true, strict: { direction: null } });
    // Shares of 1/7 against 1/5: half of 5 × (1/5 − 1/7) + 2/7.
    expect(found.strict?.effect).toMatchObject({ name: 'total variation of weekdays', threshold: 0.1 });
    expect(found.strict?.effect.value).toBeCloseTo(2 / 7, 12);
    expect(found.reason).toBe('Time itself is not compared, as it moves by nature: the shares of its weekdays and hours in UTC are.');
  });

  it('hours drift where the day begins later', () => {
    const found = strict(dates(rows(14, k => k % 10)), dates(rows(14, k => 10 + (k % 10))));
    expect(found).toMatchObject({ drifted: true, strict: { effect: { name: 'total variation of hours' } } });
    expect(found.strict?.effect.value).toBeCloseTo(1, 12);
  });

  it('a range that ends within a week is no drift', () => {
    expect(strict(dates(rows(28, k => k)), dates(rows(10, k => k)))).toMatchObject({ status: 'ok', drifted: false });
  });

  it('says what cannot be tested, and has no verdict where nothing can', () => {
    expect(strict(dates(rows(14, k => k)), dates(rows(3, k => k))).reason).toBe(
      'Time itself is not compared, as it moves by nature: the shares of its hours in UTC are; a side spans no whole week of weekdays.',
    );
    expect(strict(dates(series(60, k => at(k % 3, 0))), dates(series(60, k => at(k % 3, 0))))).toMatchObject({
      status: 'not_computable',
      reason: 'Time itself is not compared, as it moves by nature; a side spans no whole week of weekdays; its hours are all one.',
    });
    const given = compare(texts(['a', 'b']), texts(['2024-01-01', '2024-01-02']), { type: 'datetime', rules: STRICT_RULES });
    expect(given).toMatchObject({ status: 'not_computable', reason: 'No value of the reference data is a time.' });
    expect(strict(dates([at(0, 1), at(9, 2)]), dates([at(0, 1), at(9, 2)])).reason).toContain('too few to tell');
  });

  it('a changed share of missing times is a drift of its own', () => {
    const times = rows(14, k => k);
    const found = strict(dates(times), dates(times.map((time, k) => (k % 4 === 0 ? NaN : time))));
    expect(found.strict?.missing?.effect.value).toBeCloseTo(0.25, 12);
    expect(found.drifted).toBe(true);
  });

  it('alarms in at most 5 % of the columns without drift', () => {
    const random = new SeededRandom(7);
    const drawn = (): Column => dates(series(300, () => at(random.upTo(27), random.upTo(23))));
    const alarms = series(200, () => strict(drawn(), drawn())).filter(({ score }) => (score ?? 1) <= 0.05).length;
    expect(alarms).toBeLessThanOrEqual(18);
  });
});
