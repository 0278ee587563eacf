import { factorialRemainder } from './factorialRemainder';
import { log1pRemainder } from './log1pRemainder';

/** The size up to which SciPy adds the exact terms. */
const LARGEST = 1_000_000;

/**
 * P(D⁺ ≥ x) for the one-sided one-sample Kolmogorov–Smirnov statistic of n values: SciPy's `special.smirnov`.
 * The sum of Birnbaum & Tingey (1951), each term by its deviance, which does not cancel; 1e-12 relative into the tail. O(n).
 * Above a million values SciPy takes the limit exp(-(6 n x + 1)² / (18 n)) instead, and so does this.
 */
export function smirnovSurvival(n: number, x: number): number {
  if (x <= 0) return 1;
  if (x >= 1) return 0;
  if (n > LARGEST) return Math.exp(-((6 * n * x + 1) ** 2) / (18 * n));
  const last = Math.floor(n * (1 - x));
  const whole = factorialRemainder(n);
  let sum = 0;
  for (let j = last; j >= 1; j--) {
    const rest = n - j;
    if (rest <= n * x) continue;
    const deviance = j * log1pRemainder((n * x) / j) + rest * log1pRemainder((-n * x) / rest);
    const logChoose = whole - factorialRemainder(j) - factorialRemainder(rest);
    sum += (Math.exp(logChoose - deviance) * Math.sqrt(n / (2 * Math.PI * j * rest))) / (x + j / n);
  }
  return Math.min(1, Math.exp(n * Math.log1p(-x)) + x * sum);
}
