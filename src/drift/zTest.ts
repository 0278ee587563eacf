import { normalTwoSidedSurvival } from '../numeric/normalSurvival';
import { sum } from '../numeric/sum';
import { type CountTable, countTest } from './countTest';
import { type SamplePair } from './samplePair';

interface FirstAndOthers extends CountTable {
  readonly first: number | string | undefined;
}

/**
 * "Is the share of a value the same on both sides?" Evidently's `z`: the pooled two-proportion z-test of all values but
 * the first in order. p is 1 where both sides hold one and the same value.
 *
 * Missing and infinite values are left out of each side by itself; equal values are counted together. Shares
 * are those of the values that are there.
 */
export const zTest = countTest({
  method: 'z',
  table: firstAndOthers,
  scoreCounts: ({ reference, current }) => twoProportionP([reference[1] ?? 0, sum(reference)], [current[1] ?? 0, sum(current)]),
  inputs: ({ reference, current, first }) =>
    first === undefined
      ? []
      : [
          { name: 'compared share', value: `all but ${String(first)}` },
          { name: 'of the reference', value: (reference[1] ?? 0) / sum(reference) },
          { name: 'of the current data', value: (current[1] ?? 0) / sum(current) },
        ],
});

function firstAndOthers(pair: SamplePair): FirstAndOthers {
  const { keys, reference, current } = pair.counts();
  if (keys.length < 2) return { reference, current, first: undefined };
  const first = smallest(keys);
  const split = (counts: readonly number[]): number[] => [counts[first] ?? 0, sum(counts) - (counts[first] ?? 0)];
  return { reference: split(reference), current: split(current), first: keys[first] };
}

/** The two-sided p-value that two shares, each [hits, of], are the same, by the pooled z-test. 1 where nothing varies. */
export function twoProportionP([hits1, of1]: readonly [number, number], [hits2, of2]: readonly [number, number]): number {
  const pooled = (hits1 + hits2) / (of1 + of2);
  const variance = pooled * (1 - pooled) * (1 / of1 + 1 / of2);
  return variance > 0 ? normalTwoSidedSurvival((hits1 / of1 - hits2 / of2) / Math.sqrt(variance)) : 1;
}

/** The place of the value that Python's `sorted` puts first. */
function smallest(keys: readonly (number | string)[]): number {
  let place = 0;
  keys.forEach((key, k) => {
    if (key < (keys[place] ?? key)) place = k;
  });
  return place;
}
