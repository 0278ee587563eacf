import { upperIncompleteGamma } from './incompleteGamma';

/**
 * How likely a chi-square variable with `degrees` degrees of freedom is to exceed `statistic`: SciPy's `chi2.sf`.
 * 0 for an infinite statistic. `degrees` must be positive.
 */
export function chiSquareSurvival(statistic: number, degrees: number): number {
  return upperIncompleteGamma(degrees / 2, statistic / 2);
}
