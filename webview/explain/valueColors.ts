import { redBlue, SHAP_GREY } from './shapColors';

type FeatureValue = number | string | null;

/**
 * The colours of one feature's values as shap's beeswarm gives them: between the 5th and the 95th percentile (the 1st
 * and 99th, then the least and greatest, where those are equal), values beyond at the ends, missing ones grey. All grey
 * for categories, whose values have no order.
 */
export function valueColors(values: readonly FeatureValue[]): string[] {
  const numbers = values.filter(value => typeof value === 'number' && !Number.isNaN(value)) as number[];
  const limits = values.some(value => typeof value === 'string') ? null : colorLimits(numbers);
  return values.map(value =>
    limits === null || typeof value !== 'number' || Number.isNaN(value) ? SHAP_GREY : redBlue(partOf(value, limits)),
  );
}

/** Low and high end of the colours; null without a number. */
function colorLimits(numbers: readonly number[]): readonly [number, number] | null {
  if (numbers.length === 0) return null;
  const sorted = Float64Array.from(numbers).sort();
  const tries = [
    [5, 95],
    [1, 99],
    [0, 100],
  ] as const;
  for (const [low, high] of tries) {
    const limits = [percentile(sorted, low), percentile(sorted, high)] as const;
    if (limits[0] !== limits[1]) return limits;
  }
  const only = sorted[0] ?? 0;
  return [only, only];
}

function partOf(value: number, [low, high]: readonly [number, number]): number {
  return high > low ? (value - low) / (high - low) : 0;
}

/** NumPy's default: linear between the two nearest ranks. */
function percentile(sorted: Float64Array, percent: number): number {
  const place = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(place);
  const [from, to] = [sorted[below] ?? 0, sorted[Math.min(sorted.length - 1, below + 1)] ?? 0];
  return from + (to - from) * (place - below);
}
