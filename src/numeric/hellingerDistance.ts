import { sum } from './sum';

/**
 * The Hellinger distance √(1 - Σ √(p q)) of two distributions over the same values or bins, as √(½ Σ (√p - √q)²), which
 * does not cancel where they are close. Both are scaled to sum 1. Between 0 and 1. O(bins).
 */
export function hellingerDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const pSum = sum(p);
  const qSum = sum(q);
  let squares = 0;
  for (let k = 0; k < p.length; k++) squares += (Math.sqrt((p[k] as number) / pSum) - Math.sqrt((q[k] as number) / qSum)) ** 2;
  return Math.sqrt(Math.min(1, squares / 2));
}
