import { drawCounts } from '../numeric/drawCounts';
import { SeededRandom } from '../numeric/seededRandom';
import { sum } from '../numeric/sum';
import { weightedSum } from '../numeric/weightedSum';
import { alikeTables, MOST_ONE_BY_ONE } from './alikeTables';
import { type CountTable, countTest, valuesOf } from './countTest';
import { NOISE_ROUNDS, upperNoise } from './noiseQuantile';

/** Evidently's number of permutations. */
const PERMUTATIONS = 1000;

/**
 * "Would shuffled rows be as far apart?" Evidently's `TVD`, whose score is not the total variation distance but the share
 * of 1,000 permutations that reach it. Evidently shuffles rows by NumPy's stream of seed 0; here the counts of each
 * permutation are drawn, from seed 0 of the same generator, so that the score differs from Evidently's by chance alone
 * (standard error √(p (1 - p) / 1,000)) and rows need not be kept. O(values × 1,000).
 *
 * Missing and infinite values are left out of each side by itself; equal values are counted together.
 * Permutations that are exactly as far apart as the sides reach it.
 */
export const totalVariationTest = countTest({
  method: 'TVD',
  table: pair => pair.tallies(),
  scoreCounts: table => {
    const observed = totalVariation(table);
    const random = new SeededRandom(0);
    const byChance =
      table.times === undefined ? variationsByChance(table, random, PERMUTATIONS) : variationsOfMany(table, random, PERMUTATIONS);
    return byChance.filter(each => each >= observed).length / PERMUTATIONS;
  },
  inputs: table => [
    {
      name: 'total variation distance',
      value: totalVariation(table) / (2 * weightedSum(table.reference, table.times) * weightedSum(table.current, table.times)),
    },
    { name: 'permutations', value: PERMUTATIONS },
  ],
});

/** The score that 5 % of permutations are at or below: the share of them that reach their own 95th percentile. */
export function totalVariationNoise(table: CountTable, seed: number): number {
  const drawn = valuesOf(table) > MOST_ONE_BY_ONE ? variationsOfMany : variationsByChance;
  const distances = drawn(table, new SeededRandom(seed), NOISE_ROUNDS);
  const limit = upperNoise(distances);
  return distances.filter(each => each >= limit).length / distances.length;
}

/** The distances (in the unit of `totalVariation`) of so many permutations of a table. */
function variationsByChance(table: CountTable, random: SeededRandom, rounds: number): Float64Array {
  const pooled = Float64Array.from(table.reference, (count, k) => count + (table.current[k] as number));
  const drawn = sum(table.reference);
  const reference = new Float64Array(pooled.length);
  const current = new Float64Array(pooled.length);
  return Float64Array.from({ length: rounds }, () => {
    drawCounts(random, pooled, drawn, reference);
    for (let k = 0; k < pooled.length; k++) current[k] = (pooled[k] as number) - (reference[k] as number);
    return totalVariation({ reference, current });
  });
}

/** The same where there are too many values to be drawn one by one. */
function variationsOfMany(table: CountTable, random: SeededRandom, rounds: number): Float64Array {
  const draw = alikeTables(table, random);
  return Float64Array.from({ length: rounds }, () => totalVariation(draw()));
}

/** The total variation distance times 2 n1 n2: a whole number, so that equal distances are equal. */
function totalVariation({ reference, current, times }: CountTable): number {
  const n1 = weightedSum(reference, times);
  const n2 = weightedSum(current, times);
  let distance = 0;
  for (let k = 0; k < reference.length; k++)
    distance += (times?.[k] ?? 1) * Math.abs((reference[k] as number) * n2 - (current[k] as number) * n1);
  return distance;
}
