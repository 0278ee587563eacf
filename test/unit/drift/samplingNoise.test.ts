import { describe, expect, it } from 'vitest';
import { type DriftMethod } from '../../../src/domain/driftMethod';
import { samplingNoise } from '../../../src/drift/samplingNoise';
import { SeededRandom } from '../../../src/numeric/seededRandom';
import { sortedDistances } from '../../../src/numeric/sortedDistances';
import { falseAlarms } from '../../support/noDrift';
import { normal, randomNumbers } from '../../support/randomNumbers';
import { pairOf } from '../../support/samplePairs';

function draws(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

describe('thresholds that alarm without drift are within the noise', () => {
  const random = randomNumbers(41);
  const level = (levels: number) => (): number => Math.floor(levels * random());
  it.each([
    ['chi-square, 8 categories, 500 and 500 rows', 'chisquare', 500, 500, level(8), 0.42],
    ['chi-square, 8 categories, 500 and 5,000 rows', 'chisquare', 500, 5000, level(8), 0.99],
    ['Jensen–Shannon, 100 levels, 2,000 and 2,000 rows', 'jensenshannon', 2000, 2000, level(100), 0.97],
    ['Wasserstein, 1,001 and 100 rows', 'wasserstein', 1001, 100, () => normal(random), 0.74],
  ] as const)('%s', (_name, method, n1, n2, draw, published) => {
    const rounds = 80;
    const type = method === 'wasserstein' ? 'numeric' : 'categorical';
    const { alarms, within, alarmsWithin } = falseAlarms({ method, type, n1, n2, draw, rounds });
    expect(Math.abs(alarms - published)).toBeLessThan(4 * Math.sqrt((published * (1 - published)) / rounds) + 0.01);
    expect(within).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / rounds));
    expect(alarms - alarmsWithin).toBeLessThan(0.05 + 4 * Math.sqrt((0.95 * 0.05) / rounds));
  });
});

describe('the noise of distances', () => {
  it.each([
    ['values', 900, 600, (random: () => number) => normal(random)],
    ['blocks', 5000, 3000, (random: () => number) => normal(random)],
    ['blocks with a heavy tail', 6000, 600, (random: () => number) => Math.exp(1.5 * normal(random))],
    ['few values', 4000, 2000, (random: () => number) => Math.round(3 * normal(random))],
  ] as const)('Wasserstein by %s is that of shuffled rows', (_name, n1, n2, make) => {
    const random = randomNumbers(7);
    const values = draws(n1 + n2, () => make(random));
    const pair = pairOf(values.slice(0, n1), values.slice(n1), { type: 'numeric' });
    const seeds = [1, 2, 3, 4, 5, 6];
    const noise = seeds.reduce((sum, seed) => sum + (samplingNoise('wasserstein', pair, seed)?.noise ?? NaN), 0) / seeds.length;
    // Both are known to about 2.5 %.
    expect(Math.abs(noise / shuffledNoise(values, n1) - 1)).toBeLessThan(0.08);
  });

  /** The 95th percentile over 1,500 shuffles of the rows. */
  function shuffledNoise(values: readonly number[], n1: number): number {
    const sorted = Float64Array.from(values).sort();
    const shuffle = new SeededRandom(3);
    const scores = Float64Array.from({ length: 1500 }, () => {
      const chosen = new Uint8Array(sorted.length);
      for (const place of shuffle.permutation(sorted.length).subarray(0, n1)) chosen[place] = 1;
      const reference = sorted.filter((_, k) => chosen[k] === 1);
      const mean = reference.reduce((sum, value) => sum + value, 0) / n1;
      const variance = reference.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n1;
      return (
        sortedDistances(
          reference,
          sorted.filter((_, k) => chosen[k] === 0),
        ).wasserstein / Math.sqrt(variance)
      );
    });
    return scores.sort()[1425] ?? NaN;
  }

  it('shrinks with the root of the sizes, and depends on the smaller side', () => {
    const random = randomNumbers(8);
    const noise = (n1: number, n2: number): number =>
      samplingNoise(
        'wasserstein',
        pairOf(
          draws(n1, () => normal(random)),
          draws(n2, () => normal(random)),
          { type: 'numeric' },
        ),
        1,
      )?.noise ?? NaN;
    expect(noise(1000, 1000) / noise(100_000, 100_000)).toBeCloseTo(10, 0);
    expect(noise(100_000, 500) / noise(500, 100_000)).toBeCloseTo(1, 1);
  });

  it('of two shares is exact: the score that no more than 5 % of tables exceed', () => {
    const pair = pairOf([0, 0, 1, 1], [0, 0, 1, 1], { type: 'categorical' });
    // The tables 4:0, 3:1, 2:2, 1:3 and 0:4 have the weights 1, 16, 36, 16, 1 of 70: 4:0 and 0:4 are less than 5 %.
    expect(samplingNoise('hellinger', pair, 1)?.noise).toBeCloseTo(Math.sqrt(1 - Math.sqrt(3) / 2), 12);
    expect(samplingNoise('fisher_exact', pair, 1)?.noise).toBeCloseTo(34 / 70, 12);
  });
});

