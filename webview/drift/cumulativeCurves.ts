import { type Distribution, type DistributionGap } from '../../src/domain/distribution';
import { cumulativeShares, largestGap } from './shares';

export interface CumulativePoint {
  readonly at: number;
  readonly reference: number;
  readonly current: number;
}

/**
 * Both empirical distribution functions at the edges of the bins and at their largest gap. A report without the measured
 * gap has the largest one at an edge.
 */
export function cumulativeCurves(distribution: Extract<Distribution, { kind: 'numeric' }>): {
  readonly points: readonly CumulativePoint[];
  readonly gap: DistributionGap;
} {
  const [reference, current] = [cumulativeShares(distribution.reference), cumulativeShares(distribution.current)];
  const atEdges = distribution.edges.map((at, index) => ({ at, reference: reference[index] ?? 0, current: current[index] ?? 0 }));
  const { gap } = distribution;
  if (gap !== undefined) return { points: withPoint(atEdges, gap), gap };
  const widest = atEdges[largestGap(reference, current).index];
  return { points: atEdges, gap: widest ?? { at: 0, reference: 0, current: 0 } };
}

function withPoint(points: readonly CumulativePoint[], point: CumulativePoint): CumulativePoint[] {
  const place = points.findIndex(({ at }) => at >= point.at);
  if (place < 0 || points[place]?.at === point.at) return [...points];
  return points.toSpliced(place, 0, point);
}
