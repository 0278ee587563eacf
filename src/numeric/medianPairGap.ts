/**
 * The median distance between two values of a sorted sample, over all n² ordered pairs, each value with itself included:
 * the upper of the two middle ones, which NumPy's `percentile(…, 50, method="nearest")` takes. Found by halving, with one
 * pass for each halving: O(n · 60), no memory.
 */
export function medianPairGap(sorted: Float64Array): number {
  const n = sorted.length;
  // Of the pairs of different values, each of which stands for two, this many must not be further apart.
  const wanted = (Math.floor((n * n) / 2) + 1 - n) / 2;
  if (pairsWithin(sorted, 0) >= wanted) return 0;
  let low = 0;
  let high = (sorted[n - 1] as number) - (sorted[0] as number);
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (pairsWithin(sorted, middle) >= wanted) high = middle;
    else low = middle;
  }
}

function pairsWithin(sorted: Float64Array, gap: number): number {
  let pairs = 0;
  let first = 0;
  for (let k = 1; k < sorted.length; k++) {
    while ((sorted[k] as number) - (sorted[first] as number) > gap) first++;
    pairs += k - first;
  }
  return pairs;
}
