import { andersonDarlingP, andersonDarlingStatistic } from './andersonDarling';
import { type Bounds } from './gapBounds';
import { type RankBounds } from './rankBounds';
import { differenceBounds, middleOf, type Slot, type SlotSide, slots, SlotSums, spanOf, squareBounds } from './slotBounds';

/** Sums of a million weighted squares are off by no more than this share. */
const ROUNDING = 1e-9;
/** Below this share from an end of both samples together, a group's weight is at most four over its share. */
const TAIL = 0.25;
const TAIL_WEIGHT = 4;

/**
 * Between which bounds the p-value of the Anderson–Darling test lies. A² is a sum over groups of tied values, each the
 * squared gap of the distribution functions over H (1 − H) less a quarter of the group's share, where H is that of both
 * samples together, all in the middle of the group: at every place of the walk, gap and weight have bounds. O(points + values).
 */
export function andersonDarlingBounds(a: RankBounds, b: RankBounds): Bounds {
  const [n, m] = [a.count, b.count];
  const total = n + m;
  const shares = [n / total, m / total] as const;
  const sums = new SlotSums(shares);
  for (const slot of slots(a, b)) sums.add(slot, weighted(slot, shares, total));
  const { lowest, highest } = sums.bounds();
  const factor = ((total - 1) * n * m) / (total * total);
  // The statistic is linear in A²; its variance takes a walk over all values, so once.
  const perUnit = -andersonDarlingStatistic(0, n, m);
  const p = (sum: number): number => andersonDarlingP((factor * sum - 1) * perUnit);
  return { lowest: p(highest * (1 + ROUNDING)) * (1 - ROUNDING), highest: Math.min(0.25, p(lowest * (1 - ROUNDING)) * (1 + ROUNDING)) };
}

function weighted(slot: Slot, shares: readonly [number, number], total: number): Bounds {
  const { a, b, isValue } = slot;
  const gap = isValue ? differenceBounds(middleOf(a), middleOf(b)) : differenceBounds(spanOf(a), spanOf(b));
  const squares = squareBounds(gap);
  const both = together(slot, shares);
  const { least, most } = denominators(isValue ? both : { before: spanOf(both), after: spanOf(both) }, total);
  // A gap is never larger than H (or 1 − H) over the smaller sample's share.
  const isTail = both.after.highest <= TAIL || both.before.lowest >= 1 - TAIL;
  const byGap = isTail ? (TAIL_WEIGHT * Math.max(Math.abs(gap.lowest), Math.abs(gap.highest))) / Math.min(...shares) : Infinity;
  const bySquare = squares.highest === 0 ? 0 : least > 0 ? squares.highest / least : Infinity;
  return { lowest: most > 0 ? squares.lowest / most : 0, highest: Math.min(byGap, bySquare) };
}

/** The distribution function of both samples together. */
function together({ a, b }: Slot, [first, second]: readonly [number, number]): SlotSide {
  const mix = (p: Bounds, q: Bounds): Bounds => ({
    lowest: first * p.lowest + second * q.lowest,
    highest: first * p.highest + second * q.highest,
  });
  return { before: mix(a.before, b.before), after: mix(a.after, b.after) };
}

/** H (1 − H) less a quarter of the group is concave in where the group begins and ends: least at the corners. */
function denominators({ before, after }: SlotSide, total: number): { readonly least: number; readonly most: number } {
  const at = (from: number, to: number): number => ((from + to) / 2) * (1 - (from + to) / 2) - (to - from) / 4;
  const least = Math.min(
    at(before.lowest, after.lowest),
    at(before.lowest, after.highest),
    at(before.highest, after.highest),
    at(before.highest, after.lowest),
  );
  const middle = middleOf({ before, after });
  const widest = Math.min(middle.highest, Math.max(middle.lowest, 0.5));
  const group = Math.max(1 / total, after.lowest - before.highest);
  return { least, most: widest * (1 - widest) - group / 4 };
}
