import { relativeEntropy } from './relativeEntropy';
import { weightedSum } from './weightedSum';

/**
 * The Kullback–Leibler divergence Σ p log(p / q), natural logarithm, of p from q: SciPy 1.17's `stats.entropy(p, q)`.
 * Both are scaled to sum 1. Infinite where q is 0 and p is not. O(bins).
 * @param times how many bins have the counts at each place; absent: one
 */
export function kullbackLeibler(p: ArrayLike<number>, q: ArrayLike<number>, times?: ArrayLike<number>): number {
  const pSum = weightedSum(p, times);
  const qSum = weightedSum(q, times);
  let divergence = 0;
  for (let k = 0; k < p.length; k++) divergence += (times?.[k] ?? 1) * relativeEntropy((p[k] as number) / pSum, (q[k] as number) / qSum);
  return divergence;
}
