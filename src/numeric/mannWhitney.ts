import { mannWhitneyCdf } from './mannWhitneyCdf';
import { normalSurvival } from './normalSurvival';

/** SciPy's rule: exact if the smaller sample has at most this many values and nothing is tied. */
const EXACT_UP_TO = 8;
/** Pairs of values beyond which the exact distribution is not counted: its table would outgrow 64 MB. SciPy would run for hours. */
const EXACT_PAIRS = 1 << 24;

/** What `rankStatistics` found of two samples of n and m values. */
export interface MannWhitneyInput {
  readonly u: number;
  readonly ties: number;
  readonly n: number;
  readonly m: number;
}

/**
 * "Is the first sample stochastically less than the second?" SciPy 1.17's `mannwhitneyu(x, y, alternative="less")`: exact
 * for small samples without ties, else the normal approximation with the ties' variance and a continuity correction of ½.
 * 1 where all values are the same. O(1), exact O(n m).
 */
export function mannWhitneyLess(input: MannWhitneyInput): number {
  const { u, n, m } = input;
  return mannWhitneyPath(input) === 'exact' ? mannWhitneyCdf(u, n, m) : upperTail(n * m - u, input);
}

/** "Is either stochastically less?" SciPy's `mannwhitneyu(x, y)`, two-sided: twice the smaller tail, at most 1. */
export function mannWhitneyTwoSided(input: MannWhitneyInput): number {
  const { u, n, m } = input;
  const larger = Math.max(u, n * m - u);
  const tail = mannWhitneyPath(input) === 'exact' ? mannWhitneyCdf(n * m - larger, n, m) : upperTail(larger, input);
  return Math.min(1, 2 * tail);
}

/** How both p-values are computed. */
export function mannWhitneyPath({ ties, n, m }: MannWhitneyInput): 'exact' | 'normal approximation' {
  return Math.min(n, m) <= EXACT_UP_TO && ties === 0 && n * m <= EXACT_PAIRS ? 'exact' : 'normal approximation';
}

function upperTail(u: number, { ties, n, m }: MannWhitneyInput): number {
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  return variance > 0 ? normalSurvival((u - (n * m) / 2 - 0.5) / Math.sqrt(variance)) : 1;
}
