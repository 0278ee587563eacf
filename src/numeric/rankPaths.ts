import { drawCounts } from './drawCounts';
import { SeededRandom } from './seededRandom';

/** So many values in all are drawn value by value; more are cut into blocks. */
export const VALUE_BY_VALUE = 4096;
/** Blocks of the middle; at both ends they shrink to single values. */
const BLOCKS = 256;

/** Both sides' sizes and what makes the drawing reproducible. */
export interface PathOptions {
  readonly n1: number;
  readonly n2: number;
  readonly rounds: number;
  readonly seed: number;
}

/**
 * How two empirical distribution functions part where nothing but chance tells the sides apart: in each round, n1 of
 * the n1 + n2 pooled values are the reference.
 */
export interface RankPaths {
  /** After how many of the sorted pooled values it is looked, ascending, between 0 and n1 + n2. */
  readonly ranks: Int32Array;
  /** Round after round and rank after rank: the reference's distribution function less the current one's. */
  readonly gaps: Float64Array;
}

/**
 * Draws the paths at the given ranks, exactly: how many values of the reference lie between two ranks is drawn from the
 * multivariate hypergeometric distribution. O(rounds × ranks).
 */
export function rankPaths(ranks: Int32Array, { n1, n2, rounds, seed }: PathOptions): RankPaths {
  const random = new SeededRandom(seed);
  const blocks = Float64Array.from(
    { length: ranks.length + 1 },
    (_, k) => (ranks[k] ?? n1 + n2) - (k === 0 ? 0 : (ranks[k - 1] as number)),
  );
  const drawn = new Float64Array(blocks.length);
  const gaps = new Float64Array(rounds * ranks.length);
  for (let round = 0, at = 0; round < rounds; round++) {
    drawCounts(random, blocks, n1, drawn);
    let reference = 0;
    for (let k = 0; k < ranks.length; k++) {
      reference += drawn[k] as number;
      gaps[at++] = reference / n1 - ((ranks[k] as number) - reference) / n2;
    }
  }
  return { ranks, gaps };
}

/**
 * The ranks to look at where the values are not known: every one up to 4,096 values; beyond, the ends of about 256 equal
 * blocks, and towards both extremes, where a single value can outweigh the rest, of ever smaller ones.
 */
export function everyRank(total: number): Int32Array {
  if (total <= VALUE_BY_VALUE) return Int32Array.from({ length: total - 1 }, (_, k) => k + 1);
  const widest = total / BLOCKS;
  const half: number[] = [];
  for (let rank = 1; rank < total / 2; rank += Math.floor(Math.min(widest, Math.max(1, rank / 8)))) half.push(rank);
  return Int32Array.from([...half, ...half.map(rank => total - rank).reverse()]);
}
