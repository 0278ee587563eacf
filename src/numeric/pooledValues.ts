/**
 * The values at some places (ascending, from 0) of two sorted samples merged, without merging them. O(places × log n).
 */
export function pooledValues(a: Float64Array, b: Float64Array, places: ArrayLike<number>): Float64Array {
  return Float64Array.from(places, place => pooledValue(a, b, place));
}

/** Finds how many of `a` are among the first `place`; the value at `place` is the smaller of the two next ones. */
function pooledValue(a: Float64Array, b: Float64Array, place: number): number {
  let low = Math.max(0, place - b.length);
  let high = Math.min(a.length, place);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((a[middle] as number) < (b[place - middle - 1] as number)) low = middle + 1;
    else high = middle;
  }
  return Math.min(a[low] ?? Infinity, b[place - low] ?? Infinity);
}
