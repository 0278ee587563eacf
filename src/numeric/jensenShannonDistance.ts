import { relativeEntropy } from './relativeEntropy';
import { sum } from './sum';

/**
 * The Jensen–Shannon distance (the square root of the divergence, natural logarithm) between two distributions over the
 * same bins: SciPy 1.17's `spatial.distance.jensenshannon`. Both sides are scaled to sum 1. Between 0 and √(ln 2). O(bins).
 */
export function jensenShannonDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const pTotal = sum(p);
  const qTotal = sum(q);
  let divergence = 0;
  for (let k = 0; k < p.length; k++) {
    const a = (p[k] ?? 0) / pTotal;
    const b = (q[k] ?? 0) / qTotal;
    const mean = (a + b) / 2;
    divergence += relativeEntropy(a, mean) + relativeEntropy(b, mean);
  }
  return Math.sqrt(Math.max(0, divergence) / 2);
}
