import { pooledValue } from './pooledValue';

/**
 * The values at some places (ascending, from 0) of two sorted samples merged, without merging them. O(places × log n).
 */
export function pooledValues(a: Float64Array, b: Float64Array, places: ArrayLike<number>): Float64Array {
  return Float64Array.from(places, place => pooledValue(a, b, place));
}
