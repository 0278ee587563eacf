import { everyRank } from '../numeric/rankPaths';

/** More values in all than this are thinned out to so many as follow. */
const MOST_VALUES = 4096;
const THINNED = 3000;
/** Values that a small side keeps. */
const SMALL_SIDE = 1000;

/** The places, among both sides' values sorted together, of all values that the noise of many values rests on. */
export function noisePlaces(n1: number, n2: number): number[] {
  const { from, to } = middlesOfBlocks(everyRank(n1 + n2), n1 + n2);
  return [...from, ...to, ...thinnedPlaces(n1, n2).places];
}

/** From which place to which one each look at blocks' ends stands: half of the block before it, and half of the next. */
export function middlesOfBlocks(ranks: Int32Array, total: number): { readonly from: Int32Array; readonly to: Int32Array } {
  const halfWay = (k: number): number => (((ranks[k - 1] ?? 0) + (ranks[k] ?? total) - 1) / 2) | 0;
  return { from: ranks.map((_, k) => halfWay(k)), to: ranks.map((_, k) => halfWay(k + 1)) };
}

/** Values that stand for all of both sides', and the sizes of the sides that these are parted into. */
export interface ThinnedPlaces {
  readonly n1: number;
  readonly n2: number;
  readonly places: Int32Array;
}

/** All places of up to 4,096 values; else 3,000, with the sides in proportion but at least 1,000 of the smaller one. */
export function thinnedPlaces(n1: number, n2: number): ThinnedPlaces {
  const sides = thinned(n1, n2);
  const kept = sides.n1 + sides.n2;
  const spread = (n1 + n2) / kept;
  return { ...sides, places: Int32Array.from({ length: kept }, (_, k) => Math.floor((k + 0.5) * spread)) };
}

function thinned(n1: number, n2: number): { n1: number; n2: number } {
  if (n1 + n2 <= MOST_VALUES) return { n1, n2 };
  const share = Math.round((THINNED * n1) / (n1 + n2));
  const kept = Math.min(Math.max(share, Math.min(n1, SMALL_SIDE)), THINNED - Math.min(n2, SMALL_SIDE));
  return { n1: kept, n2: THINNED - kept };
}
