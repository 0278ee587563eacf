import { chiSquareSurvival } from '../numeric/chiSquareSurvival';
import { type CategoryCounts } from './categoryCounts';
import { type DriftTestResult } from './driftTest';

const THRESHOLD = 0.05;

/**
 * "Do the current shares fit the reference's?" Evidently's `chisquare`: Pearson's goodness of fit to the reference's
 * shares, SciPy's `chisquare`; drift if p < 0.05. A value that the reference has not makes p exactly 0.
 * Null for a single value: there are no degrees of freedom.
 */
export function chiSquareTest({ reference, current }: CategoryCounts): DriftTestResult | null {
  if (reference.length < 2) return null;
  const scale = total(current) / total(reference);
  let statistic = 0;
  reference.forEach((count, k) => {
    const expected = count * scale;
    statistic += ((current[k] ?? 0) - expected) ** 2 / expected;
  });
  const score = chiSquareSurvival(statistic, reference.length - 1);
  return { method: 'chisquare', score, threshold: THRESHOLD, drifted: score < THRESHOLD };
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
