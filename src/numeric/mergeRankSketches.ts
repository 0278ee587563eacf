import { type RankPoint, type RankSketch } from './rankSketch';

/** By how much the distance between points grows until there are few enough. */
const GROWTH = 1.25;

/**
 * The sketch of all data together: at every point of any part the parts' bounds add up, so that what it says stays proven.
 * Then as many points are left out as need be, which widens the bounds by what lay between. O(points).
 */
export function mergeRankSketches(parts: readonly RankSketch[], most: number): RankSketch {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const points = addedUp(parts);
  for (let step = count / most; ; step *= GROWTH) {
    const kept = thinned(points, step);
    if (kept.length <= Math.max(most, 2)) return { count, points: kept };
  }
}

/** The bounds of all parts at every value that is a point of one of them. */
function addedUp(parts: readonly RankSketch[]): RankPoint[] {
  const values = Float64Array.from(new Set(parts.flatMap(({ points }) => points.map(({ value }) => value)))).sort();
  const places = parts.map(() => 0);
  return Array.from(values, value => {
    const sum = { value, belowLeast: 0, belowMost: 0, atMostLeast: 0, atMostMost: 0 };
    parts.forEach((part, k) => {
      const { points, count } = part;
      let place = places[k] ?? 0;
      while ((points[place]?.value ?? Infinity) < value) place++;
      places[k] = place;
      const own = points[place]?.value === value ? points[place] : undefined;
      const least = points[place - 1]?.atMostLeast ?? 0;
      const most = points[place]?.belowMost ?? count;
      sum.belowLeast += own?.belowLeast ?? least;
      sum.belowMost += own?.belowMost ?? most;
      sum.atMostLeast += own?.atMostLeast ?? least;
      sum.atMostMost += own?.atMostMost ?? most;
    });
    return sum;
  });
}

/** Leaves out points while what lies between their neighbours stays within the step. */
function thinned(points: readonly RankPoint[], step: number): RankPoint[] {
  const kept: RankPoint[] = [];
  let last = 0;
  points.forEach((point, k) => {
    const next = points[k + 1];
    const isEnd = k === 0 || next === undefined;
    if (!isEnd && middle(next.belowLeast, next.belowMost) - last <= step) return;
    kept.push(point);
    last = middle(point.atMostLeast, point.atMostMost);
  });
  return kept;
}

function middle(least: number, most: number): number {
  return (least + most) / 2;
}
