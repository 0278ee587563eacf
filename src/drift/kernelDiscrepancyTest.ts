import { kernelDiscrepancy } from '../numeric/kernelDiscrepancy';
import { medianPairGap } from '../numeric/medianPairGap';
import { numericTest } from './numericTest';

/** Both sides together; above it the permutations would take minutes and more than 100 MB. */
const AT_MOST = 5_000_000;
const SEED = 0;

/**
 * "Do both sides look the same to a Gaussian kernel?" Evidently's `empirical_mmd`: the unbiased MMD² with σ from the median
 * squared distance in the reference, and the share of 100 permutations that reach it.
 *
 * On purpose not as Evidently: its permutations come from NumPy's global generator without a seed, so that each call gives
 * another p; here the seed is 0, over the values in sorted order (the same p as `np.random.seed(0)` gives there for sorted
 * sides). It holds the whole kernel matrix, 8 bytes for each pair of values; here memory grows with the values alone, and
 * sums are exact to 1e-12. More than 5,000,000 values are refused.
 * Missing and infinite values are left out of each side by itself; ties need no care.
 */
export const kernelDiscrepancyTest = numericTest('empirical_mmd', 'The MMD test', ({ reference, current }) => {
  if (Math.min(reference.count, current.count) < 2) return { reason: 'The MMD test needs at least 2 values on each side.' };
  if (reference.count + current.count > AT_MOST)
    return {
      reason: 'The MMD test takes at most 5,000,000 values of both sides together: choose ks, wasserstein or ed, or filter the rows.',
    };
  // Evidently's σ² for a reference that is mostly one value.
  const sigma = (medianPairGap(reference.sorted) || 1) * Math.SQRT1_2;
  const { discrepancy, p, rounds } = kernelDiscrepancy(reference.sorted, current.sorted, { sigma, seed: SEED });
  return {
    score: p,
    inputs: [
      { name: 'MMD²', value: discrepancy },
      { name: 'σ of the kernel', value: sigma },
      { name: 'permutations', value: rounds },
      { name: 'seed', value: SEED },
    ],
  };
});
