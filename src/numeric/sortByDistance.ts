import { firstPlaces } from './firstPlaces';

const DIGIT = 12;
const BUCKETS = 1 << DIGIT;
/** Places that values may be expected to be moved afterwards, each on average: more than that take longer than sorting by bits. */
const MOVES = 1;
/** Of all values that may have one first digit: within it they may be anything but evenly spread. */
const SHARE = 1 / 16;

interface Range {
  readonly least: number;
  readonly greatest: number;
}

/**
 * Sorts numbers roughly, in place, by the 2²⁴ equal intervals between the least and the greatest that they lie in: a radix
 * sort in two passes. False, and nothing done, where many values share an interval, as where one is far from all others. O(n).
 */
export function sortByDistance(values: Float64Array, other: Float64Array, { least, greatest }: Range): boolean {
  const scale = (BUCKETS * BUCKETS - 1) / (greatest - least);
  const { low, high } = countDigits(values, least, scale);
  if (!isSpread(high, values.length)) return false;
  place(values, other, { next: firstPlaces(low), shift: 0 }, { least, scale });
  place(other, values, { next: firstPlaces(high), shift: DIGIT }, { least, scale });
  return true;
}

function countDigits(values: Float64Array, least: number, scale: number): { low: Int32Array; high: Int32Array } {
  const low = new Int32Array(BUCKETS);
  const high = new Int32Array(BUCKETS);
  for (let k = 0; k < values.length; k++) {
    const interval = (((values[k] as number) - least) * scale) | 0;
    low[interval & (BUCKETS - 1)] = (low[interval & (BUCKETS - 1)] as number) + 1;
    high[interval >>> DIGIT] = (high[interval >>> DIGIT] as number) + 1;
  }
  return { low, high };
}

/** Were the values spread evenly within each first digit, a pair of values in one interval would be out of order every other time. */
function isSpread(high: Int32Array, length: number): boolean {
  let moves = 0;
  let most = 0;
  for (let digit = 0; digit < BUCKETS; digit++) {
    const count = high[digit] as number;
    moves += (count * count) / BUCKETS / 4;
    most = Math.max(most, count);
  }
  return moves <= MOVES * length && most <= SHARE * length;
}

interface Digit {
  readonly next: Int32Array;
  readonly shift: number;
}

function place(from: Float64Array, to: Float64Array, { next, shift }: Digit, { least, scale }: { least: number; scale: number }): void {
  for (let k = 0; k < from.length; k++) {
    const value = from[k] as number;
    const digit = ((((value - least) * scale) | 0) >>> shift) & (BUCKETS - 1);
    const position = next[digit] as number;
    to[position] = value;
    next[digit] = position + 1;
  }
}
