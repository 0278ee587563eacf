import { type RowWeights } from './rowWeights';
import { weightedMean } from './weightedMean';

/** The root of the mean squared distance of prediction and label: scikit-learn 1.9's `root_mean_squared_error`. NaN without a row. O(rows). */
export function rootMeanSquaredError(labels: Float64Array, predicted: Float64Array, weights: RowWeights): number {
  return Math.sqrt(
    weightedMean(
      labels.map((label, row) => ((predicted[row] as number) - label) ** 2),
      weights,
    ),
  );
}
