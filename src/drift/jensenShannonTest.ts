import { jensenShannonDistance } from '../numeric/jensenShannonDistance';
import { binnedCounts } from './binnedCounts';
import { countTest } from './countTest';

/**
 * "How different are the shares?" Evidently's `jensenshannon`: SciPy's Jensen–Shannon distance (natural logarithm, at most
 * 0.8326) over the values, or over Sturges' bins of both sides together.
 *
 * Missing and infinite values are left out of each side by itself; equal values are in one bin, so that ties
 * need no care.
 */
export const jensenShannonTest = countTest({
  method: 'jensenshannon',
  table: binnedCounts,
  scoreCounts: ({ reference, current, times }) => jensenShannonDistance(reference, current, times),
  inputs: ({ bins }) => [bins],
});
