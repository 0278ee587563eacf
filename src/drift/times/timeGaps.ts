import { type TimeGaps } from '../../domain/dateTimeProfile';
import { sortNumbers } from '../../numeric/sortNumbers';

/** From this part of equal steps on, times are regular: a longer step has left one out. */
const REGULAR = 0.9;
const LEFT_OUT = 1.5;
/** Times that come at random have one gap or more with this probability. */
const BY_CHANCE = 0.01;
const KEPT = 5;

/**
 * "Where do times fail to come?" The commonest step between distinct times and the steps that are longer than expected:
 * where nine in ten steps are equal, more than one and a half of those; else longer than the longest of so many random
 * (exponential) steps of the same median is in 99 of 100 cases. Null with fewer than two steps. O(times log times).
 * @param sorted in ascending order
 */
export function timeGaps(sorted: Float64Array): TimeGaps | null {
  const steps = stepsBetween(sorted);
  if (steps.length < 2) return null;
  const ordered = sortNumbers(steps);
  const { step, count } = commonest(ordered);
  const isRegular = count >= REGULAR * ordered.length;
  const expected = isRegular ? LEFT_OUT * step : longestByChance(ordered);
  return { commonestStep: step, commonestCount: count, steps: ordered.length, expected, ...longerThan(sorted, expected) };
}

function stepsBetween(sorted: Float64Array): Float64Array {
  const steps = new Float64Array(Math.max(0, sorted.length - 1));
  let count = 0;
  for (let k = 1; k < sorted.length; k++) {
    const step = (sorted[k] as number) - (sorted[k - 1] as number);
    if (step > 0) steps[count++] = step;
  }
  return steps.subarray(0, count);
}

/** The shortest of the commonest steps. */
function commonest(ordered: Float64Array): { readonly step: number; readonly count: number } {
  let most = { step: 0, count: 0 };
  for (let from = 0; from < ordered.length;) {
    const step = ordered[from] as number;
    let to = from + 1;
    while (to < ordered.length && ordered[to] === step) to++;
    if (to - from > most.count) most = { step, count: to - from };
    from = to;
  }
  return most;
}

/** An exponential step's mean is its median / ln 2, and the longest of n is beyond mean × ln(n / α) with probability α at most. */
function longestByChance(ordered: Float64Array): number {
  const median = ordered[ordered.length >> 1] ?? 0;
  return (median / Math.LN2) * Math.log(ordered.length / BY_CHANCE);
}

function longerThan(sorted: Float64Array, expected: number): Pick<TimeGaps, 'count' | 'longest'> {
  const longest: { from: number; to: number }[] = [];
  let count = 0;
  for (let k = 1; k < sorted.length; k++) {
    const [from, to] = [sorted[k - 1] as number, sorted[k] as number];
    if (to - from <= expected) continue;
    count++;
    const place = longest.findIndex(gap => gap.to - gap.from < to - from);
    longest.splice(place < 0 ? longest.length : place, 0, { from, to });
    longest.length = Math.min(longest.length, KEPT);
  }
  return { count, longest };
}
