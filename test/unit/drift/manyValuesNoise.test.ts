import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DriftMethod } from '../../../src/domain/driftMethod';
import { alikeTables } from '../../../src/drift/alikeTables';
import { AlikeValues } from '../../../src/drift/alikeValues';
import { type CountTable, type CountTest, isCountTest } from '../../../src/drift/countTest';
import { driftTests } from '../../../src/drift/driftTests';
import { samplingNoise } from '../../../src/drift/samplingNoise';
import { AlikeDraws } from '../../../src/numeric/alikeDraws';
import { binomialSample } from '../../../src/numeric/binomialSample';
import { drawCounts } from '../../../src/numeric/drawCounts';
import { SeededRandom } from '../../../src/numeric/seededRandom';
import { kolmogorovTwoSample } from '../../../src/numeric/kolmogorovTwoSample';
import { sortedDistances } from '../../../src/numeric/sortedDistances';
import { sum } from '../../../src/numeric/sum';
import { falseAlarms } from '../../support/noDrift';
import { randomNumbers } from '../../support/randomNumbers';
import { pairOf } from '../../support/samplePairs';

const ROUNDS = 300;
const METHODS = ['jensenshannon', 'psi', 'kl_div', 'hellinger', 'chisquare', 'g_test'] satisfies DriftMethod[];

function countTestOf(method: DriftMethod): CountTest {
  const test = driftTests.get(method);
  if (test === undefined || !isCountTest(test)) throw new Error(`${method} is no test of counts.`);
  return test;
}

function alike(table: CountTable): CountTable {
  const values = new AlikeValues();
  for (let k = 0; k < table.reference.length; k++) values.add(table.reference[k] as number, table.current[k] as number);
  return values.table();
}

/** A table without drift: so many values, each with a weight, and rows of each side. */
function tableOf(weights: readonly number[], [n1, n2]: readonly [number, number], seed: number): CountTable {
  const random = randomNumbers(seed);
  const below = Float64Array.from(weights);
  for (let k = 1; k < below.length; k++) below[k] = (below[k] as number) + (below[k - 1] as number);
  const draw = (rows: number): number[] => {
    const counts = new Array<number>(weights.length).fill(0);
    for (let row = 0; row < rows; row++) {
      const at = random() * (below[below.length - 1] as number);
      let [low, high] = [0, below.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((below[middle] as number) > at) high = middle;
        else low = middle + 1;
      }
      counts[low] = (counts[low] as number) + 1;
    }
    return counts;
  };
  const [reference, current] = [draw(n1), draw(n2)];
  const seen = reference.map((_, k) => k).filter(k => (reference[k] as number) + (current[k] as number) > 0);
  return { reference: seen.map(k => reference[k] as number), current: seen.map(k => current[k] as number) };
}

/** The sorted scores by each method of so many tables. */
function scoresOf(draw: () => CountTable): Float64Array[] {
  const scores = METHODS.map(() => new Float64Array(ROUNDS));
  for (let round = 0; round < ROUNDS; round++) {
    const table = draw();
    METHODS.forEach((method, k) => {
      (scores[k] as Float64Array)[round] = countTestOf(method).scoreCounts(table);
    });
  }
  return scores.map(each => each.sort());
}

/** Tables parted anew, value by value. */
function drawnOneByOne(table: CountTable): () => CountTable {
  const random = new SeededRandom(77);
  const pooled = Float64Array.from(table.reference, (count, k) => count + (table.current[k] as number));
  const reference = new Float64Array(pooled.length);
  return () => {
    drawCounts(random, pooled, sum(table.reference), reference);
    return { reference, current: pooled.map((count, k) => count - (reference[k] as number)) };
  };
}

const equal = (values: number): number[] => Array.from({ length: values }, () => 1);
const SHAPES = {
  'equally frequent values': tableOf(equal(2400), [9000, 6000], 1),
  "values by Zipf's law": tableOf(
    Array.from({ length: 4000 }, (_, k) => 1 / (k + 1)),
    [12_000, 12_000],
    2,
  ),
  'ids, each once': tableOf(equal(400_000), [1500, 900], 3),
  'a small side': tableOf(equal(3000), [40, 5000], 4),
};

describe('values of which those with the same counts stand together', () => {
  it.each(METHODS)('have the score by %s of all of them', method => {
    const test = countTestOf(method);
    const count = fc.oneof(fc.nat(3), fc.nat(200), fc.nat(2 ** 30));
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 60 }), pairs => {
        const table = { reference: [...pairs.map(([first]) => first), 1, 2], current: [...pairs.map(([, second]) => second), 3, 1] };
        const seen = table.reference.map((_, k) => k).filter(k => (table.reference[k] as number) + (table.current[k] as number) > 0);
        const plain = { reference: seen.map(k => table.reference[k] as number), current: seen.map(k => table.current[k] as number) };
        const [expected, found] = [test.scoreCounts(plain), test.scoreCounts(alike(plain))];
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, Math.abs(expected)));
      }),
    );
  });
});

