import { chiSquareSurvival } from '../numeric/chiSquareSurvival';
import { type EppsSingleton, eppsSingleton } from '../numeric/eppsSingleton';
import { pooledQuantile } from '../numeric/pooledQuantile';
import { type TestOutcome } from './driftTest';
import { numericTest } from './numericTest';

/** The test needs a covariance of four dimensions on each side. */
const AT_LEAST = 5;

/**
 * "Do the characteristic functions of both sides agree?" Evidently's `es`: SciPy's `epps_singleton_2samp` at t = 0.4 and
 * 0.8, in units of half the interquartile range of both sides together. Needs no continuous distribution: ties do no harm.
 *
 * Missing and infinite values are left out of each side by itself. Where the middle half of the values is one value there is
 * no scale (Evidently fails), below 5 values on a side none is computed (Evidently gives NaN and "no drift"), and two
 * constants are no samples (Evidently gives NaN or 0, as rounding has it). With fewer than 5 distinct values the covariance
 * has not full rank: the degrees of freedom are what it has, where SciPy at times counts rounding as a direction.
 */
export const eppsSingletonTest = numericTest('es', 'The Epps–Singleton test', ({ reference, current }) => {
  const [a, b] = [reference.sorted, current.sorted];
  return eppsSingletonOutcome(
    Math.min(a.length, b.length),
    share => pooledQuantile(a, b, share),
    scale => eppsSingleton(a, b, scale),
  );
});

/** The test, by both sides' quantiles and what comes of their scale; a sentence where it is not defined. @param fewest values of the smaller side */
export function eppsSingletonOutcome(
  fewest: number,
  quantile: (share: number) => number,
  statisticsAt: (scale: number) => EppsSingleton,
): TestOutcome {
  if (fewest < AT_LEAST) return { reason: 'The Epps–Singleton test needs at least 5 values on each side.' };
  const scale = (quantile(0.75) - quantile(0.25)) / 2;
  if (scale === 0) return { reason: 'The middle half of the values is one value: the Epps–Singleton test has no scale there.' };
  const { statistic, degrees, correction } = statisticsAt(scale);
  if (degrees === 0) return { reason: 'Neither side varies: the Epps–Singleton test is not defined there.' };
  return {
    score: chiSquareSurvival(statistic, degrees),
    inputs: [
      { name: 'W', value: statistic },
      { name: 'degrees of freedom', value: degrees },
      { name: 'half the interquartile range', value: scale },
      { name: 'small-sample factor', value: correction },
    ],
  };
}
