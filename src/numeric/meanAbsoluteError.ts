import { type RowWeights } from './rowWeights';
import { weightedMean } from './weightedMean';

/** The mean distance of prediction and label: scikit-learn 1.9's `mean_absolute_error`. NaN without a row. O(rows). */
export function meanAbsoluteError(labels: Float64Array, predicted: Float64Array, weights: RowWeights): number {
  return weightedMean(
    labels.map((label, row) => Math.abs((predicted[row] as number) - label)),
    weights,
  );
}
