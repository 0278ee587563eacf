import { durbinKolmogorov } from './durbinKolmogorov';
import { logGamma } from './logGamma';
import { pelzGood } from './pelzGood';
import { smirnovSurvival } from './smirnovSurvival';

/**
 * P(D ≥ x) for the two-sided one-sample Kolmogorov–Smirnov statistic of n values: SciPy 1.17's `kstwo.sf`.
 * Simard & L'Ecuyer (2011) choose the formula by n and n x²; up to n = 140 the matrix stands in for Pomeranz's recursion,
 * which gives the same exact value. Up to there it is within 1e-11 relative of the value: it is taken from 1 where n x² ≤ 4,
 * and just above, as in SciPy, both sides are not quite exclusive; from n x² = 4.6 on within 1e-12. Beyond n = 140, where the
 * middle is an expansion (off by up to 5e-6), it is within 1e-12 of SciPy's.
 */
export function kolmogorovSurvival(n: number, x: number): number {
  if (x >= 1) return 0;
  const t = n * x;
  if (t <= 0.5) return 1;
  return clip(edge(n, x, t) ?? middle(n, x, t));
}

/** The two ends, where the distribution is a polynomial (Ruben & Gambino 1982), and x ≥ ½, where the two sides exclude each other. */
function edge(n: number, x: number, t: number): number | null {
  if (t <= 1) return 1 - Math.exp(logGamma(n + 1) + n * (Math.log(2 * t - 1) - Math.log(n)));
  if (t >= n - 1) return 2 * (1 - x) ** n;
  if (x >= 0.5) return 2 * smirnovSurvival(n, x);
  return null;
}

function middle(n: number, x: number, t: number): number {
  const square = t * x;
  if (n <= 140) return square <= 4 ? 1 - durbinKolmogorov(n, x) : 2 * smirnovSurvival(n, x);
  if (square >= 370) return 0;
  if (square >= 2.2) return 2 * smirnovSurvival(n, x);
  if (n <= 100_000 && n * x ** 1.5 <= 1.4) return 1 - durbinKolmogorov(n, x);
  return 1 - pelzGood(n, x);
}

function clip(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}
