/** Below this size the built-in sort is as fast. */
const SMALL = 512;
/** A bucket this full is sorted by itself; smaller ones are left to one insertion pass over everything. */
const FULL = 48;
/** How often the fullest buckets are divided again, as a skewed sample needs, before the built-in sort takes over. */
const DEEPEST = 4;

/**
 * Sorts numbers in ascending order, in place, and returns them; NaN and infinities must not be among them.
 * One pass of buckets of equal width, then insertion: O(n) for values that are spread out, and never worse than the
 * built-in O(n log n) by more than that pass. Needs one array of the same size.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  return sortInBuckets(values, DEEPEST);
}

function sortInBuckets(values: Float64Array, depth: number): Float64Array {
  if (values.length < SMALL || depth === 0) return values.sort();
  const { minimum, maximum, sorted } = survey(values);
  if (sorted) return values;
  const buckets = values.length >> 1;
  const scale = (buckets - 1) / (maximum - minimum);
  // A range beyond the largest double or too narrow to divide: the built-in sort has no such limits.
  if (!(scale > 0) || scale === Infinity) return values.sort();
  const placed = new Float64Array(values.length);
  const starts = place(values, placed, { buckets, minimum, scale });
  for (let k = 0; k < buckets; k++) {
    const from = starts[k] as number;
    const to = starts[k + 1] as number;
    if (to - from > FULL) sortInBuckets(placed.subarray(from, to), depth - 1);
  }
  insertionSort(placed);
  values.set(placed);
  return values;
}

interface Buckets {
  readonly buckets: number;
  readonly minimum: number;
  readonly scale: number;
}

/** Copies values to `placed`, bucket after bucket; gives where each bucket starts. */
function place(values: Float64Array, placed: Float64Array, { buckets, minimum, scale }: Buckets): Uint32Array {
  const starts = new Uint32Array(buckets + 1);
  for (let k = 0; k < values.length; k++) {
    const bucket = 1 + ((((values[k] as number) - minimum) * scale) | 0);
    starts[bucket] = (starts[bucket] as number) + 1;
  }
  for (let k = 1; k <= buckets; k++) starts[k] = (starts[k] as number) + (starts[k - 1] as number);
  const next = starts.slice();
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    const bucket = ((value - minimum) * scale) | 0;
    const position = next[bucket] as number;
    placed[position] = value;
    next[bucket] = position + 1;
  }
  return starts;
}

function survey(values: Float64Array): { minimum: number; maximum: number; sorted: boolean } {
  let minimum = Infinity;
  let maximum = -Infinity;
  let sorted = true;
  let previous = -Infinity;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    if (value < previous) sorted = false;
    previous = value;
  }
  return { minimum, maximum, sorted };
}

function insertionSort(values: Float64Array): void {
  for (let k = 1; k < values.length; k++) {
    const value = values[k] as number;
    let position = k;
    while (position > 0 && (values[position - 1] as number) > value) {
      values[position] = values[position - 1] as number;
      position--;
    }
    values[position] = value;
  }
}
