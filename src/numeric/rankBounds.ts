import { firstAtLeast } from './firstAtLeast';
import { type RankSketch } from './rankSketch';

/**
 * How many values of a sample lie below each of its points and at most at it: between `least` and `most`, which are one and
 * the same array for a sample that is known.
 */
export interface RankBounds {
  readonly count: number;
  readonly values: Float64Array;
  readonly belowLeast: Float64Array;
  readonly belowMost: Float64Array;
  readonly atMostLeast: Float64Array;
  readonly atMostMost: Float64Array;
}

/** The bounds that a sketch proves. */
export function boundsOfSketch({ count, points }: RankSketch): RankBounds {
  return {
    count,
    values: Float64Array.from(points, ({ value }) => value),
    belowLeast: Float64Array.from(points, ({ belowLeast }) => belowLeast),
    belowMost: Float64Array.from(points, ({ belowMost }) => belowMost),
    atMostLeast: Float64Array.from(points, ({ atMostLeast }) => atMostLeast),
    atMostMost: Float64Array.from(points, ({ atMostMost }) => atMostMost),
  };
}

/** The ranks of sorted values, every distinct one a point. O(n). */
export function boundsOfSorted(sorted: Float64Array): RankBounds {
  const count = sorted.length;
  const values = new Float64Array(count);
  const below = new Float64Array(count);
  const atMost = new Float64Array(count);
  let points = 0;
  for (let from = 0; from < count; points++) {
    let to = from + 1;
    while (to < count && sorted[to] === sorted[from]) to++;
    values[points] = sorted[from] as number;
    below[points] = from;
    atMost[points] = to;
    from = to;
  }
  const [belowRanks, atMostRanks] = [below.subarray(0, points), atMost.subarray(0, points)];
  return {
    count,
    values: values.subarray(0, points),
    belowLeast: belowRanks,
    belowMost: belowRanks,
    atMostLeast: atMostRanks,
    atMostMost: atMostRanks,
  };
}

/** How many values are known to lie below a place, at least and at most. */
export interface RankInterval {
  readonly least: number;
  readonly most: number;
}

/** How many values lie below a value, or at most at it. O(log points). */
export function rankAt(bounds: RankBounds, value: number, counting: 'below' | 'atMost'): RankInterval {
  const { values } = bounds;
  const place = firstAtLeast(values, value);
  if (values[place] !== value) return rankBefore(bounds, place);
  const [least, most] = counting === 'below' ? [bounds.belowLeast, bounds.belowMost] : [bounds.atMostLeast, bounds.atMostMost];
  return { least: least[place] as number, most: most[place] as number };
}

/** How many values lie below a place between a point and the one before it. */
export function rankBefore({ count, atMostLeast, belowMost }: RankBounds, point: number): RankInterval {
  return {
    least: point > 0 ? (atMostLeast[point - 1] as number) : 0,
    most: point < belowMost.length ? (belowMost[point] as number) : count,
  };
}
