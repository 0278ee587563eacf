import { firstPlaces } from './firstPlaces';

const DIGIT = 11;
const BUCKETS = 1 << DIGIT;

/**
 * Sorts numbers roughly, in place, by the upper half of their doubles, which tells most values apart: a radix sort in three
 * passes. What shares its upper half stays in the order in which it was. O(n).
 */
export function sortByBits(values: Float64Array, other: Float64Array): void {
  let [from, to] = [values, other];
  for (const { counts, shift } of countDigits(values)) {
    if (counts.includes(values.length)) continue;
    place(from, to, firstPlaces(counts), shift);
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
}

/** How many values have each digit, and from which bit on the digit lies. */
interface Digit {
  readonly counts: Int32Array;
  readonly shift: number;
}

/** Three digits of the upper half, the least significant first; the lowest shares a bit with the next. */
function countDigits(values: Float64Array): readonly Digit[] {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const low = new Int32Array(BUCKETS);
  const middle = new Int32Array(BUCKETS);
  const high = new Int32Array(BUCKETS);
  for (let k = 1; k < words.length; k += 2) {
    const key = orderOf(words[k] as number);
    low[key & (BUCKETS - 1)] = (low[key & (BUCKETS - 1)] as number) + 1;
    middle[(key >>> 10) & (BUCKETS - 1)] = (middle[(key >>> 10) & (BUCKETS - 1)] as number) + 1;
    high[key >>> 21] = (high[key >>> 21] as number) + 1;
  }
  return [low, middle, high].map((counts, k) => ({ counts, shift: [0, 10, 21][k] ?? 0 }));
}

/** The upper half of a double as a number that sorts as the double does: with the sign flipped, and of negative ones all bits. */
function orderOf(upper: number): number {
  return upper ^ ((upper >> 31) | 0x80000000);
}

function place(from: Float64Array, to: Float64Array, next: Int32Array, shift: number): void {
  const words = new Int32Array(from.buffer, from.byteOffset, 2 * from.length);
  for (let k = 0; k < from.length; k++) {
    const digit = (orderOf(words[2 * k + 1] as number) >>> shift) & (BUCKETS - 1);
    const position = next[digit] as number;
    to[position] = from[k] as number;
    next[digit] = position + 1;
  }
}
