import { type RowWeights } from './rowWeights';
import { weightedMean } from './weightedMean';

/**
 * The mean of prediction minus label: above 0 where the model says too much. Evidently's ME has the same sign;
 * scikit-learn has none. NaN without a row. O(rows).
 */
export function meanError(labels: Float64Array, predicted: Float64Array, weights: RowWeights): number {
  return weightedMean(
    labels.map((label, row) => (predicted[row] as number) - label),
    weights,
  );
}
