import { logGamma } from '../../numeric/logGamma';

/** Tables this close to the observed one's probability count as equally likely: their logarithms carry rounding errors. */
const SLACK = 1e-7;

/**
 * Fisher's exact two-sided p-value that two sides share one rate, each [hits, of]: the probability, with both margins
 * fixed, of the tables that are not likelier than the observed one. O(the smaller margin).
 */
export function twoByTwoExact([hits1, of1]: readonly [number, number], [hits2, of2]: readonly [number, number]): number {
  const hits = hits1 + hits2;
  const all = logChoose(of1 + of2, hits);
  const probability = (first: number): number => Math.exp(logChoose(of1, first) + logChoose(of2, hits - first) - all);
  const limit = probability(hits1) * (1 + SLACK);
  let sum = 0;
  for (let first = Math.max(0, hits - of2); first <= Math.min(hits, of1); first++) {
    const each = probability(first);
    if (each <= limit) sum += each;
  }
  return Math.min(1, sum);
}

/** The natural logarithm of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
