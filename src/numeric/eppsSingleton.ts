import { symmetricEigen } from './symmetricEigen';
import { type TrigonometricMoments, trigonometricMoments } from './trigonometricMoments';

/** A direction whose variance is below this share of the largest is left out, as SciPy's `pinv` and `matrix_rank` do. */
const NEGLIGIBLE = 4 * Number.EPSILON;
/** Below this size of the larger sample Epps and Singleton's correction applies. */
const CORRECTED_BELOW = 25;

export interface EppsSingleton {
  /** W, the small-sample correction included; about χ² distributed. */
  readonly statistic: number;
  /** The rank of the covariance of the characteristic functions, at most 4. */
  readonly degrees: number;
  /** What W was multiplied by: 1 for larger samples. */
  readonly correction: number;
}

/**
 * "Do the characteristic functions of both samples agree at t = 0.4 and 0.8?" SciPy 1.17's `epps_singleton_2samp`, from
 * sorted samples of at least 5 values. One sine and cosine for each distinct value: O(n + m).
 *
 * @param scale half the interquartile range of both samples together, not 0
 */
export function eppsSingleton(a: Float64Array, b: Float64Array, scale: number): EppsSingleton {
  const counted = (sorted: Float64Array): CountedMoments => ({ count: sorted.length, moments: trigonometricMoments(sorted, 0.4 / scale) });
  return eppsSingletonOf(counted(a), counted(b));
}

interface CountedMoments {
  readonly count: number;
  readonly moments: TrigonometricMoments;
}

/** The same from both samples' moments at 0.4 / scale. */
export function eppsSingletonOf(a: CountedMoments, b: CountedMoments): EppsSingleton {
  const [n, m] = [a.count, b.count];
  const total = n + m;
  const [first, second] = [a.moments, b.moments];
  const { values, vectors } = symmetricEigen(weightedSum(first, total / n, second, total / m));
  const kept = independent(values);
  let statistic = 0;
  for (const k of kept) {
    const along = (vectors[k] ?? []).reduce((sum, part, i) => sum + part * ((first.mean[i] ?? 0) - (second.mean[i] ?? 0)), 0);
    statistic += (total * along * along) / (values[k] ?? 1);
  }
  const correction = Math.max(n, m) < CORRECTED_BELOW ? 1 / (1 + total ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7)) : 1;
  return { statistic: statistic * correction, degrees: kept.length, correction };
}

function weightedSum(a: TrigonometricMoments, ofA: number, b: TrigonometricMoments, ofB: number): number[][] {
  return a.covariance.map((row, i) => row.map((entry, j) => ofA * entry + ofB * (b.covariance[i]?.[j] ?? 0)));
}

function independent(values: readonly number[]): number[] {
  const largest = Math.max(...values.map(Math.abs));
  return [...values.keys()].filter(k => Math.abs(values[k] ?? 0) > NEGLIGIBLE * largest);
}
