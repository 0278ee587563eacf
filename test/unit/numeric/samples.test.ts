import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doaneWidth } from '../../../src/numeric/doaneWidth';
import { sortedMoments } from '../../../src/numeric/sortedMoments';
import { countInBins, histogramEdges, type NumberStorage, type SampleShape } from '../../../src/numeric/histogramEdges';
import { jensenShannonDistance } from '../../../src/numeric/jensenShannonDistance';
import { kolmogorovTwoSample } from '../../../src/numeric/kolmogorovTwoSample';
import { sortedDistances } from '../../../src/numeric/sortedDistances';
import { sortNumbers } from '../../../src/numeric/sortNumbers';
import { sturgesWidth } from '../../../src/numeric/sturgesWidth';

interface Bins {
  readonly edges: readonly number[];
  readonly a: readonly number[];
  readonly b: readonly number[];
}
interface Golden {
  readonly twoSamples: readonly { a: number[]; b: number[]; statistic: number; pvalue: number; wasserstein: number; distinct: number }[];
  readonly jensenShannon: readonly { p: number[]; q: number[]; distance: number }[];
  readonly histograms: readonly { storage: NumberStorage; a: number[]; b: number[]; sturges: Bins; doane: Bins }[];
}
const golden = JSON.parse(readFileSync(new URL('../../golden/numeric/special_functions.json', import.meta.url), 'utf8')) as Golden;

function close(actual: number, expected: number, relative = 1e-12): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-14 + relative * Math.abs(expected));
}

describe('samples against SciPy and NumPy', () => {
  it.each(golden.twoSamples.map(entry => [`${entry.a.length} and ${entry.b.length} values`, entry] as const))(
    'distances and K-S p-value of %s',
    (_name, { a, b, ...expected }) => {
      const found = sortedDistances(sortNumbers(Float64Array.from(a)), sortNumbers(Float64Array.from(b)));
      close(found.kolmogorov, expected.statistic);
      close(found.wasserstein, expected.wasserstein);
      expect(found.distinct).toBe(expected.distinct);
      close(kolmogorovTwoSample(found.kolmogorov, a.length, b.length), expected.pvalue, 1e-11);
    },
  );

  it('Jensen–Shannon distances', () => {
    for (const { p, q, distance } of golden.jensenShannon) close(jensenShannonDistance(p, q), distance, 1e-11);
    expect(jensenShannonDistance([1, 1], [2, 2])).toBe(0);
  });

  it.each(golden.histograms.map((entry, k) => [`${k}: ${entry.storage}`, entry] as const))(
    'bins of sample %s',
    (_name, { storage, a, b, sturges, doane }) => {
      const parts = [a, b].map(side => sortedMoments(Float64Array.from(side).sort()));
      const pooled = [...a, ...b];
      const shape: SampleShape = { count: pooled.length, minimum: Math.min(...pooled), maximum: Math.max(...pooled), storage };
      for (const [width, expected] of [
        [sturgesWidth(shape), sturges],
        [doaneWidth(parts, shape), doane],
      ] as const) {
        const edges = histogramEdges(shape, width);
        expect(edges.length).toBe(expected.edges.length);
        edges.forEach((edge, k) => close(edge, expected.edges[k] ?? NaN));
        expect(countInBins(Float64Array.from(a), edges)).toEqual(expected.a);
        expect(countInBins(Float64Array.from(b), edges)).toEqual(expected.b);
      }
    },
  );
});

describe('sortNumbers', () => {
  const plain = (values: Float64Array): number[] => [...values].sort((x, y) => x - y);

  it('agrees with the plain sort on any finite numbers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (values, repeats) => {
          const input = Float64Array.from(
            { length: values.length * repeats },
            (_, k) => (values[k % values.length] ?? 0) * (1 - (k % 7) / 9),
          );
          expect([...sortNumbers(input.slice())].map(value => value + 0)).toEqual(plain(input).map(value => value + 0));
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it.each([
    ['skewed', (u: number) => Math.exp(40 * u)],
    ['mostly zero', (u: number) => (u < 0.9 ? 0 : u)],
    ['few values', (u: number) => Math.floor(u * 5)],
    ['constant', () => 3],
    ['beyond the range of one subtraction', (u: number) => (u - 0.5) * 1.7e308 * 2],
    ['tiny', (u: number) => u * 1e-310],
    ['two clusters', (u: number) => (u < 0.5 ? u * 1e-9 : 1e9 + u)],
  ] as const)('sorts %s data', (_name, make) => {
    let state = 12345;
    const next = (): number => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
    const input = Float64Array.from({ length: 20_000 }, () => make(next()));
    expect([...sortNumbers(input.slice())]).toEqual(plain(input));
  });
});

describe('sortedDistances', () => {
  /** The definition: the two distribution functions, evaluated at every value. */
  function plain(a: readonly number[], b: readonly number[]): { kolmogorov: number; wasserstein: number } {
    const values = [...new Set([...a, ...b])].sort((x, y) => x - y);
    const share = (side: readonly number[], upTo: number): number => side.filter(value => value <= upTo).length / side.length;
    let kolmogorov = 0;
    let wasserstein = 0;
    values.forEach((value, k) => {
      const gap = Math.abs(share(a, value) - share(b, value));
      kolmogorov = Math.max(kolmogorov, gap);
      wasserstein += gap * ((values[k + 1] ?? value) - value);
    });
    return { kolmogorov, wasserstein };
  }

  it('agrees with the definition', () => {
    const side = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(side, side, (a, b) => {
        const found = sortedDistances(Float64Array.from(a).sort(), Float64Array.from(b).sort());
        const expected = plain(a, b);
        close(found.kolmogorov, expected.kolmogorov);
        close(found.wasserstein, expected.wasserstein);
        expect(found.distinct).toBe(new Set([...a, ...b]).size);
      }),
      { seed: 3 },
    );
  });
});
