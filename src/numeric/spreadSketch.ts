import { type RankSketch } from './rankSketch';

/** How values of a kind are rounded. */
export type Rounding = 'integer' | 'float32' | 'double';

/**
 * Data that the sketch could be of, sorted: at each point as many values as it has, what lies between two points spread
 * evenly over the stretch. O(count) time and memory.
 */
export function spreadSketch({ count, points }: RankSketch, rounding: Rounding): Float64Array {
  const sorted = new Float64Array(count);
  let filled = 0;
  let previous = points[0]?.value ?? NaN;
  for (const { value, belowLeast, belowMost, atMostLeast, atMostMost } of points) {
    const from = Math.max(filled, Math.round((belowLeast + belowMost) / 2));
    const to = Math.max(from, Math.round((atMostLeast + atMostMost) / 2));
    const between = from - filled;
    for (let k = 0; k < between; k++) {
      const even = previous + ((k + 1) / (between + 1)) * (value - previous);
      sorted[filled + k] = rounded(even, rounding, previous, value);
    }
    sorted.fill(value, from, to);
    filled = to;
    previous = value;
  }
  return sorted;
}

/** Never beyond the points on both sides; half of a range beyond doubles' is reckoned apart. */
function rounded(value: number, rounding: Rounding, low: number, high: number): number {
  const finite = Number.isFinite(value) ? value : low / 2 + high / 2;
  const own = rounding === 'integer' ? Math.round(finite) : rounding === 'float32' ? Math.fround(finite) : finite;
  return Math.min(high, Math.max(low, own));
}
