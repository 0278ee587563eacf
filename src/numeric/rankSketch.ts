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
  const count = sorted.length;
  const step = count / (most - 2);
  const points: RankPoint[] = [];
  let last = 0;
  for (let from = 0; from < count;) {
    const value = sorted[from] as number;
    let to = from + 1;
    while (to < count && sorted[to] === value) to++;
    if (from === 0 || to === count || to - last > step) {
      points.push(exactPoint(value, from, to));
      last = to;
    }
    from = to;
  }
  return { count, points };
}

/** A point whose ranks are known. */
export function exactPoint(value: number, below: number, atMost: number): RankPoint {
  return { value, belowLeast: below, belowMost: below, atMostLeast: atMost, atMostMost: atMost };
}