describe('drawing many values at once', () => {
  it('parts every value, and draws as many rows as were asked for', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 300 })), {
          selector: ([size]) => size,
          minLength: 1,
        }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.nat(1000),
        (sizes, share, seed) => {
          const alikeKinds = { things: sizes.map(([size]) => size), kinds: sizes.map(([, kinds]) => kinds) };
          const total = sizes.reduce((rows, [size, kinds]) => rows + size * kinds, 0);
          const drawn = Math.round(share * total);
          const draws = new AlikeDraws(new SeededRandom(seed), alikeKinds, drawn);
          const found = draws.next();
          expect(found.drawn.reduce((rows, count, k) => rows + count * (found.times[k] as number), 0)).toBe(drawn);
          const kinds = new Map<number, number>();
          found.times.forEach((times, k) => {
            const size = (found.drawn[k] as number) + (found.left[k] as number);
            expect(Math.min(found.drawn[k] as number, found.left[k] as number)).toBeGreaterThanOrEqual(0);
            expect(times).toBeGreaterThan(0);
            kinds.set(size, (kinds.get(size) ?? 0) + times);
          });
          expect([...kinds].sort(([a], [b]) => a - b)).toEqual([...sizes].sort(([a], [b]) => a - b));
        },
      ),
    );
  });

  it.each([
    [12, 0.3],
    [400, 0.004],
    [90, 0.5],
    [2_000_000, 0.7],
  ])('a binomial draw of %i trials at %d has the mean, the variance and the skewness', (trials, chance) => {
    const random = new SeededRandom(5);
    const draws = Array.from({ length: 60_000 }, () => binomialSample(random, trials, chance));
    const mean = sum(draws) / draws.length;
    const power = (of: number): number => draws.reduce((total, draw) => total + (draw - mean) ** of, 0) / draws.length;
    const variance = trials * chance * (1 - chance);
    expect(Math.abs(mean - trials * chance)).toBeLessThan(4 * Math.sqrt(variance / draws.length));
    expect(Math.abs(power(2) / variance - 1)).toBeLessThan(0.03);
    expect(Math.abs(power(3) / variance ** 1.5 - (1 - 2 * chance) / Math.sqrt(variance))).toBeLessThan(0.05);
  });

  it.each(Object.entries(SHAPES))('of %s gives scores as values drawn one by one give them', (_name, table) => {
    const [expected, found] = [scoresOf(drawnOneByOne(table)), scoresOf(alikeTables(table, new SeededRandom(1)))];
    METHODS.forEach((method, k) => {
      // Sums in another order differ in their last digits, which ties do not forgive.
      const [a, b] = [expected, found].map(scores => Float64Array.from(scores[k] as Float64Array, score => Math.fround(score)));
      const { kolmogorov } = sortedDistances(a ?? new Float64Array(), b ?? new Float64Array());
      expect([method, kolmogorovTwoSample(kolmogorov, ROUNDS, ROUNDS) > 1e-3]).toEqual([method, true]);
    });
  });
});

describe('the noise of more than 20,000 categories', () => {
  const random = randomNumbers(12);
  it.each([
    ['jensenshannon', 40_000, 25_000, () => Math.floor(30_000 * random())],
    ['hellinger', 30_000, 30_000, () => Math.floor(25_000 * random() ** 2)],
    ['psi', 60_000, 20_000, () => Math.floor(24_000 * random())],
  ] as const)('covers 95 of 100 scores by %s without drift', (method, n1, n2, draw) => {
    const rounds = 40;
    const { alarms, within } = falseAlarms({ method, type: 'categorical', n1, n2, draw, rounds });
    expect(alarms).toBe(1);
    expect(Math.abs(within - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / rounds));
  });

  it('is the same for the same seed, and tells drift from chance', () => {
    const level = (): number => Math.floor(30_000 * random());
    const side = (rows: number, shift: number): number[] => Array.from({ length: rows }, () => level() + shift);
    const [same, moved] = [
      pairOf(side(40_000, 0), side(40_000, 0), { type: 'categorical' }),
      pairOf(side(40_000, 0), side(40_000, 6000), { type: 'categorical' }),
    ];
    const score = (pair: typeof same): number => countTestOf('jensenshannon').scoreCounts(pair.counts());
    expect(samplingNoise('jensenshannon', same, 1)?.noise).toBe(samplingNoise('jensenshannon', same, 1)?.noise);
    expect(samplingNoise('jensenshannon', same, 1)?.withinNoise(score(same) * 0.99)).toBe(true);
    expect(samplingNoise('jensenshannon', moved, 1)?.withinNoise(score(moved))).toBe(false);
  });
});
