import { pooledValue } from './pooledValue';

/**
 * A quantile of two sorted samples taken as one, between its neighbours by their distance: NumPy's `quantile(…,
 * method="linear")`. The samples are not joined: O(log(n + m)). One of them may be empty.
 */
export function pooledQuantile(a: Float64Array, b: Float64Array, share: number): number {
  const place = (a.length + b.length - 1) * share;
  const below = Math.floor(place);
  const weight = place - below;
  const low = pooledValue(a, b, below);
  if (weight === 0) return low;
  const high = pooledValue(a, b, below + 1);
  return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
}
