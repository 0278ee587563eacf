import { type DriftTest } from './driftTest';
import { type NumberSample } from './sample';

/** Evidently's floor of the scale, which keeps a constant reference from dividing by zero. */
const SMALLEST_SCALE = 0.001;

/**
 * "How far must values move, in standard deviations of the reference?" Evidently's `wasserstein`: SciPy's
 * `wasserstein_distance` over the reference's population standard deviation. Not symmetric.
 */
export const wassersteinTest: DriftTest = {
  method: 'wasserstein',
  score: pair => {
    const numbers = pair.numbers();
    if (numbers === null) return { reason: 'The Wasserstein distance needs numbers on both sides.' };
    const { wasserstein } = pair.distances();
    const scale = Math.max(scaleOf(numbers.reference), SMALLEST_SCALE);
    return {
      score: wasserstein / scale,
      inputs: [
        { name: 'distance', value: wasserstein },
        { name: 'scale', value: scale },
      ],
    };
  },
};

/** pandas rounds the variance of float32 values to float32, and then its root. */
function scaleOf({ deviation, numbers }: NumberSample): number {
  return numbers === 'float32' ? Math.fround(Math.sqrt(Math.fround(deviation * deviation))) : deviation;
}
