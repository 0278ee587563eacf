import { describe, expect, it } from 'vitest';
import { type Column } from '../../../src/domain/column';
import { type ColumnRules } from '../../../src/drift/columnRules';
import { type DriftColumn } from '../../../src/drift/contract';
import { allTables } from '../../../src/drift/strict/allTables';
import { contingencyTest } from '../../../src/drift/strict/contingencyTest';
import { direction } from '../../../src/drift/strict/direction';
import { pairOf } from '../../support/samplePairs';
import { permutedTables } from '../../../src/drift/strict/permutedTables';
import { poolRare } from '../../../src/drift/strict/poolRare';
import { chiSquareStatistic } from '../../../src/drift/strict/twoRowTable';
import { strictVerdicts } from '../../../src/drift/strict/strictVerdicts';
import { SeededRandom } from '../../../src/numeric/seededRandom';
import { compare, counted, numbers, series, texts } from './columns';
import { normal, STRICT_RULES, strictAlarms } from './noDrift';

const rules = STRICT_RULES;
const drawn = (count: number, seed: number): number[] => normal(count, new SeededRandom(seed));

/** Parts the rows in every possible way, and counts those that part the values at least as much. */
function byAllPartings(reference: readonly number[], current: readonly number[]): number {
  const rows = reference.flatMap((count, k) => new Array<number>(count + (current[k] ?? 0)).fill(k));
  const drawn = reference.reduce((all, count) => all + count, 0);
  const observed = chiSquareStatistic(reference, current);
  let [extreme, all] = [0, 0];
  for (let bits = 0; bits < 2 ** rows.length; bits++) {
    const sides = [reference.map(() => 0), reference.map(() => 0)] as const;
    rows.forEach((value, row) => (sides[((bits >> row) & 1) as 0 | 1][value] = (sides[((bits >> row) & 1) as 0 | 1][value] ?? 0) + 1));
    if (sides[1].reduce((sum, count) => sum + count, 0) !== drawn) continue;
    all++;
    if (chiSquareStatistic(sides[1], sides[0]) >= observed * (1 - 1e-9)) extreme++;
  }
  return extreme / all;
}

/** One column alone, decided. */
function strict(reference: Column, current: Column, more: Partial<ColumnRules> = {}): DriftColumn {
  const [row] = strictVerdicts([compare(reference, current, { rules: { ...rules, ...more } })]);
  if (row === undefined) throw new Error('no row');
  return row;
}

describe('numbers', () => {
  it('drift by the two-sample K–S test and its gap, with the direction of a Mann–Whitney test', () => {
    const found = strict(numbers(series(100, k => k)), numbers(series(100, k => k + 30)));
    expect(found).toMatchObject({ status: 'ok', method: 'ks', threshold: 0.05, drifted: true });
    expect(found.strict).toMatchObject({ effect: { name: 'K–S gap', threshold: 0.08 }, direction: 'higher' });
    expect(found.strict?.effect.value).toBeCloseTo(0.3, 14);
    // scipy.stats.ks_2samp
    expect(found.score).toBeCloseTo(0.0002248739317492479, 14);
    expect(strict(numbers(series(100, k => k + 30)), numbers(series(100, k => k))).strict?.direction).toBe('lower');
  });

  it('do not drift by 0.01 standard deviations, whatever the number of rows makes significant', () => {
    const reference = drawn(500_000, 1);
    const found = strict(numbers(reference), numbers(drawn(500_000, 2).map(value => value + 0.01)));
    expect(found.strict?.adjustedP).toBeLessThan(0.01);
    expect(found).toMatchObject({ drifted: false });
    expect(found.strict?.effect.value).toBeLessThan(0.01);
    expect(strict(numbers(reference), numbers(drawn(500_000, 2).map(value => value + 0.25)))).toMatchObject({ drifted: true });
  });

  it('see a change of spread, which has no direction', () => {
    expect(strict(numbers(drawn(2000, 3)), numbers(drawn(2000, 4).map(value => 3 * value)))).toMatchObject({
      drifted: true,
      strict: { direction: null },
    });
  });

  it('with few distinct values are compared value by value', () => {
    expect(strict(numbers(series(300, k => k % 3)), numbers(series(300, k => (k % 4) % 3)))).toMatchObject({ method: 'chisquare' });
  });
});

