import { type DriftTest } from './driftTest';
import { type NumberSample } from './sample';

/** Evidently's floor of the scale, which keeps a constant reference from dividing by zero. */
const SMALLEST_SCALE = 0.001;

/**
 * "How far must values move, in standard deviations of the reference?" Evidently's `wasserstein`: SciPy's
 * `wasserstein_distance` over the reference's population standard deviation. Not symmetric.
 *
 * Missing and infinite values are left out of each side by itself; ties need no care, as equal values are one
 * step of the distribution functions.
 */
export const wassersteinTest: DriftTest = {
  method: 'wasserstein',
  score: pair => {
    const numbers = pair.numbers();
    if (numbers === null) return { reason: 'The Wasserstein distance needs numbers on both sides.' };
    const { wasserstein } = pair.distances();
    const scale = wassersteinScale(numbers.reference);
    // Over an infinite scale every distance would be 0, and nothing ever drift.
    if (!Number.isFinite(scale)) return { reason: 'The numbers are too large to be compared.' };
    return {
      score: wasserstein / scale,
      inputs: [
        { name: 'distance', value: wasserstein },
        { name: 'scale', value: scale },
      ],
    };
  },
};

/** What the distance is divided by. pandas rounds the variance of float32 values to float32, and then its root. */
export function wassersteinScale({ deviation, numbers }: NumberSample): number {
  const scale = numbers === 'float32' ? Math.fround(Math.sqrt(Math.fround(deviation * deviation))) : deviation;
  return Math.max(scale, SMALLEST_SCALE);
}
