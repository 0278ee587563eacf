import { sortByDistance } from './sortByDistance';
import { sortByBits } from './sortByBits';

/** Below this size the built-in sort is as fast. */
const SMALL = 512;
/** Places that values may be moved by insertion, each on average, before the built-in sort takes over. */
const MOVES = 8;
/** Up to so many values, the second array is kept for the next column: a new one costs as much as a pass. */
const KEPT = 1 << 20;

/**
 * Sorts numbers in ascending order, in place, and returns them; NaN must not be among them.
 * First roughly, by their distance from the least one or, where that tells too few of them apart, by their bits; then by
 * insertion: O(n). Where too many values are still together, the built-in O(n log n) takes over. Needs one array of the
 * same size.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < SMALL) return values.sort();
  const { isSorted, least, greatest } = survey(values);
  if (isSorted) return values;
  const other = secondArray(values.length);
  if (!sortByDistance(values, other, { least, greatest })) sortByBits(values, other);
  return insert(values, MOVES * values.length) ? values : values.sort();
}

let kept = new Float64Array();

function secondArray(length: number): Float64Array {
  if (length > KEPT) return new Float64Array(length);
  if (kept.length < length) kept = new Float64Array(length);
  return kept.subarray(0, length);
}

function survey(values: Float64Array): { isSorted: boolean; least: number; greatest: number } {
  let least = values[0] as number;
  let greatest = least;
  let last = least;
  let descents = 0;
  for (let k = 1; k < values.length; k++) {
    const value = values[k] as number;
    descents += Number(value < last);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    last = value;
  }
  return { isSorted: descents === 0, least, greatest };
}

/** Puts values that are nearly sorted in order; gives up when that takes too many moves. */
function insert(nearly: Float64Array, mostMoves: number): boolean {
  let moves = 0;
  for (let k = 1; k < nearly.length; k++) {
    // The loop is short, and what it seldom does a function of its own: four times as fast as both in one.
    if ((nearly[k] as number) < (nearly[k - 1] as number)) moves += sink(nearly, k);
    if (moves > mostMoves) return false;
  }
  return true;
}

function sink(nearly: Float64Array, from: number): number {
  const value = nearly[from] as number;
  let position = from;
  while (position > 0 && (nearly[position - 1] as number) > value) {
    nearly[position] = nearly[position - 1] as number;
    position--;
  }
  nearly[position] = value;
  return from - position;
}
