import { mannWhitneyLess, mannWhitneyPath } from '../numeric/mannWhitney';
import { numericTest } from './numericTest';

/**
 * "Are current values larger?" Evidently's `mannw`: SciPy's `mannwhitneyu(reference, current, alternative="less")`. Its
 * documentation says two-tailed, but a shift downwards has p near 1 and never drifts; the profile strict takes both sides.
 *
 * Missing and infinite values are left out of each side by itself; tied values share their mean rank and lower the
 * variance. p is 1 where all values are the same.
 */
export const mannWhitneyTest = numericTest('mannw', 'The Mann–Whitney test', ({ pair, reference, current }) => {
  const { u, ties } = pair.ranks();
  const input = { u, ties, n: reference.count, m: current.count };
  return {
    score: mannWhitneyLess(input),
    inputs: [
      { name: 'U of the reference', value: u },
      { name: 'alternative', value: 'the reference is less' },
      { name: 'p-value', value: mannWhitneyPath(input) },
      { name: 'Σ (t³ − t) of ties', value: ties },
    ],
  };
});
