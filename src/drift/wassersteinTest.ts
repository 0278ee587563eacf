import { type SortedDistances } from '../numeric/sortedDistances';
import { type DriftTestResult } from './driftTest';
import { type NumberSample } from './sample';

const THRESHOLD = 0.1;
/** Evidently's floor of the scale, which keeps a constant reference from dividing by zero. */
const SMALLEST_SCALE = 0.001;

/**
 * "How far must values move, in standard deviations of the reference?" Evidently's `wasserstein`: SciPy's
 * `wasserstein_distance` over the reference's population standard deviation; drift if ≥ 0.1. Not symmetric.
 */
export function wassersteinTest({ wasserstein }: SortedDistances, reference: NumberSample): DriftTestResult {
  const score = wasserstein / Math.max(scaleOf(reference), SMALLEST_SCALE);
  return { method: 'wasserstein', score, threshold: THRESHOLD, drifted: score >= THRESHOLD };
}

/** pandas rounds the variance of float32 values to float32, and then its root. */
function scaleOf({ deviation, numbers }: NumberSample): number {
  return numbers === 'float32' ? Math.fround(Math.sqrt(Math.fround(deviation * deviation))) : deviation;
}
