import { describe, expect, it } from 'vitest';
import { correlationChanges } from '../../../../src/drift/together/correlationChanges';
import { type TogetherColumn } from '../../../../src/drift/together/togetherTask';
import { averageRanks, denseRanks } from '../../../../src/numeric/averageRanks';
import { correlationRatio } from '../../../../src/numeric/correlationRatio';
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

  it('of numbers by categories by hand', () => {
    // The means 1.5 and 3.5 lie 1 from 2.5: 1 of the variance 1.25 is explained; 1 − 0.2 · 3/2.
    const [numbers, codes] = [Float64Array.of(1, 2, 3, 4), Int32Array.of(0, 0, 2, 2)];
    expect(correlationRatio(numbers, codes, 3).value).toBeCloseTo(Math.sqrt(0.7), 12);
    expect(correlationRatio(numbers, Int32Array.of(1, 0, 0, 1), 2).value).toBe(0);
    for (const [none, of] of [
      [numbers.slice().fill(5), codes],
      [numbers, codes.slice().fill(1)],
      [numbers, Int32Array.of(0, 1, 2, 3)],
      [numbers.slice(0, 3), codes.slice(0, 3)],
    ] as const)
      expect(correlationRatio(none, of, 4).value).toBeNaN();
  });

  it('of numbers by categories vary as they say, where they depend on each other and where not', () => {
    const random = randomNumbers(21);
    for (const shift of [0.3, 1, 3]) {
      const found = Array.from({ length: 400 }, () => {
        const codes = Int32Array.from({ length: 200 }, () => Math.floor(3 * random()));
        const numbers = Float64Array.from(codes, code => Math.exp(normal(random) + shift * code));
        const { ranks, distinct } = denseRanks(numbers);
        return correlationRatio(averageRanks(ranks, distinct), codes, 3);
      });
      const mean = found.reduce((sum, { value }) => sum + value, 0) / found.length;
      const variance = found.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (found.length - 1);
      const said = found.reduce((sum, each) => sum + each.variance, 0) / found.length;
      expect(said / variance, `shift ${shift}`).toBeGreaterThan(0.9);
      expect(said / variance, `shift ${shift}`).toBeLessThan(3);
    }
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

  it('of a number and a category are found where neither changed by itself, missing values left out', () => {
    const random = randomNumbers(22);
    const group = Array.from({ length: 900 }, (_, row) => (row % 10 === 9 ? -1 : row % 3));
    const apart = group.map(code => Math.exp(2 * code + normal(random)));
    const shuffled = apart.toSorted(() => random() - 0.5).map((value, row) => (row % 50 === 0 ? NaN : value));
    const [change, ...more] = correlationChanges([categories('group', group, group, 3), numbers('amount', apart, shuffled)]);
    expect(more).toEqual([]);
    expect(change).toMatchObject({ columns: ['amount', 'group'], measure: 'correlation_ratio' });
    expect(change?.from).toBeGreaterThan(0.8);
    expect(change?.to).toBeLessThan(0.2);
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
