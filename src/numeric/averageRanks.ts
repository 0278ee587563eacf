/** Each value's place among the distinct values in order, from 0; NaN and infinite values are -1. O(n log n). */
export function denseRanks(values: Float64Array): { readonly ranks: Int32Array; readonly distinct: number } {
  const sorted = values.filter(Number.isFinite).sort();
  const distinct = sorted.filter((value, place) => place === 0 || value !== sorted[place - 1]);
  const rankOf = new Map<number, number>();
  distinct.forEach((value, rank) => rankOf.set(value, rank));
  return { ranks: Int32Array.from(values, value => rankOf.get(value) ?? -1), distinct: distinct.length };
}

/** The ranks from 1 of some rows, ties at their mean, by counting: SciPy's `rankdata`. O(n + distinct). @param ranks dense, none -1. */
export function averageRanks(ranks: Int32Array, distinct: number): Float64Array {
  const counts = new Int32Array(distinct);
  for (const rank of ranks) counts[rank] = (counts[rank] as number) + 1;
  const means = new Float64Array(distinct);
  let below = 0;
  counts.forEach((count, rank) => {
    means[rank] = below + (count + 1) / 2;
    below += count;
  });
  return Float64Array.from(ranks, rank => means[rank] as number);
}
