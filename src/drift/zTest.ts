import { normalTwoSidedSurvival } from '../numeric/normalSurvival';
import { type DriftTest } from './driftTest';

/**
 * "Is the share of a value the same on both sides?" Evidently's `z`: the pooled two-proportion z-test of all values but
 * the first in order. p is 1 where both sides hold one and the same value.
 */
export const zTest: DriftTest = {
  method: 'z',
  score: pair => {
    const { keys, reference, current } = pair.counts();
    if (keys.length < 2) return { score: 1, inputs: [] };
    const first = smallest(keys);
    const others = { reference: total(reference) - (reference[first] ?? 0), current: total(current) - (current[first] ?? 0) };
    const score = twoProportionP([others.reference, total(reference)], [others.current, total(current)]);
    return {
      score,
      inputs: [
        { name: 'compared share', value: `all but ${String(keys[first])}` },
        { name: 'of the reference', value: others.reference / total(reference) },
        { name: 'of the current data', value: others.current / total(current) },
      ],
    };
  },
};

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

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