describe('the noise of p-values', () => {
  it('of K-S without ties is the level, or the next step of D', () => {
    const random = randomNumbers(9);
    const noise = (n1: number, n2: number): number =>
      samplingNoise('ks', pairOf(draws(n1, random), draws(n2, random), { type: 'numeric' }), 1)?.noise ?? NaN;
    expect(noise(500, 300)).toBe(0.05);
    // SciPy: ks_2samp of 20 and 20 values has p = 0.0811 at D = 0.4 and 0.0335 at D = 0.45.
    expect(noise(20, 20)).toBeCloseTo(0.08105771161340149, 12);
    expect(noise(20_000, 20_000)).toBe(0.05);
  });

  it('of K-S on tied values is higher than the level: ties make it conservative', () => {
    const random = randomNumbers(10);
    const pair = pairOf(
      draws(600, () => Math.floor(6 * random())),
      draws(700, () => Math.floor(6 * random())),
      { type: 'numeric' },
    );
    expect(samplingNoise('ks', pair, 1)?.noise).toBeGreaterThan(0.06);
  });

  it("of Evidently's chi-square is far below the level, of the exact test above it", () => {
    const random = randomNumbers(11);
    const side = (size: number): number[] => draws(size, () => Math.floor(8 * random()));
    expect(samplingNoise('chisquare', pairOf(side(500), side(5000), { type: 'categorical' }), 1)?.noise).toBeLessThan(1e-10);
    const two = (): number[] => draws(40, () => Math.floor(2 * random()));
    expect(samplingNoise('fisher_exact', pairOf(two(), two(), { type: 'categorical' }), 1)?.noise).toBeGreaterThanOrEqual(0.05);
  });
});

describe('the noise', () => {
  const random = randomNumbers(12);
  const pair = pairOf(
    draws(300, () => Math.floor(30 * random())),
    draws(400, () => Math.floor(30 * random())),
    { type: 'categorical' },
  );

  it.each(['psi', 'TVD', 'chisquare', 'jensenshannon'] satisfies DriftMethod[])('of %s is the same for the same seed', method => {
    const first = samplingNoise(method, pair, 5)?.noise;
    expect(samplingNoise(method, pair, 5)?.noise).toBe(first);
    expect(first).toBeGreaterThan(0);
  });

  it('knows which way a score drifts', () => {
    const distance = samplingNoise('psi', pair, 1);
    expect([distance?.withinNoise(0), distance?.withinNoise(9)]).toEqual([true, false]);
    const probability = samplingNoise('TVD', pair, 1);
    expect([probability?.withinNoise(1), probability?.withinNoise(0)]).toEqual([true, false]);
  });

  it('of one and the same value is none, and that of text is not known', () => {
    const constant = pairOf([5, 5, 5], [5, 5], { type: 'numeric' });
    expect(samplingNoise('wasserstein', constant, 1)?.noise).toBe(0);
    expect(samplingNoise('ks', constant, 1)?.noise).toBe(1);
    expect(samplingNoise('jensenshannon', constant, 1)?.noise).toBe(0);
    expect(samplingNoise('abs_text_content_drift', pair, 1)).toBeNull();
  });
});