describe('constant columns are decided', () => {
  it.each([
    [numbers(series(20, () => 5)), numbers(series(9, () => 5)), false],
    [numbers(series(20, () => 5)), numbers(series(9, () => 6)), true],
    [counted({ a: 20 }), counted({ a: 9 }), false],
    [counted({ a: 20 }), counted({ b: 9 }), true],
  ])('%#', (reference, current, drifted) => {
    expect(strict(reference, current)).toMatchObject({ status: 'ok', drifted });
  });

  it('unless there are too few rows for any test to tell', () => {
    expect(strict(numbers([5, 5, 5]), numbers([6, 6, 6]))).toMatchObject({
      status: 'not_computable',
      drifted: null,
      reason: '3 and 3 values are too few to tell: even the largest difference has p = 0.10.',
    });
    expect(strict(numbers(series(5, () => 5)), numbers(series(5, () => 6)))).toMatchObject({ drifted: true });
  });
});

describe('categories', () => {
  it('count the sampling error of both sides', () => {
    expect(contingencyTest([30, 20, 10], [20, 40, 15])).toMatchObject({ path: 'χ² distribution', categories: 3 });
    expect(contingencyTest([30, 20, 10], [20, 40, 15]).p).toBeCloseTo(0.01742237463949352, 14);
  });

  it('of two values and small counts are compared exactly', () => {
    expect(contingencyTest([8, 2], [1, 5]).p).toBeCloseTo(0.034965034965034975, 12);
    expect(contingencyTest([0, 30], [4, 21]).p).toBeCloseTo(0.03709079180777293, 12);
    expect(strict(counted({ a: 8, b: 2 }), counted({ a: 1, b: 5 }))).toMatchObject({ method: 'fisher_exact', drifted: true });
  });

  it('of more values and small counts are compared with all tables of the same margins, exactly', () => {
    // Added up over all tables with scipy.stats.multivariate_hypergeom.
    expect(contingencyTest([30, 20, 0], [20, 20, 1]).p).toBeCloseTo(0.33746455242528783, 12);
    expect(contingencyTest([5, 3, 1, 0], [1, 2, 6, 3]).p).toBeCloseTo(0.021787500425271365, 12);
    expect(contingencyTest([30, 20, 0], [20, 20, 1]).path).toBe('exact: all 82 tables with the same margins');
    expect(contingencyTest([20, 1, 20], [20, 0, 30]).p).toBeCloseTo(0.33746455242528783, 12);
  });

  it.each([
    [
      [3, 1, 0],
      [1, 2, 3],
    ],
    [
      [4, 0, 1, 1],
      [1, 2, 1, 0],
    ],
    [
      [1, 1, 1, 1, 0],
      [0, 0, 1, 2, 3],
    ],
    [
      [6, 2, 1],
      [0, 1, 1],
    ],
  ])('%j against %j: the same as of all ways to part the rows', (reference, current) => {
    const found = allTables(reference, current);
    expect(found?.p).toBeCloseTo(byAllPartings(reference, current), 12);
  });

  it('of too many tables are compared with random ones, near the threshold within 5 %', () => {
    const [reference, current] = [
      [9, 4, 6, 5, 3, 8, 2, 1, 7, 4],
      [3, 6, 4, 5, 9, 4, 6, 5, 3, 5],
    ];
    const { p, path } = contingencyTest(reference, current);
    expect(path).toMatch(/^\d+ random tables with the same margins$/);
    // SciPy's multivariate_hypergeom, two million tables; three standard errors.
    expect(Math.abs(p / 0.102812 - 1)).toBeLessThan(0.15);
    expect(contingencyTest(reference.toReversed(), current.toReversed()).p).toBe(p);
    const rare = permutedTables(reference, current, 0.05).rounds;
    expect(rare).toBeGreaterThan(1000);
    expect(permutedTables([30, ...series(40, () => 1)], [1000, ...series(40, () => 0)], 0.05).rounds).toBeLessThanOrEqual(40_000);
  });

  it('in large data have their rare values pooled by both sides together', () => {
    expect(poolRare([900, 3, 2, 50], [950, 1, 5, 40], 0.5)).toEqual({ reference: [5, 50, 900], current: [6, 40, 950] });
    expect(contingencyTest([2000, 1, 0, 1], [1500, 0, 2, 1])).toMatchObject({ path: 'χ² distribution, rare values pooled' });
    const each = texts(series(1500, k => k).map(k => `only ${k}`));
    const other = texts(series(1500, k => k).map(k => `other ${k}`));
    const found = compare(each, other, { type: 'categorical', rules });
    expect(found).toMatchObject({ status: 'not_computable', drifted: null });
    expect(found.reason).toBe('Every value is too rare on both sides for their shares to be compared.');
  });

  it('name those that are new and those that vanished', () => {
    const found = strict(counted({ a: 50, b: 50 }), counted({ a: 60, c: 1, 'd\n': 1, e: 1, f: 1, g: 1, h: 1 }));
    expect(found.reason).toBe('New in the current data: c, d\\n, e, f, g and 1 more. No longer there: b.');
    expect(found).toMatchObject({ drifted: true, strict: { direction: null, effect: { name: 'total variation' } } });
  });
});

