import { countInBins, histogramEdges } from '../numeric/histogramEdges';
import { sturgesWidth } from '../numeric/sturgesWidth';
import { type TestInput } from './contract';
import { type CountTable, valuesOf } from './countTest';
import { pooledShape } from './pooledShape';
import { type SamplePair } from './samplePair';

/** A numeric reference with more distinct values than this is put into bins. */
export const VALUES_WITHOUT_BINS = 20;

/** Counts of both sides over bins or values, and which of the two. */
export interface BinnedCounts extends CountTable {
  readonly bins: TestInput;
}

/**
 * Evidently's `get_binned_data`: Sturges' bins of both sides together for a numeric column whose reference has more than
 * 20 distinct values; else one bin for each value. Its `n_bins` and its quantiles are named but never used.
 */
export function binnedCounts(pair: SamplePair): BinnedCounts | { readonly reason: string } {
  const numbers = pair.numbers();
  if (pair.type !== 'numeric' || numbers === null || numbers.reference.unique <= VALUES_WITHOUT_BINS) {
    const tallies = pair.tallies();
    return { ...tallies, bins: { name: 'distinct values', value: valuesOf(tallies) } };
  }
  const shape = pooledShape(numbers.reference, numbers.current);
  const edges = histogramEdges(shape, sturgesWidth(shape));
  if (edges.length === 0) return { reason: 'The numbers are too large to be put into bins.' };
  return {
    reference: countInBins(numbers.reference.sorted, edges),
    current: countInBins(numbers.current.sorted, edges),
    bins: { name: "Sturges' bins", value: edges.length - 1 },
  };
}
