import { cramerVonMisesP } from './cramerVonMises';
import { type Bounds } from './gapBounds';
import { type RankBounds } from './rankBounds';
import { differenceBounds, middleOf, type Slot, slots, SlotSums, spanOf, squareBounds } from './slotBounds';
import { tieCubes } from './tieBounds';

/** A sample of which the ranks are known between bounds, and how many distinct values it has at least. */
export interface TiedRanks {
  readonly ranks: RankBounds;
  readonly distinct: number;
}

/** Sums of a million squares are off by no more than this share, and the series for p ends at 1e-7. */
const ROUNDING = 1e-9;
const SERIES = 3e-7;

/**
 * Between which bounds the p-value of `cramerVonMisesP` lies, for more than 20 values on a side. T is a sum of squared gaps
 * of the distribution functions over all values of both samples, the mean of the squares before and after each group of
 * tied ones, and a rest that depends on the ties: at every place of the walk the gap has bounds. O(points).
 */
export function cramerVonMisesBounds(a: TiedRanks, b: TiedRanks): Bounds {
  const [n, m] = [a.ranks.count, b.ranks.count];
  const [total, pairs] = [n + m, n * m];
  const sums = new SlotSums([1, 1]);
  for (const slot of slots(a.ranks, b.ranks)) sums.add(slot, meanSquare(slot));
  const squares = sums.bounds();
  const [cubesA, cubesB] = [tieCubes(a.ranks, a.distinct), tieCubes(b.ranks, b.distinct)];
  // Of samples of unlike sizes, ties of the larger one raise T and those of the smaller one lower it.
  const tied = differenceBounds(
    { lowest: cubesA.lowest / n, highest: cubesA.highest / n },
    { lowest: cubesB.lowest / m, highest: cubesB.highest / m },
  );
  const weight = (n * n - m * m) / (12 * pairs * total);
  const ties = [weight * tied.lowest, weight * tied.highest];
  const rest = (1 / 6 - (n * n + m * m) / (12 * pairs)) / total;
  const p = (sum: number, ties: number): number => {
    const statistic = (pairs / (2 * total)) * sum + rest + ties;
    return cramerVonMisesP((statistic + (4 * pairs - 1) / (6 * total)) * pairs * total, n, m);
  };
  return {
    lowest: Math.max(0, p(squares.highest * (1 + ROUNDING), Math.max(...ties)) - SERIES),
    highest: Math.min(1, p(squares.lowest * (1 - ROUNDING), Math.min(...ties)) + SERIES),
  };
}

/** The mean of the squared gaps before and after what lies at a place. */
function meanSquare({ a, b, isValue }: Slot): Bounds {
  if (!isValue) return squareBounds(differenceBounds(spanOf(a), spanOf(b)));
  const before = squareBounds(differenceBounds(a.before, b.before));
  const after = squareBounds(differenceBounds(a.after, b.after));
  return middleOf({ before, after });
}
