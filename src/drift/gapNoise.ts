import { kolmogorovTwoSample } from '../numeric/kolmogorovTwoSample';
import { everyRank, type PathOptions, rankPaths, type RankPaths, VALUE_BY_VALUE } from '../numeric/rankPaths';
import { middlesOfBlocks } from './noisePlaces';
import { NOISE_ROUNDS, upperNoise } from './noiseQuantile';
import { type NumberSample } from './sample';
import { type SamplePair } from './samplePair';

/** Up to so many distinct values, each is a block of its own. */
const FEW_VALUES = 350;
/** Evidently's floor of the Wasserstein distance's scale. */
const SMALLEST_SCALE = 0.001;
/** Up to this size, the steps of D on sides of equal size are worth walking. */
const WIDE_STEPS = 10_000;
/** Of the p-values of an exact test. */
const LEVEL = 0.05;

interface Sides {
  readonly reference: NumberSample;
  readonly current: NumberSample;
}

/** Where the gap is looked at, and from which value to which one each look stands for. */
interface Looks extends RankPaths {
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/**
 * The noise of the Wasserstein distance, the energy distance and K-S, which are all read off the gap between the two
 * empirical distribution functions. K-S without ties, or beyond 4,096 rows and 350 values: from its exact two-sample
 * distribution. Else the gap is drawn in 499 rounds at every distinct value (up to 4,096 rows, or 350 values), or at the
 * ends of blocks (see `everyRank`), which gives the noise of shuffled rows within 3 %. Columns with the same numbers of rows
 * share the paths. O(rounds × values looked at).
 */
export function gapNoise(method: 'wasserstein' | 'ed' | 'ks', pair: SamplePair, seed: number): number | null {
  const numbers = pair.numbers();
  if (numbers === null) return null;
  const { count: n1 } = numbers.reference;
  const { count: n2 } = numbers.current;
  if (method === 'ks' && pair.distances().distinct === n1 + n2) return kolmogorovLevel(n1, n2);
  const looks = looksAt(pair, { n1, n2, rounds: NOISE_ROUNDS, seed });
  if (looks.ranks.length === 0) return method === 'ks' ? 1 : 0;
  if (method === 'wasserstein') return upperNoise(wassersteinDistances(looks, numbers));
  if (method === 'ed') return upperNoise(energyDistances(looks));
  return looks.exact ? kolmogorovTwoSample(upperNoise(widestGaps(looks)), n1, n2) : kolmogorovLevel(n1, n2);
}

/** The 5th percentile of K-S p-values without ties: they are uniform but for the steps of D, which are wide for small equal sizes. */
function kolmogorovLevel(n1: number, n2: number): number {
  if (n1 !== n2 || n1 > WIDE_STEPS) return LEVEL;
  let low = 1;
  let high = n1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (kolmogorovTwoSample(middle / n1, n1, n2) >= LEVEL) low = middle;
    else high = middle - 1;
  }
  return kolmogorovTwoSample(low / n1, n1, n2);
}

function looksAt(pair: SamplePair, options: PathOptions): Looks & { readonly exact: boolean } {
  const total = options.n1 + options.n2;
  const few = total > VALUE_BY_VALUE ? pair.endsOfTies(FEW_VALUES) : null;
  const paths = few === null ? sharedPaths(options) : rankPaths(few, options);
  const exact = total <= VALUE_BY_VALUE || few !== null;
  const { ranks } = paths;
  const { from, to } = exact ? { from: ranks.map(rank => rank - 1), to: ranks } : middlesOfBlocks(ranks, total);
  return { ...paths, exact, from: pair.pooledAt(from), to: pair.pooledAt(to) };
}

/** The last paths at `everyRank`: most columns of a table have the same numbers of rows, and drawing is the dear part. */
let shared: { readonly options: PathOptions; readonly paths: RankPaths } | undefined;

function sharedPaths(options: PathOptions): RankPaths {
  const same =
    shared !== undefined && Object.entries(shared.options).every(([name, value]) => options[name as keyof PathOptions] === value);
  if (!same || shared === undefined) shared = { options, paths: rankPaths(everyRank(options.n1 + options.n2), options) };
  return shared.paths;
}

/** Each round's result of a sum over its gaps. */
function eachRound({ ranks, gaps }: RankPaths, distance: (first: number) => number): Float64Array {
  return Float64Array.from({ length: gaps.length / ranks.length }, (_, round) => distance(round * ranks.length));
}

function widestGaps(looks: Looks): Float64Array {
  const { gaps, from, to } = looks;
  const ends = looks.ranks.map((_, k) => k).filter(k => from[k] !== to[k]);
  return eachRound(looks, first => {
    let widest = 0;
    for (const k of ends) widest = Math.max(widest, Math.abs(gaps[first + k] as number));
    return widest;
  });
}

function energyDistances(looks: Looks): Float64Array {
  const { ranks, gaps, from, to } = looks;
  return eachRound(looks, first => {
    let area = 0;
    for (let k = 0; k < ranks.length; k++) area += (gaps[first + k] as number) ** 2 * ((to[k] as number) - (from[k] as number));
    return Math.sqrt(2 * area);
  });
}

/** Each over the standard deviation of that round's reference, whose moments are sums over the same gaps. */
function wassersteinDistances(looks: Looks, { reference, current }: Sides): Float64Array {
  const { ranks, gaps, from, to } = looks;
  const total = reference.count + current.count;
  const currentShare = current.count / total;
  const centre = (1 - currentShare) * reference.mean + currentShare * current.mean;
  const secondMoment = ({ mean, deviation }: NumberSample): number => deviation ** 2 + (mean - centre) ** 2;
  const pooledMoment = (1 - currentShare) * secondMoment(reference) + currentShare * secondMoment(current);
  const steps = to.map((value, k) => value - (from[k] as number));
  const squares = to.map((value, k) => (steps[k] as number) * (value - centre + ((from[k] as number) - centre)));
  return eachRound(looks, first => {
    let area = 0;
    let shift = 0;
    let moment = 0;
    for (let k = 0; k < ranks.length; k++) {
      const gap = gaps[first + k] as number;
      const part = gap * (steps[k] as number);
      area += Math.abs(part);
      shift += part;
      moment += gap * (squares[k] as number);
    }
    const variance = pooledMoment - currentShare * moment - (currentShare * shift) ** 2;
    return area / Math.max(Math.sqrt(Math.max(0, variance)), SMALLEST_SCALE);
  });
}
