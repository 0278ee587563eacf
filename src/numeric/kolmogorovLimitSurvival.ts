/**
 * P(K ≥ x) for the limit of √n D, the two-sided one-sample Kolmogorov–Smirnov statistic: SciPy's `special.kolmogorov`.
 * The alternating series 2 Σ (-1)^(k-1) exp(-2 k² x²) above 1; below, where it converges slowly, 1 less Jacobi's
 * transform of it, √(2π)/x Σ exp(-(2k - 1)² π² / (8 x²)). O(1).
 */
export function kolmogorovLimitSurvival(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k <= 9; k += 2) sum += Math.exp(-((k * Math.PI) ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 5; k >= 1; k--) sum = Math.exp(-2 * k * k * x * x) - sum;
  return 2 * sum;
}
