import { type RankSketch } from './rankSketch';

/** How values of a kind are rounded. */
export type Rounding = 'integer' | 'float32' | 'double';

/**
 * Data that the sketch could be of, sorted: at each point as many values as it has, what lies between two points spread
 * evenly over the stretch. O(count) time and memory.
 */
export function spreadSketch(sketch: RankSketch, rounding: Rounding): Float64Array {
  const sorted = new Float64Array(sketch.count);
  let filled = 0;
  for (const { between, value, times } of spreadStretches(sketch, rounding)) {
    sorted.set(between, filled);
    filled += between.length;
    sorted.fill(value, filled, filled + times);
    filled += times;
  }
  return sorted;
}

/** The same a stretch at a time: the values before a point, ascending, and how often the point's own is there. */
export function* spreadStretches({ points }: RankSketch, rounding: Rounding): Generator<SpreadStretch, void, undefined> {
  let filled = 0;
  let previous = points[0]?.value ?? NaN;
  for (const { value, belowLeast, belowMost, atMostLeast, atMostMost } of points) {
    const from = Math.max(filled, Math.round((belowLeast + belowMost) / 2));
    const to = Math.max(from, Math.round((atMostLeast + atMostMost) / 2));
    const [low, parts] = [previous, from - filled + 1];
    const between = new Float64Array(from - filled).map((_, k) => rounded(low + ((k + 1) / parts) * (value - low), rounding, low, value));
    yield { between, value, times: to - from };
    filled = to;
    previous = value;
  }
}

export interface SpreadStretch {
  readonly between: Float64Array;
  readonly value: number;
  readonly times: number;
}

/** Never beyond the points on both sides; half of a range beyond doubles' is reckoned apart. */
function rounded(value: number, rounding: Rounding, low: number, high: number): number {
  const finite = Number.isFinite(value) ? value : low / 2 + high / 2;
  const own = rounding === 'integer' ? Math.round(finite) : rounding === 'float32' ? Math.fround(finite) : finite;
  return Math.min(high, Math.max(low, own));
}
