import { kolmogorovPath, kolmogorovTwoSample } from '../numeric/kolmogorovTwoSample';
import { numericTest } from './numericTest';

/**
 * "Could both sides be drawn from one distribution?" Evidently's `ks`: SciPy's two-sided `ks_2samp`, by three paths that
 * differ by some percent in p: exact for equal and for unequal sizes where the larger side has at most 10,000 values, else
 * the one-sample distribution at the size n m / (n + m).
 *
 * Missing and infinite values are left out of each side by itself. Tied values make one step of both distribution
 * functions; p is too large then, as the exact distributions are those of samples without ties.
 */
export const ksTest = numericTest('ks', 'The Kolmogorov–Smirnov test', ({ pair, reference, current }) => {
  const { kolmogorov } = pair.distances();
  const score = kolmogorovTwoSample(kolmogorov, reference.count, current.count);
  const path = kolmogorovPath(reference.count, current.count);
  return {
    score,
    inputs: [
      { name: 'largest gap D', value: kolmogorov },
      { name: 'p-value', value: path.name },
      ...(path.size === undefined ? [] : [{ name: 'one-sample size', value: path.size }]),
    ],
  };
});
