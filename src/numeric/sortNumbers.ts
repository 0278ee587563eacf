/** Below this size the built-in sort is as fast. */
const SMALL = 512;
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
/** Places that values may be moved by insertion, each on average, before the built-in sort takes over. */
const MOVES = 8;
/** Up to so many values, the second array is kept for the next column: a new one costs as much as a pass. */
const KEPT = 1 << 20;

/**
 * Sorts numbers in ascending order, in place, and returns them; NaN must not be among them.
 * By the digits of the upper half of a double (a radix sort, the least significant digit first), which tell most values
 * apart, and then insertion: O(n). Where too many values share their upper half, the built-in O(n log n) takes over. Needs
 * one array of the same size.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < SMALL) return values.sort();
  if (isSorted(values)) return values;
  const other = secondArray(values.length);
  const digits = countDigits(values);
  let [from, to] = [values, other];
  for (const { starts, shift } of digits) {
    if (starts.includes(values.length)) continue;
    place(from, to, firstPlaces(starts), shift);
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
  return insert(values, MOVES * values.length) ? values : values.sort();
}

let kept = new Float64Array();

function secondArray(length: number): Float64Array {
  if (length > KEPT) return new Float64Array(length);
  if (kept.length < length) kept = new Float64Array(length);
  return kept.subarray(0, length);
}

/** How many values have each digit, and from which bit on the digit lies. */
interface Digit {
  readonly starts: Uint32Array;
  readonly shift: number;
}

/** Three digits of the upper half, the least significant first; the lowest shares a bit with the next. */
function countDigits(values: Float64Array): readonly Digit[] {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const low = new Uint32Array(BUCKETS);
  const middle = new Uint32Array(BUCKETS);
  const high = new Uint32Array(BUCKETS);
  for (let k = 1; k < words.length; k += 2) {
    const key = orderOf(words[k] as number);
    low[key & (BUCKETS - 1)] = (low[key & (BUCKETS - 1)] as number) + 1;
    middle[(key >>> 10) & (BUCKETS - 1)] = (middle[(key >>> 10) & (BUCKETS - 1)] as number) + 1;
    high[key >>> 21] = (high[key >>> 21] as number) + 1;
  }
  return [low, middle, high].map((starts, k) => ({ starts, shift: [0, 10, 21][k] ?? 0 }));
}

/** The upper half of a double as a number that sorts as the double does: with the sign flipped, and of negative ones all bits. */
function orderOf(upper: number): number {
  return upper ^ ((upper >> 31) | 0x80000000);
}

function firstPlaces(counts: Uint32Array): Uint32Array {
  let sum = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit] as number;
    counts[digit] = sum;
    sum += count;
  }
  return counts;
}

function place(from: Float64Array, to: Float64Array, next: Uint32Array, shift: number): void {
  const words = new Int32Array(from.buffer, from.byteOffset, 2 * from.length);
  for (let k = 0; k < from.length; k++) {
    const digit = (orderOf(words[2 * k + 1] as number) >>> shift) & (BUCKETS - 1);
    const position = next[digit] as number;
    to[position] = from[k] as number;
    next[digit] = position + 1;
  }
}

/** Puts values that are nearly sorted in order; gives up when that takes too many moves. */
function insert(nearly: Float64Array, mostMoves: number): boolean {
  let moves = mostMoves;
  let last = nearly[0] as number;
  for (let k = 1; k < nearly.length; k++) {
    const value = nearly[k] as number;
    if (value >= last) {
      last = value;
      continue;
    }
    let position = k;
    while (position > 0 && (nearly[position - 1] as number) > value) {
      nearly[position] = nearly[position - 1] as number;
      position--;
    }
    nearly[position] = value;
    moves -= k - position;
    if (moves < 0) return false;
  }
  return true;
}

function isSorted(values: Float64Array): boolean {
  for (let k = 1; k < values.length; k++) if ((values[k - 1] as number) > (values[k] as number)) return false;
  return true;
}
