import { type SeriesColumns } from '../../src/runs/contract';
import { smoothed } from './smoothing';

/** One run's line in a chart, and what was recorded under it. */
export interface Curve {
  readonly runId: string;
  readonly xs: readonly number[];
  /** Smoothed, as drawn. */
  readonly ys: readonly number[];
  readonly recorded: readonly number[];
  readonly steps: readonly number[];
}

export type CurveX = 'step' | 'time' | 'wall';

/** A series as it is drawn: over its steps, the seconds since its first value, or the time of day. */
export function toCurve(series: SeriesColumns, x: CurveX, smoothing: number): Curve {
  const { order, xs } = places(series, x);
  const recorded = order.map(index => Number(series.values[index] ?? NaN));
  return { runId: series.runId, xs, ys: smoothed(xs, recorded, smoothing), recorded, steps: order.map(index => series.steps[index] ?? 0) };
}

function places(series: SeriesColumns, x: CurveX): { readonly order: readonly number[]; readonly xs: readonly number[] } {
  const raw = x === 'step' ? series.steps : series.times;
  // A clock may go back, and steps may be logged in any order: a line goes from left to right.
  const order = raw.map((_, index) => index).toSorted((left, right) => (raw[left] ?? 0) - (raw[right] ?? 0) || left - right);
  const first = raw[order[0] ?? 0] ?? 0;
  const xs = order.map(index => (x === 'time' ? ((raw[index] ?? 0) - first) / 1000 : (raw[index] ?? 0)));
  return { order, xs };
}

/** The least and the greatest finite x and y; for a logarithmic y only what is above zero. Null if there is nothing to draw. */
export function curveBounds(
  curves: readonly Curve[],
  logY: boolean,
): { readonly x: readonly [number, number]; readonly y: readonly [number, number] } | null {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { xs, ys } of curves) {
    for (const [index, y] of ys.entries()) {
      if (!Number.isFinite(y) || (logY && y <= 0)) continue;
      const x = xs[index] ?? 0;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [low, high] = [Math.min(low, y), Math.max(high, y)];
    }
  }
  return left > right ? null : { x: [left, right], y: [low, high] };
}

/** The point of a curve that is nearest in x; -1 if it has none. */
export function nearestPoint(curve: Curve, x: number): number {
  const { xs } = curve;
  let [low, high] = [0, xs.length - 1];
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low > 0 && x - (xs[low - 1] ?? 0) < (xs[low] ?? 0) - x ? low - 1 : low;
}
