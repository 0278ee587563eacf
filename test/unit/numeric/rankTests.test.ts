import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cramerVonMisesExact } from '../../../src/numeric/cramerVonMisesExact';
import { fitQuadratic } from '../../../src/numeric/fitQuadratic';
import { kernelDiscrepancy } from '../../../src/numeric/kernelDiscrepancy';
import { mannWhitneyCdf } from '../../../src/numeric/mannWhitneyCdf';
import { medianPairGap } from '../../../src/numeric/medianPairGap';
import { pooledQuantile } from '../../../src/numeric/pooledQuantile';
import { rankStatistics } from '../../../src/numeric/rankStatistics';
import { symmetricEigen } from '../../../src/numeric/symmetricEigen';
import { trigonometricMoments } from '../../../src/numeric/trigonometricMoments';

/** Few whole numbers, so that ties abound, or any. */
const side = fc.oneof(
  fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 30 }),
  fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 30 }),
);
const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

function close(actual: number, expected: number, relative = 1e-11): void {
  expect(Math.abs(actual - expected), `${actual}, expected ${expected}`).toBeLessThanOrEqual(1e-11 + relative * Math.abs(expected));
}

describe('kernels agree with their definitions on random samples, ties included', () => {
  it('rankStatistics', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const found = rankStatistics(sorted(a), sorted(b));
        const pooled = [...a, ...b];
        const total = pooled.length;
        const rank = (value: number): number =>
          pooled.filter(other => other < value).length + (pooled.filter(other => other === value).length + 1) / 2;
        const distinct = [...sorted([...new Set(pooled.map(value => value + 0))])];
        const squares = (values: readonly number[]): number =>
          [...sorted(values)].reduce((sum, value, k) => sum + (rank(value) - k - 1) ** 2, 0);
        let anderson = 0;
        let area = 0;
        let ties = 0;
        distinct.forEach((value, k) => {
          const count = (values: readonly number[]): number => values.filter(other => other === value).length;
          const below = (values: readonly number[]): number => values.filter(other => other < value).length + count(values) / 2;
          const run = count(pooled);
          ties += run ** 3 - run;
          const middle = below(pooled);
          const spread = middle * (total - middle) - (total * run) / 4;
          for (const values of [a, b])
            if (distinct.length > 1)
              anderson += ((run / total) * (total * below(values) - middle * values.length) ** 2) / spread / values.length;
          const share = (values: readonly number[]): number => values.filter(other => other <= value).length / values.length;
          area += (share(a) - share(b)) ** 2 * ((distinct[k + 1] ?? value) - value);
        });
        close(found.u, a.reduce((sum, value) => sum + rank(value), 0) - (a.length * (a.length + 1)) / 2);
        expect(found.ties).toBe(ties);
        close(found.cramer, a.length * squares(a) + b.length * squares(b));
        close(found.anderson, (anderson * (total - 1)) / total);
        close(found.squaredGap, area);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('pooledQuantile', () => {
    fc.assert(
      fc.property(side, side, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        const pooled = sorted([...a, ...b]);
        const place = (pooled.length - 1) * share;
        const low = pooled[Math.floor(place)] ?? NaN;
        const high = pooled[Math.ceil(place)] ?? NaN;
        close(pooledQuantile(sorted(a), sorted(b), share), low + (high - low) * (place - Math.floor(place)));
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('medianPairGap', () => {
    fc.assert(
      fc.property(side, values => {
        const gaps = sorted(values.flatMap(first => values.map(second => Math.abs(first - second))));
        close(medianPairGap(sorted(values)), gaps[Math.floor(gaps.length / 2)] ?? NaN);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('trigonometricMoments', () => {
    fc.assert(
      fc.property(side, fc.double({ min: 0.1, max: 3, noNaN: true }), (values, t) => {
        const parts = values.map(x => [Math.cos(t * x), Math.sin(t * x), Math.cos(2 * t * x), Math.sin(2 * t * x)]);
        const mean = (of: (row: readonly number[]) => number): number => parts.reduce((sum, row) => sum + of(row), 0) / parts.length;
        const found = trigonometricMoments(sorted(values), t);
        found.mean.forEach((value, i) =>
          close(
            value,
            mean(row => row[i] ?? NaN),
          ),
        );
        found.covariance.forEach((row, i) =>
          row.forEach((value, j) => {
            const product = (each: readonly number[]): number => (each[i] ?? NaN) * (each[j] ?? NaN);
            close(value, mean(product) - mean(each => each[i] ?? NaN) * mean(each => each[j] ?? NaN));
          }),
        );
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it('kernelDiscrepancy', () => {
    fc.assert(
      fc.property(side, side, fc.double({ min: 0.3, max: 40, noNaN: true }), (a, b, sigma) => {
        const mean = (first: readonly number[], second: readonly number[], same: boolean): number => {
          let sum = 0;
          first.forEach((x, i) => second.forEach((y, j) => (sum += same && i === j ? 0 : Math.exp(-((x - y) ** 2) / (2 * sigma ** 2)))));
          return sum / (first.length * (second.length - Number(same)));
        };
        const { discrepancy, p } = kernelDiscrepancy(sorted(a), sorted(b), { sigma, seed: 1 });
        close(discrepancy, mean(a, a, true) + mean(b, b, true) - 2 * mean(a, b, false));
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
      { seed: 9, numRuns: 60 },
    );
  });

  it('symmetricEigen', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 16, maxLength: 16 }), entries => {
        const at = (i: number, j: number): number => entries[4 * Math.min(i, j) + Math.max(i, j)] ?? 0;
        const matrix = [0, 1, 2, 3].map(i => [0, 1, 2, 3].map(j => at(i, j)));
        const { values, vectors } = symmetricEigen(matrix);
        values.forEach((value, k) => {
          const vector = vectors[k] ?? [];
          close(Math.hypot(...vector), 1);
          matrix.forEach((row, i) =>
            close(
              row.reduce((sum, entry, j) => sum + entry * (vector[j] ?? NaN), 0),
              value * (vector[i] ?? NaN),
            ),
          );
        });
      }),
      { seed: 10, numRuns: 200 },
    );
  });
});

describe('exact distributions agree with counting every order', () => {
  /** The places of the first sample in every order of n and m values. */
  function orders(n: number, m: number): number[][] {
    if (n === 0) return [[]];
    if (n + m === n) return [Array.from({ length: n }, (_, k) => k + 1)];
    return [...orders(n - 1, m).map(order => [...order, n + m]), ...orders(n, m - 1)];
  }

  it.each([
    [1, 1],
    [2, 5],
    [4, 4],
    [6, 3],
    [5, 7],
  ])('Mann–Whitney and Cramér–von Mises of %d and %d values', (n, m) => {
    const all = orders(n, m);
    const us = all.map(order => order.reduce((sum, rank) => sum + rank, 0) - (n * (n + 1)) / 2);
    for (let u = 0; u <= n * m; u++) close(mannWhitneyCdf(u, n, m), us.filter(other => other <= u).length / all.length);
    const statistics = all.map(order => {
      const others = Array.from({ length: n + m }, (_, k) => k + 1).filter(rank => !order.includes(rank));
      const squares = (ranks: readonly number[]): number => ranks.reduce((sum, rank, k) => sum + (rank - k - 1) ** 2, 0);
      return n * squares(order) + m * squares(others);
    });
    for (const statistic of new Set(statistics))
      close(cramerVonMisesExact(statistic, n, m), statistics.filter(other => other >= statistic).length / all.length);
  });

  it('keeps the tail of unequal samples', () => {
    // One order of C(1008, 8) has U = 0.
    let orderings = 1;
    for (let k = 1; k <= 8; k++) orderings *= (1000 + k) / k;
    expect(mannWhitneyCdf(0, 8, 1000) * orderings).toBeCloseTo(1, 12);
    expect(mannWhitneyCdf(8000, 8, 1000)).toBe(1);
  });
});

it('fitQuadratic finds a quadratic again', () => {
  const x = [0.3, 1.2, 2, 2.7, 3.75];
  const fitted = fitQuadratic(
    x,
    x.map(value => 2 - value + 0.25 * value * value),
  );
  for (const at of [0, 1, 3.3]) close(fitted(at), 2 - at + 0.25 * at * at);
});
