import { besselKQuarter } from './besselKQuarter';
import { cramerVonMisesExact } from './cramerVonMisesExact';
import { logGamma } from './logGamma';

/** The size of the larger sample up to which the p-value is exact. */
const EXACT_UP_TO = 20;
/** Where the series for the limit ends: p is noise below this. */
const SMALLEST_TERM = 1e-7;

/** How the p-value of two samples of these sizes is computed. */
export function cramerVonMisesPath(n: number, m: number): 'exact' | 'limit distribution' {
  return Math.max(n, m) > EXACT_UP_TO ? 'limit distribution' : 'exact';
}

/** The two-sample statistic T: Anderson's (1962) equation 9 of his U, which `rankStatistics` gives. */
export function cramerVonMisesStatistic(cramer: number, n: number, m: number): number {
  const pairs = n * m;
  return cramer / (pairs * (n + m)) - (4 * pairs - 1) / (6 * (n + m));
}

/**
 * The p-value of the two-sample Cramér–von Mises test as Evidently's own copy of SciPy's computes it: exact where the
 * larger sample has at most 20 values, else by the limit distribution of the standardized statistic, whose series ends
 * at 1e-7: a smaller p is noise, and 0 at times. Both samples need two values. O(1), exact about 10 ms at worst.
 *
 * @param cramer Cramér–von Mises' U, from `rankStatistics`
 */
export function cramerVonMisesP(cramer: number, n: number, m: number): number {
  if (cramerVonMisesPath(n, m) === 'exact') return cramerVonMisesExact(cramer, n, m);
  const pairs = n * m;
  const total = n + m;
  const mean = (1 + 1 / total) / 6;
  const variance = ((total + 1) * (4 * pairs * total - 3 * (n * n + m * m) - 2 * pairs)) / (45 * total * total * 4 * pairs);
  const standardized = 1 / 6 + (cramerVonMisesStatistic(cramer, n, m) - mean) / Math.sqrt(45 * variance);
  return standardized < 0.003 ? 1 : Math.max(0, 1 - limitCdf(standardized));
}

/** Csörgő & Faraway's (1996) equation 1.3, with terms added until one is below 1e-7. */
function limitCdf(x: number): number {
  let sum = 0;
  for (let k = 0; ; k++) {
    const odd = 4 * k + 1;
    const q = (odd * odd) / (16 * x);
    const weight = Math.exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x));
    const term = weight * Math.sqrt(odd) * Math.exp(-q) * besselKQuarter(q);
    sum += term;
    if (Math.abs(term) < SMALLEST_TERM) return sum;
  }
}
