import { ANDERSON_DARLING_AT_LEAST, andersonDarlingP, andersonDarlingStatistic } from '../numeric/andersonDarling';
import { numericTest } from './numericTest';

/**
 * "Could both sides be drawn from one distribution, tails weighed most?" Evidently's `anderson`: SciPy's `anderson_ksamp`,
 * the midrank version of Scholz & Stephens (1987). p is interpolated between seven table values and never outside
 * [0.001, 0.25]: 0.25 says "0.25 or more".
 *
 * Missing and infinite values are left out of each side by itself; tied values share their mean rank. Not defined for
 * fewer than 4 values together, where Evidently fails or gives NaN, and for a single value.
 */
export const andersonDarlingTest = numericTest('anderson', 'The Anderson–Darling test', ({ pair, reference, current }) => {
  const [n, m] = [reference.count, current.count];
  if (n + m < ANDERSON_DARLING_AT_LEAST) return { reason: 'The Anderson–Darling test needs at least 4 values on both sides together.' };
  if (pair.distances().distinct < 2)
    return { reason: 'There is only one value on both sides: the Anderson–Darling test needs at least two.' };
  const statistic = andersonDarlingStatistic(pair.ranks().anderson, n, m);
  const score = andersonDarlingP(statistic);
  return {
    score,
    inputs: [
      { name: 'standardized A²', value: statistic },
      { name: 'p-value', value: score === 0.25 ? 'limited: 0.25 or more' : score === 0.001 ? 'limited: 0.001 or less' : 'interpolated' },
    ],
  };
});
