import { logGamma } from './logGamma';

/**
 * P(D⁺ ≥ x) for the one-sided one-sample Kolmogorov–Smirnov statistic of n values: SciPy's `special.smirnov`.
 * The sum of Birnbaum & Tingey (1951), each term by its logarithm; about 1e-16·n·log n relative. O(n).
 */
export function smirnovSurvival(n: number, x: number): number {
  if (x <= 0) return 1;
  if (x >= 1) return 0;
  const logFactorial = logGamma(n + 1);
  let sum = 0;
  for (let j = Math.floor(n * (1 - x)); j >= 0; j--) {
    const up = x + j / n;
    const down = 1 - up;
    const logChoose = logFactorial - logGamma(j + 1) - logGamma(n - j + 1);
    if (down > 0) sum += Math.exp(logChoose + (j - 1) * Math.log(up) + (n - j) * Math.log1p(-up));
    else if (n === j) sum += Math.exp(logChoose + (j - 1) * Math.log(up));
  }
  return Math.min(1, x * sum);
}
