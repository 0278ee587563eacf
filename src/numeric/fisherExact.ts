import { hypergeometricWeights } from './hypergeometricWeights';

/** Weights this close count as equal: the two tails' ratios are rounded apart. */
const SLACK = 1e-11;

/**
 * Fisher's exact test of a 2×2 table [[a, b], [c, d]], two-sided: how likely a table with the same margins is that is at
 * most as likely as this one. SciPy's `fisher_exact`. 1 where a row or a column is empty. O(√n).
 */
export function fisherExact([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number {
  if (a + b === 0 || c + d === 0 || a + c === 0 || b + d === 0) return 1;
  const { first, weights, sum } = hypergeometricWeights({ total: a + b + c + d, marked: a + c, drawn: a + b });
  const own = (weights[a - first] ?? 0) * (1 + SLACK);
  let asUnlikely = 0;
  for (const weight of weights) if (weight <= own) asUnlikely += weight;
  return Math.min(1, asUnlikely / sum);
}
