/** The value at a place (from 0) of two sorted samples merged, without merging them; one of them may be empty. O(log n). */
export function pooledValue(a: Float64Array, b: Float64Array, place: number): number {
  // How many of `a` are among the first `place`; the value there is the smaller of the two next ones.
  let low = Math.max(0, place - b.length);
  let high = Math.min(a.length, place);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((a[middle] as number) < (b[place - middle - 1] as number)) low = middle + 1;
    else high = middle;
  }
  return Math.min(a[low] ?? Infinity, b[place - low] ?? Infinity);
}
