import { type RankBounds } from './rankBounds';

/** Between which two numbers a figure lies. */
export interface Bounds {
  readonly lowest: number;
  readonly highest: number;
}

/** What is read off the gap between two distribution functions. */
export interface GapBounds {
  /** Kolmogorov and Smirnov's D. */
  readonly kolmogorov: Bounds;
  /** The area of the gap: Wasserstein's distance. */
  readonly wasserstein: Bounds;
  /** The area of the squared gap. */
  readonly squaredGap: Bounds;
}

/** Sums of a million areas are off by no more than this share. */
const ROUNDING = 1e-9;

/**
 * Between which bounds the gap's figures lie where the distribution functions are only known between a lower and an upper
 * one: at every place the gap is at least the distance of the two stretches, and at most that of their far ends. O(points).
 */
export function gapBounds(a: RankBounds, b: RankBounds): GapBounds {
  const sums = { nearest: 0, farthest: 0, leastArea: 0, mostArea: 0, leastSquares: 0, mostSquares: 0 };
  const first = new Walk(a);
  const second = new Walk(b);
  for (let value = Math.min(first.next, second.next); value < Infinity;) {
    first.reach(value);
    second.reach(value);
    widen(sums, first, second, 0);
    first.leave();
    second.leave();
    const next = Math.min(first.next, second.next);
    if (next < Infinity) widen(sums, first, second, next - value);
    value = next;
  }
  return {
    kolmogorov: { lowest: Math.max(0, sums.nearest * (1 - ROUNDING)), highest: Math.min(1, sums.farthest * (1 + ROUNDING)) },
    wasserstein: { lowest: sums.leastArea * (1 - ROUNDING), highest: sums.mostArea * (1 + ROUNDING) },
    squaredGap: { lowest: sums.leastSquares * (1 - ROUNDING), highest: sums.mostSquares * (1 + ROUNDING) },
  };
}

interface Sums {
  nearest: number;
  farthest: number;
  leastArea: number;
  mostArea: number;
  leastSquares: number;
  mostSquares: number;
}

function widen(sums: Sums, a: Walk, b: Walk, width: number): void {
  const near = Math.max(0, a.least - b.most, b.least - a.most);
  const far = Math.max(a.most - b.least, b.most - a.least);
  sums.nearest = Math.max(sums.nearest, near);
  sums.farthest = Math.max(sums.farthest, far);
  sums.leastArea += near * width;
  sums.mostArea += far * width;
  sums.leastSquares += near * near * width;
  sums.mostSquares += far * far * width;
}

/** One side's distribution function, at a value or between two. */
class Walk {
  least = 0;
  most = 0;
  private place = 0;

  constructor(private readonly bounds: RankBounds) {}

  /** The next point. */
  get next(): number {
    return this.bounds.values[this.place] ?? Infinity;
  }

  /** The shares at most at the value. */
  reach(value: number): void {
    if (this.next !== value) return;
    const { atMostLeast, atMostMost, count } = this.bounds;
    this.least = (atMostLeast[this.place] as number) / count;
    this.most = (atMostMost[this.place] as number) / count;
    this.place++;
  }

  /** The shares between the value and the next point. */
  leave(): void {
    const { atMostLeast, belowMost, count } = this.bounds;
    this.least = this.place > 0 ? (atMostLeast[this.place - 1] as number) / count : 0;
    this.most = this.place < belowMost.length ? (belowMost[this.place] as number) / count : 1;
  }
}
