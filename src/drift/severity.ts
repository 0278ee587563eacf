import { type DriftMethod, driftMethods } from '../domain/driftMethod';
import { type DriftColumn } from './contract';

/**
 * How far a score is past its threshold, comparable across methods: score / threshold for distances and ROC AUCs,
 * log(p) / log(threshold) for p-values ("Infinity" for p = 0). 1 is at the threshold, more is worse.
 */
export function severity(method: DriftMethod, score: number, threshold: number): DriftColumn['severity'] {
  if (driftMethods[method].score !== 'p-value') return score / threshold;
  if (score === 0) return 'Infinity';
  // p = 1 would give -0.
  return score >= 1 ? 0 : Math.log(score) / Math.log(threshold);
}
