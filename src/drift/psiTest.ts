import { stabilityIndex } from '../numeric/stabilityIndex';
import { binnedCounts } from './binnedCounts';
import { countTest } from './countTest';
import { filledShares } from './filledShares';

/**
 * "How far have the shares moved, as credit scoring counts it?" Evidently's `psi`: the population stability index over the
 * values, or over Sturges' bins of both sides together, not over the reference's deciles. Shares of 0 are filled and the
 * filled shares are not scaled, so a value that one side has not decides the score by the filling.
 *
 * Missing and infinite values are left out of each side by itself; equal values are in one bin, so that ties
 * need no care.
 */
export const psiTest = countTest({
  method: 'psi',
  table: binnedCounts,
  scoreCounts: ({ reference, current, times }) => stabilityIndex(filledShares(reference, times), filledShares(current, times), times),
  inputs: ({ bins }) => [bins],
});
