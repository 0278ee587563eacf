import { type DistributionGap } from '../domain/distribution';

/**
 * Where the empirical distribution functions of two sorted samples are farthest apart: the distance is Kolmogorov and
 * Smirnov's D. Of several such places the least. Null for an empty side. O(n).
 */
export function distributionGap(reference: Float64Array, current: Float64Array): DistributionGap | null {
  if (reference.length === 0 || current.length === 0) return null;
  let found = { at: reference[0] as number, reference: 0, current: 0 };
  let [i, j] = [0, 0];
  while (i < reference.length || j < current.length) {
    const at = Math.min(reference[i] ?? Infinity, current[j] ?? Infinity);
    while (i < reference.length && (reference[i] as number) <= at) i++;
    while (j < current.length && (current[j] as number) <= at) j++;
    const [below, belowNow] = [i / reference.length, j / current.length];
    if (Math.abs(below - belowNow) > Math.abs(found.reference - found.current)) found = { at, reference: below, current: belowNow };
  }
  return found;
}
