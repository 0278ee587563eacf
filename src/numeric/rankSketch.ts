/**
 * A value of sorted data and how many values lie below it and at most at it: between `least` and `most` of them. Both are
 * the same where the data was at hand; in a merged sketch they lie apart.
 */
export interface RankPoint {
  readonly value: number;
  readonly belowLeast: number;
  readonly belowMost: number;
  readonly atMostLeast: number;
  readonly atMostMost: number;
}

/** What is kept of so many numbers in place of them: points in ascending order, the least and the greatest value among them. */
export interface RankSketch {
  readonly count: number;
  readonly points: readonly RankPoint[];
}

/**
 * The sketch of sorted data, which is not empty. Ranks are exact at the points, and between two neighbours lie at most
 * count / (most − 2) values, so that the rank of no value is further off than that: a bound that is proven and not a
 * probability. O(n).
 *
 * @param most points at the most, from 3
 */
export function rankSketch(sorted: Float64Array, most: number): RankSketch {
  const sketcher = new RankSketcher(sorted.length, most);
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from] as number;
    let to = from + 1;
    while (to < sorted.length && sorted[to] === value) to++;
    sketcher.visit(value, to - from);
    from = to;
  }
  return sketcher.sketch();
}

/** Makes the sketch of `rankSketch` from distinct values that pass by in ascending order, with how often each is there. */
export class RankSketcher {
  private readonly points: RankPoint[] = [];
  private readonly step: number;
  private passed = 0;
  private last = 0;

  /** @param count of all values @param most points at the most, from 3 */
  constructor(
    private readonly count: number,
    most: number,
  ) {
    this.step = count / (most - 2);
  }

  visit(value: number, times: number): void {
    const from = this.passed;
    const to = (this.passed += times);
    if (from > 0 && to < this.count && to - this.last <= this.step) return;
    this.points.push(exactPoint(value, from, to));
    this.last = to;
  }

  sketch(): RankSketch {
    return { count: this.count, points: this.points };
  }
}

/** A point whose ranks are known. */
export function exactPoint(value: number, below: number, atMost: number): RankPoint {
  return { value, belowLeast: below, belowMost: below, atMostLeast: atMost, atMostMost: atMost };
}
