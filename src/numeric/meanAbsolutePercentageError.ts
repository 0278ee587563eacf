import { type RowWeights } from './rowWeights';
import { weightedMean } from './weightedMean';

/**
 * The mean distance of prediction and label in parts of the label's size: scikit-learn 1.9's
 * `mean_absolute_percentage_error`, a share and not a percentage, with its policy for labels near 0: their size counts
 * as 2.2e-16, which makes the mean enormous. NaN without a row. O(rows).
 */
export function meanAbsolutePercentageError(labels: Float64Array, predicted: Float64Array, weights: RowWeights): number {
  return weightedMean(
    labels.map((label, row) => Math.abs((predicted[row] as number) - label) / Math.max(Math.abs(label), Number.EPSILON)),
    weights,
  );
}
