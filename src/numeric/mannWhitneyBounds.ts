import { type Bounds } from './gapBounds';
import { mannWhitneyLess } from './mannWhitney';
import { rankAt, rankBefore, type RankBounds } from './rankBounds';

/** The least number of ties there can be if there is any: two values, 2³ − 2. */
const ONE_TIE = 6;

/**
 * Between which bounds the p-value of `mannWhitneyLess` lies where one of the samples is known (every rank exact) and the
 * other only between bounds. U is a sum over the known values of how many of the others lie on one side; p is monotone in U
 * and in the ties each. O(points log points).
 */
export function mannWhitneyBounds(reference: RankBounds, current: RankBounds): Bounds {
  const referenceIsKnown = reference.belowLeast === reference.belowMost;
  const [known, other] = referenceIsKnown ? [reference, current] : [current, reference];
  const below = belowKnown(known, other);
  const [n, m] = [reference.count, current.count];
  // U counts the reference's values above current ones: of the known reference those of the current data below.
  const u = referenceIsKnown ? below : { lowest: n * m - below.highest, highest: n * m - below.lowest };
  const ties = tieBounds(known, other);
  const candidates = [ties.lowest, Math.max(ties.lowest, ONE_TIE), ties.highest].flatMap(ties =>
    [u.lowest, u.highest].map(each => mannWhitneyLess({ u: each, ties, n, m })),
  );
  return { lowest: Math.min(...candidates) * (1 - 1e-9), highest: Math.min(1, Math.max(...candidates) * (1 + 1e-9)) };
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
