import { normalTwoSidedSurvival } from '../numeric/normalSurvival';
import { type CategoryCounts } from './categoryCounts';
import { type DriftTestResult } from './driftTest';

const THRESHOLD = 0.05;

/**
 * "Is the share of a value the same on both sides?" Evidently's `z`: the pooled two-proportion z-test of all values but
 * the first in order; drift if p < 0.05. p is 1 where both sides hold one and the same value.
 */
export function zTest({ keys, reference, current }: CategoryCounts): DriftTestResult {
  const first = smallest(keys);
  const others = { reference: total(reference) - (reference[first] ?? 0), current: total(current) - (current[first] ?? 0) };
  const score = keys.length < 2 ? 1 : twoProportionP([others.reference, total(reference)], [others.current, total(current)]);
  return { method: 'z', score, threshold: THRESHOLD, drifted: score < THRESHOLD };
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

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
