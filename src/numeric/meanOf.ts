import { sum } from './sum';

/** The mean; NaN of no values. O(n). */
export function meanOf(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}
