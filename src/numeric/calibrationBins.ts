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
  return calibrationBinner(probability, came, bins)(weights);
}

/** The same for rows that are weighed again and again: which bin each is in is found once. */
export function calibrationBinner(probability: Float64Array, came: Uint8Array, bins: number): (weights: RowWeights) => CalibrationBin[] {
  const edges = Float64Array.from({ length: bins - 1 }, (_, index) => (index + 1) * (1 / bins));
  // What did not come true and what did lie side by side.
  const cells = Uint32Array.from(probability, (value, row) => 2 * binOf(value, edges) + (came[row] as number));
  return weights => {
    const [counts, sums] = [new Float64Array(2 * bins), new Float64Array(2 * bins)];
    for (let row = 0; row < cells.length; row++) {
      const cell = cells[row] as number;
      const weight = weights === null ? 1 : (weights[row] as number);
      counts[cell] = (counts[cell] as number) + weight;
      sums[cell] = (sums[cell] as number) + weight * (probability[row] as number);
    }
    return Array.from({ length: bins }, (_, bin) => {
      const hits = counts[2 * bin + 1] as number;
      const count = (counts[2 * bin] as number) + hits;
      const sum = (sums[2 * bin] as number) + (sums[2 * bin + 1] as number);
      return { count, predicted: sum / count, observed: hits / count };
    }).filter(bin => bin.count > 0);
  };
}

/** The number of edges below the value. The guess by division is at most one off. */
function binOf(value: number, edges: Float64Array): number {
  let bin = Math.min(edges.length, Math.max(0, Math.floor(value * (edges.length + 1))));
  while (bin > 0 && (edges[bin - 1] as number) >= value) bin--;
  while (bin < edges.length && (edges[bin] as number) < value) bin++;
  return bin;
}
