import { type DriftColumn } from './contract';
import { type DriftTestResult } from './driftTest';

/**
 * How far a score is past its threshold, comparable across methods: score / threshold for distances,
 * log(p) / log(threshold) for p-values ("Infinity" for p = 0). 1 is at the threshold, more is worse.
 */
export function severity({ method, score, threshold }: DriftTestResult): DriftColumn['severity'] {
  if (method === 'wasserstein' || method === 'jensenshannon') return score / threshold;
  if (score === 0) return 'Infinity';
  // p = 1 would give -0.
  return score >= 1 ? 0 : Math.log(score) / Math.log(threshold);
}
