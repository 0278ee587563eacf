import { type Bounds } from './gapBounds';
import { type RankBounds } from './rankBounds';

/**
 * Between which bounds Σ t³ over the groups of tied values lies, where ranks are only known between bounds and there are at
 * least so many distinct values: at most, what is tied is all in the widest places. O(points log points).
 */
export function tieCubes(bounds: RankBounds, distinct: number): Bounds {
  const { count, belowLeast, belowMost, atMostLeast, atMostMost } = bounds;
  let lowest = count;
  const rooms: number[] = [];
  belowLeast.forEach((below, k) => {
    const surely = Math.max(1, (atMostLeast[k] as number) - (belowMost[k] as number));
    lowest += cubeLessItself(surely);
    rooms.push((atMostMost[k] as number) - below, k > 0 ? (belowMost[k] as number) - (atMostLeast[k - 1] as number) : 0);
  });
  let highest = count;
  let excess = count - distinct;
  for (const room of Float64Array.from(rooms).sort().reverse()) {
    if (excess <= 0 || room <= 1) break;
    const tied = Math.min(room - 1, excess);
    highest += cubeLessItself(tied + 1);
    excess -= tied;
  }
  return { lowest, highest: Math.max(lowest, highest) };
}

function cubeLessItself(count: number): number {
  return count * count * count - count;
}
