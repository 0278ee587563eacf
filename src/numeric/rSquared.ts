import { type RowWeights } from './rowWeights';
import { weightedMean } from './weightedMean';

/**
 * The coefficient of determination: 1 − mean squared error / variance of the labels. scikit-learn 1.9's `r2_score`, with
 * its policy for labels that are all equal (`force_finite`): 1 if every prediction is right, else 0. NaN for fewer than
 * two rows. O(rows).
 */
export function rSquared(labels: Float64Array, predicted: Float64Array, weights: RowWeights): number {
  const mean = weightedMean(labels, weights);
  const error = weightedMean(
    labels.map((label, row) => (label - (predicted[row] as number)) ** 2),
    weights,
  );
  const variance = weightedMean(
    labels.map(label => (label - mean) ** 2),
    weights,
  );
  if (labels.length < 2) return NaN;
  if (variance !== 0) return 1 - error / variance;
  return error === 0 ? 1 : 0;
}
