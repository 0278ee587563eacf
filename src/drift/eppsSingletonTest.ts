import { chiSquareSurvival } from '../numeric/chiSquareSurvival';
import { eppsSingleton } from '../numeric/eppsSingleton';
import { pooledQuantile } from '../numeric/pooledQuantile';
import { numericTest } from './numericTest';

/** The test needs a covariance of four dimensions on each side. */
const AT_LEAST = 5;

/**
 * "Do the characteristic functions of both sides agree?" Evidently's `es`: SciPy's `epps_singleton_2samp` at t = 0.4 and
 * 0.8, in units of half the interquartile range of both sides together. Needs no continuous distribution: ties do no harm.
 *
 * Missing and infinite values are left out of each side by itself. Where the middle half of the values is one value there is
 * no scale (Evidently fails), and below 5 values on a side none is computed (Evidently gives NaN and "no drift").
 */
export const eppsSingletonTest = numericTest('es', 'The Epps–Singleton test', ({ reference, current }) => {
  if (Math.min(reference.count, current.count) < AT_LEAST)
    return { reason: 'The Epps–Singleton test needs at least 5 values on each side.' };
  const [a, b] = [reference.sorted, current.sorted];
  const scale = (pooledQuantile(a, b, 0.75) - pooledQuantile(a, b, 0.25)) / 2;
  if (scale === 0) return { reason: 'The middle half of the values is one value: the Epps–Singleton test has no scale there.' };
  const { statistic, degrees, correction } = eppsSingleton(a, b, scale);
  return {
    score: chiSquareSurvival(statistic, degrees),
    inputs: [
      { name: 'W', value: statistic },
      { name: 'degrees of freedom', value: degrees },
      { name: 'half the interquartile range', value: scale },
      { name: 'small-sample factor', value: correction },
    ],
  };
});
