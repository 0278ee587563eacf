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
  const gaps = new GapCounts();
  for (const time of sorted) gaps.visit(time);
  return gaps.found();
}

/** A step, and between which times. */
interface Step {
  readonly from: number;
  readonly to: number;
}

/**
 * The steps between times that are told in ascending order. Of whole milliseconds over a span there are at most √(2 × span)
 * different ones, as their sum is the span: it needs no more memory than that, however many times there are.
 */
export class GapCounts {
  private readonly counts = new Map<number, number>();
  private readonly longest: Step[] = [];
  private steps = 0;
  private previous = NaN;

  visit(time: number): void {
    const step = time - this.previous;
    if (step > 0) {
      this.steps++;
      this.counts.set(step, (this.counts.get(step) ?? 0) + 1);
      this.keep(this.previous, time);
    }
    this.previous = time;
  }

  /** What `timeGaps` says. */
  found(): TimeGaps | null {
    if (this.steps < 2) return null;
    const { step, count } = this.commonest();
    const expected = count >= REGULAR * this.steps ? LEFT_OUT * step : longestByChance(this.median(), this.steps);
    let longer = 0;
    for (const [length, count] of this.counts) if (length > expected) longer += count;
    const longest = this.longest.filter(({ from, to }) => to - from > expected);
    return { commonestStep: step, commonestCount: count, steps: this.steps, expected, count: longer, longest };
  }

  /** The longest few, the longest first; of equal ones the first. */
  private keep(from: number, to: number): void {
    const { longest } = this;
    const least = longest[KEPT - 1];
    if (least !== undefined && to - from <= least.to - least.from) return;
    const place = longest.findIndex(kept => kept.to - kept.from < to - from);
    longest.splice(place < 0 ? longest.length : place, 0, { from, to });
    longest.length = Math.min(longest.length, KEPT);
  }

  /** The shortest of the commonest steps. */
  private commonest(): { readonly step: number; readonly count: number } {
    let most = { step: 0, count: 0 };
    for (const [step, count] of this.counts) if (count > most.count || (count === most.count && step < most.step)) most = { step, count };
    return most;
  }

  private median(): number {
    const middle = this.steps >> 1;
    let passed = 0;
    for (const step of sortNumbers(Float64Array.from(this.counts.keys()))) {
      passed += this.counts.get(step) ?? 0;
      if (passed > middle) return step;
    }
    return 0;
  }
}

/** An exponential step's mean is its median / ln 2, and the longest of n is beyond mean × ln(n / α) with probability α at most. */
function longestByChance(median: number, steps: number): number {
  return (median / Math.LN2) * Math.log(steps / BY_CHANCE);
}
