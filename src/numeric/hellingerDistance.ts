import { weightedSum } from './weightedSum';

/**
 * The Hellinger distance √(1 - Σ √(p q)) of two distributions over the same values or bins, as √(½ Σ (√p - √q)²), which
 * does not cancel where they are close. Both are scaled to sum 1. Between 0 and 1. O(bins).
 * @param times how many bins have the counts at each place; absent: one
 */
export function hellingerDistance(p: ArrayLike<number>, q: ArrayLike<number>, times?: ArrayLike<number>): number {
  const pSum = weightedSum(p, times);
  const qSum = weightedSum(q, times);
  let squares = 0;
  for (let k = 0; k < p.length; k++)
    squares += (times?.[k] ?? 1) * (Math.sqrt((p[k] as number) / pSum) - Math.sqrt((q[k] as number) / qSum)) ** 2;
  return Math.sqrt(Math.min(1, squares / 2));
}
