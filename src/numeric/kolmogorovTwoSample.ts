import { kolmogorovSurvival } from './kolmogorovSurvival';
import { roundHalfEven } from './roundHalfEven';

/** The sample size up to which SciPy's `method="auto"` computes the exact p-value. */
const EXACT_UP_TO = 10_000;

/**
 * The p-value of the two-sided two-sample Kolmogorov–Smirnov test, as SciPy 1.17's `ks_2samp(…, method="auto")` gives it:
 * exact where the larger sample has at most 10,000 values, else the one-sample distribution at the effective size.
 *
 * @param distance the largest gap between the two empirical distribution functions, in [0, 1]
 */
export function kolmogorovTwoSample(distance: number, n1: number, n2: number): number {
  const { size } = kolmogorovPath(n1, n2);
  if (size !== undefined) return kolmogorovSurvival(size, distance);
  const divisor = greatestCommonDivisor(n1, n2);
  const steps = roundHalfEven(distance * (n1 / divisor) * n2);
  if (steps === 0) return 1;
  const probability = n1 === n2 ? outsideSquare(n1, steps) : outsideBand(n1, n2, steps);
  return Math.min(1, Math.max(0, probability));
}

/** How that p-value is computed; `size` is the one-sample size of the limit. */
export function kolmogorovPath(n1: number, n2: number): { readonly name: string; readonly size?: number } {
  if (Math.max(n1, n2) > EXACT_UP_TO) return { name: 'one-sample limit', size: roundHalfEven((n1 * n2) / (n1 + n2)) };
  return { name: n1 === n2 ? 'exact, equal sizes' : 'exact, unequal sizes' };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * Equal sizes: the share of lattice paths that leave the band, by reflection (Gnedenko & Korolyuk 1951):
 * 2 Σ (-1)^(k-1) C(2n, n - k·steps) / C(2n, n), nested so that every term is a product of ratios. O(n).
 */
function outsideSquare(n: number, steps: number): number {
  let nested = 0;
  for (let k = Math.floor(n / steps); k >= 0; k--) {
    let ratio = 1;
    for (let j = 0; j < steps; j++) ratio *= (n - k * steps - j) / (n + k * steps + j + 1);
    nested = ratio * (1 - nested);
  }
  return 2 * nested;
}

/**
 * Unequal sizes: P(x, y), the probability that a random lattice path to (x, y) has touched the band's edge, is 1 outside
 * the band and (x P(x-1, y) + y P(x, y-1)) / (x + y) inside (Hodges 1957, in the complemented form of Viehmann 2021, which
 * keeps relative accuracy in the tail). Only one column is kept. O(distance · n1 · n2) time.
 */
function outsideBand(n1: number, n2: number, steps: number): number {
  const long = Math.max(n1, n2);
  const short = Math.min(n1, n2);
  const divisor = greatestCommonDivisor(long, short);
  const up = long / divisor;
  const across = short / divisor;
  const column = new Float64Array(short + 2).fill(1);
  const end = (x: number): number => Math.min(Math.ceil((across * x + steps) / up), short + 1);
  column.fill(0, 0, end(0));
  for (let x = 1; x <= long; x++) {
    const from = Math.max(Math.floor((across * x - steps) / up) + 1, 0);
    const to = end(x);
    if (to <= from) return 1;
    if (from > 0) column[from - 1] = 1;
    let value = from === 0 ? 0 : 1;
    for (let y = from; y < to; y++) {
      value = ((column[y] ?? 1) * x + value * y) / (x + y);
      column[y] = value;
    }
  }
  return column[short] ?? 1;
}