describe('missing values are a drift of their own', () => {
  const gaps = (count: number, every: number): number[] => series(count, k => (k % every === 0 ? NaN : (k * 7919) % 1000));

  it('where the values have none', () => {
    const found = strict(numbers(gaps(2000, 100)), numbers(gaps(2000, 10)));
    expect(found).toMatchObject({ drifted: true, strict: { missing: { effect: { threshold: 0.01 } } } });
    expect(found.reason).toBe('The share of missing values changed from 1 % to 10 %, which is the drift; the values have none.');
    expect(strict(numbers(gaps(2000, 10)), numbers(gaps(2000, 10)))).toMatchObject({ drifted: false, reason: null });
  });

  it('even where one side has nothing else', () => {
    const found = strict(numbers(series(50, k => k)), numbers(series(50, () => NaN)));
    expect(found).toMatchObject({
      status: 'ok',
      drifted: true,
      reason: 'Every value in the current data is missing: that alone is compared.',
    });
    expect(strict(numbers([NaN, NaN]), numbers([NaN]))).toMatchObject({ status: 'not_computable', drifted: null });
  });
});

describe('infinite values are a drift of their own', () => {
  /** The same finite values, every so many infinite. */
  const withInfinities = (every: number): number[] =>
    series(600, k => (k % every === 0 ? (k % 4 === 0 ? -Infinity : Infinity) : (k * 7919) % 100));

  it('where the finite values have none', () => {
    const found = strict(numbers(withInfinities(2)), numbers(withInfinities(1000).slice(1)));
    expect(found).toMatchObject({ drifted: true, strict: { infinite: { effect: { name: 'change of the infinite share', value: 0.5 } } } });
    // scipy.stats.chi2_contingency([[300, 300], [0, 599]], correction=False)
    expect(found.strict?.infinite?.adjustedP).toBeLessThan(1e-80);
    expect(found.reason).toMatch(
      /^The share of infinite values changed from 50 % to 0 %, which is the drift; the values have none\. Infinite values are left out: 300 /,
    );
    expect(strict(numbers(withInfinities(3)), numbers(withInfinities(3)))).toMatchObject({ drifted: false });
    expect(strict(numbers(withInfinities(1000).slice(1)), numbers(withInfinities(1000).slice(1))).strict).not.toHaveProperty('infinite');
  });

  it('beside missing ones, both adjusted', () => {
    const some = [...series(120, () => NaN), ...withInfinities(2)];
    const found = strict(numbers(some), numbers(withInfinities(1000).slice(1)));
    expect(found.strict).toMatchObject({ missing: { effect: { threshold: 0.01 } }, infinite: { effect: { threshold: 0.01 } } });
    expect(found.reason).toMatch(
      /^The share of missing values changed from 16\.7 % to 0 % and the share of infinite values changed from 41\.7 % to 0 %, which/,
    );
  });

  it('even where one side has nothing else', () => {
    const found = strict(numbers(series(50, k => k)), numbers([...series(40, () => Infinity), ...series(10, () => NaN)]));
    expect(found).toMatchObject({ status: 'ok', drifted: true, strict: { effect: { value: 0.8 }, missing: { effect: { value: 0.2 } } } });
    expect(found.reason).toContain('Every value in the current data is missing or infinite: that alone is compared.');
  });
});

