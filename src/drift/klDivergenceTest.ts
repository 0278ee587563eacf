import { kullbackLeibler } from '../numeric/kullbackLeibler';
import { binnedCounts } from './binnedCounts';
import { countTest } from './countTest';
import { filledShares } from './filledShares';

/**
 * "How surprising is the reference to who knows the current data?" Evidently's `kl_div`: SciPy's `entropy(reference,
 * current)` over the values, or over Sturges' bins of both sides together, with shares of 0 filled. Not symmetric.
 *
 * Missing and infinite values are left out of each side by itself; equal values are in one bin, so that ties
 * need no care.
 */
export const klDivergenceTest = countTest({
  method: 'kl_div',
  table: binnedCounts,
  scoreCounts: ({ reference, current, times }) => kullbackLeibler(filledShares(reference, times), filledShares(current, times), times),
  inputs: ({ bins }) => [bins],
});
