import { type DriftMethod } from '../../domain/driftMethod';
import { andersonDarlingBounds } from '../../numeric/andersonDarlingBounds';
import { cramerVonMisesBounds, type TiedRanks } from '../../numeric/cramerVonMisesBounds';
import { hellingerBounds, jensenShannonBounds, kullbackLeiblerBounds, stabilityIndexBounds } from '../../numeric/divergenceBounds';
import { type Bounds, gapBounds } from '../../numeric/gapBounds';
import { histogramEdges } from '../../numeric/histogramEdges';
import { kolmogorovTwoSample } from '../../numeric/kolmogorovTwoSample';
import { mannWhitneyBounds } from '../../numeric/mannWhitneyBounds';
import { type RankBounds } from '../../numeric/rankBounds';
import { sturgesWidth } from '../../numeric/sturgesWidth';
import { pooledShape } from '../pooledShape';
import { type NumberSample } from '../sample';
import { studentTest } from '../studentTest';
import { SamplePair } from '../samplePair';
import { wassersteinScale } from '../wassersteinTest';
import { binShares, filledBinShares } from './binShares';

/** One side: a sample that stands for the data, with exact moments, ends and counts, and what is proven of the ranks. */
export interface BoundedNumbers {
  readonly sample: NumberSample;
  readonly unique: readonly [number, number];
  readonly ranks: RankBounds;
}

export interface BoundedSides {
  readonly reference: BoundedNumbers;
  readonly current: BoundedNumbers;
}

/**
 * Between which bounds the score of the data lies that a sketch is of, by its proven bounds of the distribution function;
 * null for a test that needs more of the data than that. O(values of the side that is known).
 */
export function scoreBounds(method: DriftMethod, sides: BoundedSides): Bounds | null {
  return BOUNDS[method]?.(sides) ?? null;
}

const BOUNDS: Partial<Readonly<Record<DriftMethod, (sides: BoundedSides) => Bounds | null>>> = {
  ks: ksBounds,
  wasserstein: ({ reference, current }) => {
    const scale = wassersteinScale(reference.sample);
    const { lowest, highest } = gapBounds(reference.ranks, current.ranks).wasserstein;
    return { lowest: lowest / scale, highest: highest / scale };
  },
  ed: ({ reference, current }) => {
    const { lowest, highest } = gapBounds(reference.ranks, current.ranks).squaredGap;
    return { lowest: Math.sqrt(2 * lowest), highest: Math.sqrt(2 * highest) };
  },
  anderson: ({ reference, current }) => andersonDarlingBounds(reference.ranks, current.ranks),
  cramer_von_mises: ({ reference, current }) => cramerVonMisesBounds(tiedRanks(reference), tiedRanks(current)),
  mannw: ({ reference, current }) => mannWhitneyBounds(reference.ranks, current.ranks),
  t_test: ({ reference, current }) => {
    const outcome = studentTest.score(new SamplePair(reference.sample, current.sample, 'numeric'));
    return 'reason' in outcome ? null : { lowest: outcome.score, highest: outcome.score };
  },
  psi: sides => overSturges(sides, filledBinShares, stabilityIndexBounds),
  kl_div: sides => overSturges(sides, filledBinShares, kullbackLeiblerBounds),
  jensenshannon: sides => overSturges(sides, binShares, jensenShannonBounds),
  hellinger: hellingerOverBins,
};

function tiedRanks({ ranks, unique }: BoundedNumbers): TiedRanks {
  return { ranks, distinct: unique[0] };
}

/** p falls as D grows. */
function ksBounds({ reference, current }: BoundedSides): Bounds {
  const [before, after] = [reference.ranks, current.ranks];
  const { lowest, highest } = gapBounds(before, after).kolmogorov;
  const p = (distance: number): number => kolmogorovTwoSample(distance, before.count, after.count);
  return { lowest: p(highest), highest: p(lowest) };
}

type Divergence = (p: ReturnType<typeof binShares>, q: ReturnType<typeof binShares>) => Bounds;

function overSturges({ reference, current }: BoundedSides, shares: typeof binShares, divergence: Divergence): Bounds | null {
  const shape = pooledShape(reference.sample, current.sample);
  const edges = histogramEdges(shape, sturgesWidth(shape));
  return edges.length === 0 ? null : divergence(shares(reference.ranks, edges), shares(current.ranks, edges));
}

/**
 * Its bins go by the number of distinct values, of which the least and the most are known: over every number of bins that
 * there can be. Evidently's sums of float32 values are right to three digits only, and have no bounds.
 */
function hellingerOverBins({ reference, current }: BoundedSides): Bounds | null {
  const shape = pooledShape(reference.sample, current.sample);
  if (shape.storage === 'float32') return null;
  const [least, most] = [Math.max(reference.unique[0], current.unique[0]), reference.unique[1] + current.unique[1]];
  const doubled = Array.from({ length: 64 }, (_, k) => 2 ** k).filter(count => count > least && count < most);
  const found = [least, ...doubled, most].map(count => {
    const edges = histogramEdges(shape, sturgesWidth({ ...shape, count }));
    return edges.length === 0 ? null : hellingerBounds(binShares(reference.ranks, edges), binShares(current.ranks, edges));
  });
  const bounds = found.filter(each => each !== null);
  if (bounds.length < found.length) return null;
  return { lowest: Math.min(...bounds.map(({ lowest }) => lowest)), highest: Math.max(...bounds.map(({ highest }) => highest)) };
}
