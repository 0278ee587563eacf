import { fitQuadratic } from './fitQuadratic';
import { CompensatedSum } from './compensatedSum';

/** Scholz and Stephens' (1987) Table 2 for two samples: critical values of the standardized statistic and their significance. */
const SIGNIFICANCE = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
const CRITICAL = [
  0.675 - 0.245 - 0.105,
  1.281 + 0.25 - 0.305,
  1.645 + 0.678 - 0.362,
  1.96 + 1.149 - 0.391,
  2.326 + 1.822 - 0.396,
  2.573 + 2.364 - 0.345,
  3.085 + 3.615 - 0.154,
];
const LOWEST = Math.min(...CRITICAL);
const HIGHEST = Math.max(...CRITICAL);
const logSignificance = fitQuadratic(CRITICAL, SIGNIFICANCE.map(Math.log));

/** Below this many values in both samples together the statistic has no finite variance. */
export const ANDERSON_DARLING_AT_LEAST = 4;

/**
 * The standardized two-sample Anderson–Darling statistic (A² - 1) / σ, midrank version: SciPy 1.17's
 * `anderson_ksamp(…, midrank=True).statistic`. O(n + m).
 *
 * @param anderson A²akN, from `rankStatistics`
 */
export function andersonDarlingStatistic(anderson: number, n: number, m: number): number {
  return (anderson - 1) / Math.sqrt(andersonDarlingVariance(n, m));
}

/**
 * Its p-value as SciPy interpolates it: a quadratic through the logarithms of seven significance levels, and never
 * outside [0.001, 0.25]: 0.25 says "0.25 or more". O(1).
 */
export function andersonDarlingP(statistic: number): number {
  if (statistic < LOWEST) return 0.25;
  if (statistic > HIGHEST) return 0.001;
  return Math.exp(logSignificance(statistic));
}

/** The variance of A² for two samples: Scholz & Stephens' equation 4 with k = 2. */
function andersonDarlingVariance(n: number, m: number): number {
  const total = n + m;
  const { h, g } = harmonicSums(total);
  const inverse = 1 / n + 1 / m;
  const a = 4 * g - 6 + (10 - 6 * g) * inverse;
  const b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverse + 4 * h;
  const d = (2 * h + 6) * 4 - 8 * h;
  return (a * total ** 3 + b * total ** 2 + c * total + d) / ((total - 1) * (total - 2) * (total - 3));
}

/** h = Σ 1/i for i < total, and g = Σ Σ 1 / ((total - i) j) over i < j < total. */
function harmonicSums(total: number): { readonly h: number; readonly g: number } {
  const inner = new CompensatedSum();
  const outer = new CompensatedSum();
  for (let i = 2; i < total; i++) {
    inner.add(1 / (total + 1 - i));
    outer.add(inner.total() / i);
  }
  return { h: inner.total() + 1, g: outer.total() };
}
