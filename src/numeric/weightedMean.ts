import { type RowWeights } from './rowWeights';

/**
 * The mean of values that count as often as their weights say, summed with compensation (see `CompensatedSum`), so that a mean near
 * zero of large values keeps its digits. NaN without a row. Missing values must not be among them. O(rows).
 */
export function weightedMean(values: ArrayLike<number>, weights: RowWeights): number {
  let sum = 0;
  let lost = 0;
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const weight = weights === null ? 1 : (weights[row] as number);
    const term = weight * (values[row] as number);
    const next = sum + term;
    const added = next - sum;
    lost += sum - (next - added) + (term - added);
    sum = next;
    count += weight;
  }
  // Of infinite sums the compensation is NaN.
  return count === 0 ? NaN : (sum - sum === 0 ? sum + lost : sum) / count;
}
