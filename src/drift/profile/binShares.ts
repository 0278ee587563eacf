import { type ShareBounds } from '../../numeric/divergenceBounds';
import { type Bounds } from '../../numeric/gapBounds';
import { rankAt, type RankBounds } from '../../numeric/rankBounds';
import { FILLING, MILLION } from '../filledShares';

/** The share of each bin, between two numbers. The last bin holds its right edge too. O(bins log points). */
export function binShares(ranks: RankBounds, edges: readonly number[]): ShareBounds {
  const { count } = ranks;
  return { bins: binCounts(ranks, edges).map(counts => shareOf(counts, count)), sum: { lowest: 1, highest: 1 } };
}

/**
 * The same as `filledShares` fills them: in place of a share of 0 stands a small one, which depends on the least other one.
 * A bin that may be empty has the least filling for its lower bound.
 */
export function filledBinShares(ranks: RankBounds, edges: readonly number[]): ShareBounds {
  const { count } = ranks;
  const bins = binCounts(ranks, edges);
  const filling = fillingOf(bins, count);
  const filled = bins.map(bin => {
    if (bin.highest === 0) return filling;
    const { lowest, highest } = shareOf(bin, count);
    return bin.lowest > 0 ? { lowest, highest } : { lowest: filling.lowest, highest: Math.max(highest, filling.highest) };
  });
  const surelyEmpty = bins.filter(({ highest }) => highest === 0).length;
  const maybeEmpty = bins.filter(({ lowest }) => lowest === 0).length;
  return { bins: filled, sum: { lowest: 1 + surelyEmpty * filling.lowest, highest: 1 + maybeEmpty * filling.highest } };
}

function fillingOf(bins: readonly Bounds[], count: number): Bounds {
  const least = Math.min(...bins.filter(({ highest }) => highest > 0).map(({ lowest }) => Math.max(1, lowest)));
  const most = Math.min(...bins.filter(({ lowest }) => lowest > 0).map(({ highest }) => highest), count);
  const filling = (cases: number): number => (cases / count <= FILLING ? cases / count / MILLION : FILLING);
  // The filling grows with the least share and then jumps up, so that its ends are at the ends.
  return { lowest: filling(least), highest: filling(most) };
}

function binCounts(ranks: RankBounds, edges: readonly number[]): readonly Bounds[] {
  const last = edges.length - 1;
  const below = edges.map((edge, k) => rankAt(ranks, edge, k === last ? 'atMost' : 'below'));
  return below.slice(1).map((upTo, k) => {
    const from = below[k] ?? upTo;
    return { lowest: Math.max(0, upTo.least - from.most), highest: upTo.most - from.least };
  });
}

function shareOf({ lowest, highest }: Bounds, count: number): Bounds {
  return { lowest: lowest / count, highest: highest / count };
}
