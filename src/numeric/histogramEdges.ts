import { firstAbove } from './firstAbove';
import { firstAtLeast } from './firstAtLeast';

/** How values are stored, where NumPy's rule depends on it. */
export type NumberStorage = 'integer' | 'float32' | 'double';

/** What a rule for the number of bins needs to know of a sample. */
export interface SampleShape {
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly storage: NumberStorage;
}

/**
 * The edges of equal bins over [minimum, maximum] whose width is about `width`: NumPy 2.4's `histogram_bin_edges`.
 * Integers never get bins narrower than 1, a constant sample one bin of ±½, and float32 values float32 edges.
 */
export function histogramEdges(shape: SampleShape, width: number): number[] {
  const constant = shape.minimum === shape.maximum;
  const first = constant ? shape.minimum - 0.5 : shape.minimum;
  const last = constant ? shape.maximum + 0.5 : shape.maximum;
  const usable = shape.storage === 'integer' && width < 1 ? 1 : width;
  const bins = constant || !(usable > 0) ? 1 : Math.ceil((last - first) / usable);
  // NumPy computes the edges of float32 values in float32, step by step.
  const round = shape.storage === 'float32' ? Math.fround : (value: number): number => value;
  const step = round(round(last - first) / bins);
  return Array.from({ length: bins + 1 }, (_, k) => (k === bins ? last : round(round(k * step) + first)));
}

/** Counts of sorted values in each bin; the last bin holds its right edge too, as NumPy's `histogram` counts. O(bins log n). */
export function countInBins(sorted: Float64Array, edges: readonly number[]): number[] {
  const last = edges.length - 1;
  const below = edges.map((edge, k) => (k === last ? firstAbove(sorted, edge) : firstAtLeast(sorted, edge)));
  return below.slice(1).map((upTo, k) => upTo - (below[k] ?? 0));
}
