import { type RankSketch } from '../../numeric/rankSketch';

/** Sorted values that stand for a sketch's, each moved to the nearest point: the other end of what the data may be like. O(n). */
export function atPoints(sorted: Float64Array, { points }: RankSketch): Float64Array {
  let next = 0;
  return sorted.map(value => {
    while (next < points.length - 1 && (points[next]?.value ?? Infinity) < value) next++;
    const above = points[next]?.value ?? value;
    const below = points[next - 1]?.value ?? above;
    return above === value || above - value < value - below ? above : below;
  });
}
