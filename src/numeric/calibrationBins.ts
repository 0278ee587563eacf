import { type RowWeights } from './rowWeights';

/** A reliability curve: of each bin of probability how many rows, their mean probability, and the share that came true. */
export interface CalibrationBin {
  readonly count: number;
  readonly predicted: number;
  readonly observed: number;
}

/**
 * Rows in `bins` equal bins of [0, 1], each open at its low and closed at its high end but the first, which has both;
 * empty bins are left out. scikit-learn 1.9's `calibration_curve` with `strategy="uniform"`. O(rows).
 * @param came 1 where what was given the probability came true.
 */
export function calibrationBins(probability: Float64Array, came: Uint8Array, bins: number, weights: RowWeights): CalibrationBin[] {
  const edges = Float64Array.from({ length: bins - 1 }, (_, index) => (index + 1) * (1 / bins));
  const [count, sums, hits] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)];
  for (let row = 0; row < probability.length; row++) {
    const value = probability[row] as number;
    const weight = weights === null ? 1 : (weights[row] as number);
    const bin = binOf(value, edges);
    count[bin] = (count[bin] as number) + weight;
    sums[bin] = (sums[bin] as number) + weight * value;
    hits[bin] = (hits[bin] as number) + weight * (came[row] as number);
  }
  return Array.from(count, (rows, bin) => ({
    count: rows,
    predicted: (sums[bin] as number) / rows,
    observed: (hits[bin] as number) / rows,
  })).filter(bin => bin.count > 0);
}

/** The number of edges below the value. The guess by division is at most one off. */
function binOf(value: number, edges: Float64Array): number {
  let bin = Math.min(edges.length, Math.max(0, Math.floor(value * (edges.length + 1))));
  while (bin > 0 && (edges[bin - 1] as number) >= value) bin--;
  while (bin < edges.length && (edges[bin] as number) < value) bin++;
  return bin;
}
