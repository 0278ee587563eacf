/**
 * TensorBoard's smoothing: an exponential moving average without bias at its start, in which a point's weight fades with
 * its distance in x: `weight` a step of the mean distance between points. Where points are evenly spaced it is exactly
 * TensorBoard's; where they are not, a gap fades more. Points that are not finite stay as they are and count for nothing.
 *
 * @param weight 0 for none, below 1.
 */
export function smoothed(xs: readonly number[], ys: readonly number[], weight: number): readonly number[] {
  if (weight <= 0 || ys.length < 2) return ys;
  const span = (xs.at(-1) ?? 0) - (xs[0] ?? 0);
  const step = span > 0 ? span / (xs.length - 1) : 0;
  const result: number[] = [];
  let [sum, weights, last] = [0, 0, xs[0] ?? 0];
  for (const [index, y] of ys.entries()) {
    if (!Number.isFinite(y)) {
      result.push(y);
      continue;
    }
    const x = xs[index] ?? last;
    const fade = step > 0 ? weight ** Math.max(0, (x - last) / step) : weight;
    sum = sum * fade + y;
    weights = weights * fade + 1;
    last = x;
    result.push(sum / weights);
  }
  return result;
}
