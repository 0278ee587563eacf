/**
 * A quantile of two sorted samples taken as one, between its neighbours by their distance: NumPy's `quantile(…,
 * method="linear")`. The samples are not joined: O(log(n + m)). One of them may be empty.
 */
export function pooledQuantile(a: Float64Array, b: Float64Array, share: number): number {
  const place = (a.length + b.length - 1) * share;
  const below = Math.floor(place);
  const weight = place - below;
  const low = pooledValue(a, b, below);
  if (weight === 0) return low;
  const high = pooledValue(a, b, below + 1);
  return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
}

/** The value with `rank` values before it, by halving the number of values that the first sample gives to those before. */
function pooledValue(a: Float64Array, b: Float64Array, rank: number): number {
  const upTo = rank + 1;
  let low = Math.max(0, upTo - b.length);
  let high = Math.min(upTo, a.length);
  while (low < high) {
    const fromA = (low + high) >> 1;
    if ((a[fromA] as number) < (b[upTo - fromA - 1] as number)) low = fromA + 1;
    else high = fromA;
  }
  return Math.max(low > 0 ? (a[low - 1] as number) : -Infinity, low < upTo ? (b[upTo - low - 1] as number) : -Infinity);
}
