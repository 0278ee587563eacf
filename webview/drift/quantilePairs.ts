import { type NumberSummary } from '../../src/domain/distribution';

/** The same quantile of both sides. */
export interface QuantilePair {
  /** Between 0 and 1. */
  readonly at: number;
  readonly reference: number;
  readonly current: number;
}

const FEW = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

/** The quantiles that both sides have: every percentile, or the seven of older reports. Empty where a side has none. */
export function quantilePairs(reference: NumberSummary | null, current: NumberSummary | null): QuantilePair[] {
  if (reference === null || current === null) return [];
  const percentiles = reference.percentiles !== undefined && current.percentiles !== undefined;
  const [before, now] = percentiles ? [reference.percentiles ?? [], current.percentiles ?? []] : [reference.quantiles, current.quantiles];
  const places = percentiles ? before.map((_, index) => index / (before.length - 1)) : FEW;
  return places.flatMap((at, index) => {
    const [from, to] = [before[index], now[index]];
    return from === undefined || to === undefined ? [] : [{ at, reference: from, current: to }];
  });
}

/** The pairs that a plot shows: without the least and greatest hundredth, which can be far from all else. */
export function plottedPairs(pairs: readonly QuantilePair[]): readonly QuantilePair[] {
  const inner = pairs.filter(({ at }) => at >= 0.01 && at <= 0.99);
  return inner.length >= 9 ? inner : pairs;
}
