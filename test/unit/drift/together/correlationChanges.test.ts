import { describe, expect, it } from 'vitest';
import { correlationChanges } from '../../../../src/drift/together/correlationChanges';
import { type TogetherColumn } from '../../../../src/drift/together/togetherTask';
import { averageRanks, denseRanks } from '../../../../src/numeric/averageRanks';
import { cramersV } from '../../../../src/numeric/cramersV';
import { pearsonCorrelation } from '../../../../src/numeric/pearsonCorrelation';
import { normal, randomNumbers } from '../../../support/randomNumbers';

const numbers = (name: string, reference: readonly number[], current: readonly number[]): TogetherColumn => ({
  name,
  kind: 'numbers',
  reference: Float64Array.from(reference),
  current: Float64Array.from(current),
});
const categories = (name: string, reference: readonly number[], current: readonly number[], count: number): TogetherColumn => ({
  name,
  kind: 'categories',
  reference: Int32Array.from(reference),
  current: Int32Array.from(current),
  categories: count,
});

describe('correlations', () => {
  it('by hand', () => {
    // Deviations −1.5 −0.5 0.5 1.5 and −1.25 0.75 −0.25 0.75: 3.5 / √(5 · 2.75), not far from 0.6.
    const { value, variance } = pearsonCorrelation(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 3, 2, 3));
    expect(value).toBeCloseTo(2.5 / Math.sqrt(5 * 2.75), 12);
    expect(variance).toBeGreaterThanOrEqual(1);
    const { ranks, distinct } = denseRanks(Float64Array.of(3, 1, 3, NaN, Infinity, 2));
    expect([...ranks]).toEqual([2, 0, 2, -1, -1, 1]);
    expect([...averageRanks(Int32Array.of(2, 0, 2, 1), distinct)]).toEqual([3.5, 1, 3.5, 2]);
  });

  it('of categories by hand: ten rows each of two that agree', () => {
    const codes = Int32Array.from({ length: 20 }, (_, row) => row % 2);
    // χ²/n is 1, less 1/19; the sizes 2 shrink to 2 − 1/19: (18/19) / (18/19).
    expect(cramersV(codes, codes, [2, 2]).value).toBeCloseTo(1, 12);
    expect(cramersV(codes, codes.fill(0), [2, 2]).value).toBeNaN();
  });
});

describe('changes', () => {
  it('have the p-value of Fisher’s transforms', () => {
    // Two rows of ±1 with the correlations 0.6 and 0: 80 of 100 rows agree, then 50.
    const first = Array.from({ length: 100 }, (_, row) => (row % 2 === 0 ? 1 : -1));
    const agree = (count: number): number[] => first.map((value, row) => (row < count ? value : -value));
    const [change] = correlationChanges([numbers('a', first, first), numbers('b', agree(80), agree(50))]);
    expect(change).toMatchObject({ columns: ['a', 'b'] });
    expect([change?.from, change?.to]).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0, 12)]);
    // z = artanh 0.6 · √(97/2) = 4.83 for Pearson, the variance of ±1 being no larger; two tests of one pair.
    expect(change?.pValue).toBeGreaterThan(1e-7);
    expect(change?.pValue).toBeLessThan(1e-4);
  });

  it('are none without drift, with heavy tails and few rows', () => {
    const random = randomNumbers(17);
    let alarms = 0;
    for (let round = 0; round < 60; round++) {
      const heavy = (): number => Math.exp(2 * normal(random));
      const side = (): number[] => Array.from({ length: 120 }, heavy);
      const code = (): number[] => Array.from({ length: 120 }, () => Math.floor(4 * random()));
      const columns = [
        ...['a', 'b', 'c'].map(name => numbers(name, side(), side())),
        ...['d', 'e'].map(name => categories(name, code(), code(), 4)),
      ];
      if (correlationChanges(columns).length > 0) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(6);
  });

  it('of categories are found, and of constants there are none', () => {
    const random = randomNumbers(18);
    const x = Array.from({ length: 800 }, () => Math.floor(3 * random()));
    const other = Array.from({ length: 800 }, () => Math.floor(3 * random()));
    const found = correlationChanges([
      categories('x', x, x, 3),
      categories('y', x, other, 3),
      categories(
        'one',
        x.map(() => 0),
        x.map(() => 0),
        1,
      ),
      numbers(
        'c',
        x.map(() => 1),
        x.map(() => 1),
      ),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ columns: ['x', 'y'], measure: 'cramers_v', from: expect.closeTo(1, 9) as number });
    expect(found[0]?.to).toBeLessThan(0.15);
  });

  it('are 20 at most, the largest first, one a pair', () => {
    const random = randomNumbers(19);
    const shared = Array.from({ length: 500 }, () => normal(random));
    const noise = (): number[] => shared.map(() => normal(random));
    const columns = Array.from({ length: 9 }, (_, k) =>
      numbers(
        `c${k}`,
        shared.map(value => value + normal(random)),
        noise(),
      ),
    );
    const found = correlationChanges(columns);
    expect(found).toHaveLength(20);
    expect(new Set(found.map(({ columns: pair }) => pair.join())).size).toBe(20);
    const sizes = found.map(({ from, to }) => Math.abs(to - from));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('skip missing and infinite values', () => {
    const random = randomNumbers(20);
    const x = Array.from({ length: 300 }, () => normal(random));
    const y = x.map((value, row) => (row % 3 === 0 ? NaN : row % 50 === 1 ? Infinity : value));
    const [change] = correlationChanges([
      numbers('x', x, x),
      numbers(
        'y',
        y,
        y.map(value => -value),
      ),
    ]);
    expect(change).toMatchObject({ from: 1, to: -1, pValue: 0 });
  });
});
