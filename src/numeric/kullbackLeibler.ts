import { relativeEntropy } from './relativeEntropy';
import { sum } from './sum';

/**
 * The Kullback–Leibler divergence Σ p log(p / q), natural logarithm, of p from q: SciPy 1.17's `stats.entropy(p, q)`.
 * Both are scaled to sum 1. Infinite where q is 0 and p is not. O(bins).
 */
export function kullbackLeibler(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const pSum = sum(p);
  const qSum = sum(q);
  let divergence = 0;
  for (let k = 0; k < p.length; k++) divergence += relativeEntropy((p[k] as number) / pSum, (q[k] as number) / qSum);
  return divergence;
}
