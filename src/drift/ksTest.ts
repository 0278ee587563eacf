import { kolmogorovTwoSample } from '../numeric/kolmogorovTwoSample';
import { type SortedDistances } from '../numeric/sortedDistances';
import { type DriftTestResult } from './driftTest';
import { type NumberSample } from './sample';

const THRESHOLD = 0.05;

/** "Could both sides be drawn from one distribution?" Evidently's `ks`: SciPy's two-sided `ks_2samp`; drift if p ≤ 0.05. */
export function ksTest({ kolmogorov }: SortedDistances, reference: NumberSample, current: NumberSample): DriftTestResult {
  const score = kolmogorovTwoSample(kolmogorov, reference.count, current.count);
  return { method: 'ks', score, threshold: THRESHOLD, drifted: score <= THRESHOLD };
}
