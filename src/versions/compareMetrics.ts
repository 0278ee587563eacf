import { toJsonNumber } from '../base/json';
import { type MetricRow } from './contract';
import { differenceOf, keysOfBoth, type Sides, valueIn } from './textRows';

/**
 * The metrics of two runs side by side, by name. A NaN is the same as a NaN; where one side is not finite there is a
 * difference, but no change in numbers.
 */
export function compareMetrics(sides: Sides<Readonly<Record<string, number>>>): readonly MetricRow[] {
  return keysOfBoth(sides).map(name => {
    const [from, to] = [valueIn(sides.from, name), valueIn(sides.to, name)];
    const change = from === null || to === null ? null : finite(to - from);
    return {
      name,
      from: toJsonNumber(from),
      to: toJsonNumber(to),
      // Zero has two signs, which nobody means to tell apart.
      difference: differenceOf(sides, { from, to }, (a, b) => a === b || Object.is(a, b)),
      change,
      relativeChange: change === null || from === null || from === 0 ? null : finite(change / Math.abs(from)),
    };
  });
}

/** Infinity less infinity is not a number, and a difference may be too large to be one. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
