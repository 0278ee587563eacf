import { normalTwoSidedSurvival } from '../../numeric/normalSurvival';
import { type StrictVerdict } from '../contract';

/**
 * "Are the current values higher or lower?" by the two-sided Mann–Whitney test with its normal approximation and the
 * correction for ties; null where it is not significant, as when only the spread changed. O(n + m).
 */
export function direction(reference: Float64Array, current: Float64Array, significance: number): StrictVerdict['direction'] {
  const { wins, ties } = comparePairs(reference, current);
  const [n, m] = [reference.length, current.length];
  const variance = ((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
  if (!(variance > 0)) return null;
  const z = (wins - (n * m) / 2) / Math.sqrt(variance);
  if (normalTwoSidedSurvival(z) > significance) return null;
  return z > 0 ? 'higher' : 'lower';
}

/** In how many pairs the current value is the higher one (ties half), and Σ t³ − t over the groups of equal values. */
function comparePairs(reference: Float64Array, current: Float64Array): { wins: number; ties: number } {
  let before = 0;
  let after = 0;
  let wins = 0;
  let ties = 0;
  while (before < reference.length || after < current.length) {
    const value = Math.min(reference[before] ?? Infinity, current[after] ?? Infinity);
    const equalBefore = countEqual(reference, before, value);
    const equalAfter = countEqual(current, after, value);
    wins += equalAfter * (before + equalBefore / 2);
    const equal = equalBefore + equalAfter;
    ties += equal ** 3 - equal;
    before += equalBefore;
    after += equalAfter;
  }
  return { wins, ties };
}

function countEqual(sorted: Float64Array, from: number, value: number): number {
  let to = from;
  while (to < sorted.length && sorted[to] === value) to++;
  return to - from;
}
