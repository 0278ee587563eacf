import { type Bounds } from './gapBounds';
import { type RankBounds } from './rankBounds';

/** One sample's distribution function before a place and at its end, each between bounds. */
export interface SlotSide {
  readonly before: Bounds;
  readonly after: Bounds;
}

/** A place in two samples: one value, at which all that lies there is tied, or what lies between one value and the next. */
export interface Slot {
  readonly a: SlotSide;
  readonly b: SlotSide;
  readonly isValue: boolean;
}

/**
 * The places of two samples whose ranks are only known between bounds, in ascending order: every point of one of them, and
 * what may lie between a point and the next. O(points).
 */
export function* slots(a: RankBounds, b: RankBounds): Generator<Slot, void, undefined> {
  const [first, second] = [new Walk(a), new Walk(b)];
  for (let value = Math.min(first.next, second.next); value < Infinity;) {
    yield { a: first.reach(value), b: second.reach(value), isValue: true };
    const next = Math.min(first.next, second.next);
    const between = { a: first.between(next), b: second.between(next), isValue: false };
    if (next < Infinity && (canHold(between.a) || canHold(between.b))) yield between;
    value = next;
  }
}

function canHold({ before, after }: SlotSide): boolean {
  return after.highest > before.lowest;
}

/**
 * Between which bounds Σ h · (a's weight · ΔF + b's weight · ΔG) lies over the places, where h is only known between bounds
 * at each: in the order of places, every step of h counts by how much of the samples may lie after it.
 */
export class SlotSums {
  private readonly sums = { lowest: 0, highest: 0 };
  private last: Bounds = { lowest: 0, highest: 0 };
  private done: readonly [Bounds, Bounds] = [
    { lowest: 0, highest: 0 },
    { lowest: 0, highest: 0 },
  ];

  constructor(private readonly weights: readonly [number, number]) {}

  add({ a, b }: Slot, height: Bounds): void {
    const { sums, last, done, weights } = this;
    weights.forEach((weight, side) => {
      const { lowest = 0, highest = 0 } = done[side] ?? {};
      const [lowStep, highStep] = [height.lowest - last.lowest, height.highest - last.highest];
      sums.lowest += weight * lowStep * (1 - (lowStep > 0 ? highest : lowest));
      sums.highest += weight * highStep * (1 - (highStep > 0 ? lowest : highest));
    });
    this.last = height;
    this.done = [a.after, b.after];
  }

  bounds(): Bounds {
    return { lowest: Math.max(0, this.sums.lowest), highest: this.sums.highest };
  }
}

/** Between which bounds the square of a number lies. */
export function squareBounds({ lowest, highest }: Bounds): Bounds {
  const least = lowest > 0 ? lowest : highest < 0 ? highest : 0;
  return { lowest: least * least, highest: Math.max(lowest * lowest, highest * highest) };
}

/** Between which bounds a difference lies. */
export function differenceBounds(a: Bounds, b: Bounds): Bounds {
  return { lowest: a.lowest - b.highest, highest: a.highest - b.lowest };
}

/** Everywhere from one place to another. */
export function spanOf({ before, after }: SlotSide): Bounds {
  return { lowest: before.lowest, highest: after.highest };
}

/** Half way from one place to another. */
export function middleOf({ before, after }: SlotSide): Bounds {
  return { lowest: (before.lowest + after.lowest) / 2, highest: (before.highest + after.highest) / 2 };
}

/** One sample's distribution function on the way. */
class Walk {
  private place = 0;

  constructor(private readonly bounds: RankBounds) {}

  get next(): number {
    return this.bounds.values[this.place] ?? Infinity;
  }

  /** At a value; one that is no point may be tied with anything that lies between two points. */
  reach(value: number): SlotSide {
    if (this.next !== value) return { before: this.open(), after: this.open() };
    const { belowLeast, belowMost, atMostLeast, atMostMost } = this.bounds;
    const k = this.place++;
    return { before: this.shares(belowLeast[k], belowMost[k]), after: this.shares(atMostLeast[k], atMostMost[k]) };
  }

  /** From a value to the next. */
  between(next: number): SlotSide {
    const before = this.open();
    if (this.next !== next) return { before, after: before };
    return { before, after: this.shares(this.bounds.belowLeast[this.place], this.bounds.belowMost[this.place]) };
  }

  private open(): Bounds {
    const { atMostLeast, belowMost, count } = this.bounds;
    return this.shares(this.place > 0 ? atMostLeast[this.place - 1] : 0, this.place < belowMost.length ? belowMost[this.place] : count);
  }

  private shares(least = 0, most = 0): Bounds {
    return { lowest: least / this.bounds.count, highest: most / this.bounds.count };
  }
}
