import { hellingerDistance } from '../numeric/hellingerDistance';
import { countInBins, histogramEdges } from '../numeric/histogramEdges';
import { sturgesWidth } from '../numeric/sturgesWidth';
import { sum } from '../numeric/sum';
import { type BinnedCounts } from './binnedCounts';
import { type CountTable, countTest, valuesOf } from './countTest';
import { pooledShape } from './pooledShape';
import { type SamplePair } from './samplePair';

interface HellingerCounts extends BinnedCounts {
  /** The bins' edges of float32 values. */
  readonly edges?: readonly number[];
}

/**
 * "How little do both distributions overlap?" Evidently's `hellinger`: over the values of categories, and for numbers over
 * bins whose number is Sturges' for as many values as there are distinct ones. Between 0 and 1; exactly 0 for equal shares,
 * where Evidently's rounding may leave 1e-8.
 *
 * Missing and infinite values are left out of each side by itself; tied numbers count in their bin as often
 * as they are there, but once where the number of bins is chosen.
 */
export const hellingerTest = countTest({
  method: 'hellinger',
  table: hellingerCounts,
  scoreCounts: (table: CountTable & Pick<HellingerCounts, 'edges'>) =>
    table.edges === undefined ? hellingerDistance(table.reference, table.current, table.times) : hellingerOfFloats(table, table.edges),
  inputs: ({ bins }) => [bins],
});

function hellingerCounts(pair: SamplePair): HellingerCounts | { readonly reason: string } {
  const numbers = pair.numbers();
  if (pair.type !== 'numeric' || numbers === null) {
    const tallies = pair.tallies();
    return { ...tallies, bins: { name: 'distinct values', value: valuesOf(tallies) } };
  }
  const shape = { ...pooledShape(numbers.reference, numbers.current), count: pair.distances().distinct };
  const edges = histogramEdges(shape, sturgesWidth(shape));
  if (edges.length === 0) return { reason: 'The numbers are too large to be put into bins.' };
  return {
    reference: countInBins(numbers.reference.sorted, edges),
    current: countInBins(numbers.current.sorted, edges),
    bins: { name: "Sturges' bins of the distinct values", value: edges.length - 1 },
    ...(shape.storage === 'float32' ? { edges } : {}),
  };
}

/** Evidently multiplies densities by a float32 width, so that it adds up float32 numbers: right to about 3 digits only. */
function hellingerOfFloats({ reference, current }: CountTable, edges: readonly number[]): number {
  const bins = edges.length - 1;
  const mean = Math.fround(Math.fround((edges[bins] ?? 0) - (edges[0] ?? 0)) / bins);
  const n1 = sum(reference);
  const n2 = sum(current);
  let overlap = 0;
  for (let k = 0; k < bins; k++) {
    const width = Math.fround((edges[k + 1] ?? 0) - (edges[k] ?? 0));
    const density = Math.sqrt(((reference[k] as number) / width / n1) * ((current[k] as number) / width / n2));
    overlap = Math.fround(overlap + Math.fround(Math.fround(density) * mean));
  }
  return Math.sqrt(Math.fround(1 - Math.min(1, overlap)));
}
