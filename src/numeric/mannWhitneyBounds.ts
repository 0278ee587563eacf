import { type Bounds } from './gapBounds';
import { mannWhitneyLess } from './mannWhitney';
import { middleOf, slots, SlotSums, spanOf } from './slotBounds';
import { rankAt, rankBefore, type RankBounds } from './rankBounds';

/** The least number of ties there can be if there is any: two values, 2³ − 2. */
const ONE_TIE = 6;

/**
 * Between which bounds the p-value of `mannWhitneyLess` lies where the ranks of one or both samples are only known between
 * bounds. U is a sum over one sample's values of how many of the other's lie on one side; p is monotone in U and in the ties each. O(points log points).
 */
export function mannWhitneyBounds(reference: RankBounds, current: RankBounds): Bounds {
  const [n, m] = [reference.count, current.count];
  const { u, ties } = isKnown(reference) || isKnown(current) ? byKnown(reference, current) : byPlaces(reference, current);
  const candidates = [ties.lowest, Math.max(ties.lowest, ONE_TIE), ties.highest].flatMap(ties =>
    [u.lowest, u.highest].map(each => mannWhitneyLess({ u: each, ties, n, m })),
  );
  return { lowest: Math.min(...candidates) * (1 - 1e-9), highest: Math.min(1, Math.max(...candidates) * (1 + 1e-9)) };
}

interface RankSumBounds {
  /** Pairs in which the reference's value is the larger, ties counted half. */
  readonly u: Bounds;
  readonly ties: Bounds;
}

function isKnown({ belowLeast, belowMost }: RankBounds): boolean {
  return belowLeast === belowMost;
}

function byKnown(reference: RankBounds, current: RankBounds): RankSumBounds {
  const [known, other] = isKnown(reference) ? [reference, current] : [current, reference];
  const below = belowKnown(known, other);
  const pairs = reference.count * current.count;
  // Of the known reference the current values below; else what is left of all pairs.
  const u = isKnown(reference) ? below : { lowest: pairs - below.highest, highest: pairs - below.lowest };
  return { u, ties: tieBounds(known, other) };
}

/** Of two samples of which none is known: the share of the current values below, over the reference's. */
function byPlaces(reference: RankBounds, current: RankBounds): RankSumBounds {
  const [n, m] = [reference.count, current.count];
  const sums = new SlotSums([1, 0]);
  const ties = { lowest: 0, highest: 0 };
  for (const slot of slots(reference, current)) {
    const { a, b, isValue } = slot;
    sums.add(slot, isValue ? middleOf(b) : spanOf(b));
    const sure = n * Math.max(0, a.after.lowest - a.before.highest) + m * Math.max(0, b.after.lowest - b.before.highest);
    if (isValue) ties.lowest += cubic(Math.max(1, sure));
    ties.highest += cubic(Math.max(1, n * (a.after.highest - a.before.lowest) + m * (b.after.highest - b.before.lowest)));
  }
  const { lowest, highest } = sums.bounds();
  return { u: { lowest: n * m * lowest, highest: n * m * highest }, ties: { ...ties, highest: Math.min(ties.highest, cubic(n + m)) } };
}

/** Pairs in which the other value is less than the known one, ties counted half. */
function belowKnown(known: RankBounds, other: RankBounds): Bounds {
  let lowest = 0;
  let highest = 0;
  known.values.forEach((value, k) => {
    const times = countAt(known, k);
    const [below, atMost] = [rankAt(other, value, 'below'), rankAt(other, value, 'atMost')];
    lowest += (times * (below.least + atMost.least)) / 2;
    highest += (times * (below.most + atMost.most)) / 2;
  });
  return { lowest, highest };
}

/** Σ (t³ − t): at least that of values known to be there, at most with all that may be tied tied to the commonest value. */
function tieBounds(known: RankBounds, other: RankBounds): Bounds {
  let lowest = 0;
  let highest = 0;
  known.values.forEach((value, k) => {
    const times = countAt(known, k);
    const [below, atMost] = [rankAt(other, value, 'below'), rankAt(other, value, 'atMost')];
    lowest += cubic(times + Math.max(0, atMost.least - below.most));
    highest += cubic(times + atMost.most - below.least);
  });
  const commonest = known.values.reduce((most, _, k) => Math.max(most, countAt(known, k)), 0);
  other.values.forEach((value, k) => {
    const before = rankBefore(other, k);
    highest += cubic(Math.max(0, before.most - before.least) + commonest);
    highest += cubic((other.atMostMost[k] as number) - (other.belowLeast[k] as number));
    if (rankAt(known, value, 'atMost').least === rankAt(known, value, 'below').least)
      lowest += cubic(Math.max(0, (other.atMostLeast[k] as number) - (other.belowMost[k] as number)));
  });
  return { lowest, highest: Math.min(highest, cubic(known.count + other.count)) };
}

function countAt({ atMostLeast, belowLeast }: RankBounds, place: number): number {
  return (atMostLeast[place] as number) - (belowLeast[place] as number);
}

function cubic(count: number): number {
  return count * count * count - count;
}