describe('the family of tests', () => {
  it('adjusts p-values within a role', () => {
    const shifted = (by: number): DriftColumn => compare(numbers(series(60, k => k)), numbers(series(60, k => k + by)), { rules });
    const rows = strictVerdicts([shifted(15), ...series(9, () => 0).map(shifted), { ...shifted(15), role: 'target' }]);
    const p = shifted(15).score ?? NaN;
    expect(p).toBeLessThan(0.05);
    expect(rows[0]?.strict?.adjustedP).toBeCloseTo(10 * p, 10);
    expect(rows[0]?.drifted).toBe(false);
    expect(rows[10]).toMatchObject({ drifted: true, strict: { adjustedP: p } });
  });

  it('a severity of 1 is where drift begins', () => {
    for (const by of [0, 5, 12, 14, 16, 20, 40]) {
      const found = strict(numbers(series(60, k => k)), numbers(series(60, k => k + by)));
      expect(found.drifted).toBe(found.severity === 'Infinity' || (found.severity ?? 0) >= 1);
    }
  });

  it('takes another significance level and refuses what is none', () => {
    expect(strict(numbers(series(60, k => k)), numbers(series(60, k => k + 12)), { thresholds: { all: 0.2 } })).toMatchObject({
      threshold: 0.2,
      drifted: true,
    });
    expect(strict(numbers(series(60, k => k)), numbers(series(60, k => k)), { thresholds: { all: 2 } })).toMatchObject({
      status: 'not_computable',
      reason: 'The threshold 2 is no p-value, which the profile strict needs: it must be above 0 and below 1.',
    });
  });
});

describe('types that Evidently leaves out', () => {
  it('are compared as what they hold', () => {
    const unsigned = { kind: 'integer', pandas: { dtype: 'uint8' } } as Partial<Column>;
    expect(
      strict(
        numbers(
          series(90, k => k % 60),
          unsigned,
        ),
        numbers(
          series(90, k => k % 60),
          unsigned,
        ),
      ),
    ).toMatchObject({ type: 'numeric', drifted: false });
    const truth = { kind: 'boolean', pandas: { dtype: 'object', objects: 'other' } } as Partial<Column>;
    expect(
      strict(
        numbers(
          series(90, k => k % 2),
          truth,
        ),
        numbers([NaN, ...series(90, k => k % 2)], truth),
      ).type,
    ).toBe('categorical');
  });
});

describe('the direction', () => {
  it('is that of the Mann–Whitney statistic with ties', () => {
    // scipy.stats.mannwhitneyu([2, 4, 5, 6, 7, 7], [1, 2, 2, 3, 9]): p = 0.22996.
    const [few, more] = [
      [1, 2, 2, 3, 9],
      [2, 4, 5, 6, 7, 7],
    ];
    const found = (reference: readonly number[], current: readonly number[], significance: number) =>
      direction(pairOf(reference, current, { type: 'numeric' }), significance);
    expect(found(few, more, 0.22)).toBeNull();
    expect(found(few, more, 0.24)).toBe('higher');
    expect(found(more, few, 0.24)).toBe('lower');
    expect(found([5, 5], [5], 0.99)).toBeNull();
  });
});

describe('without drift', () => {
  it('alarms in at most 5 % of the reports', () => {
    const rounds = 300;
    // Three standard errors above the nominal rate.
    expect(strictAlarms({ columns: ['gaps', 'plain', 'letters', 'rare'], sizes: [60, 90], rounds, seed: 20 }) / rounds).toBeLessThan(
      0.05 + 3 * Math.sqrt((0.05 * 0.95) / rounds),
    );
  });
});
