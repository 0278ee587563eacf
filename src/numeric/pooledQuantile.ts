import { pooledValue } from './pooledValue';

/**
 * A quantile of two sorted samples taken as one, between its neighbours by their distance: NumPy's `quantile(…,
 * method="linear")`. The samples are not joined: O(log(n + m)). One of them may be empty.
 */
export function pooledQuantile(a: Float64Array, b: Float64Array, share: number): number {
  return quantileAmong(place => pooledValue(a, b, place), a.length + b.length, share);
}

/** The same of sorted values that are told by their place. */
export function quantileAmong(valueAt: (place: number) => number, count: number, share: number): number {
  const place = (count - 1) * share;
  const below = Math.floor(place);
  const weight = place - below;
  const low = valueAt(below);
  if (weight === 0) return low;
  const high = valueAt(below + 1);
  return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
}
