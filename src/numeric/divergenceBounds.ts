import { type Bounds } from './gapBounds';
import { relativeEntropy } from './relativeEntropy';

/** Shares of bins, each between two numbers, and between which their sum lies: filled shares add up to more than 1. */
export interface ShareBounds {
  readonly bins: readonly Bounds[];
  readonly sum: Bounds;
}

type Term = (p: number, q: number) => number;

/** Sums of shares are off by no more than this. */
const ROUNDING = 1e-12;

/** Between which bounds the population stability index lies. */
export function stabilityIndexBounds(p: ShareBounds, q: ShareBounds): Bounds {
  return around(sumBounds(p, q, (a, b) => (a - b) * Math.log(a / b)));
}

/** Between which bounds the Jensen–Shannon distance lies. */
export function jensenShannonBounds(p: ShareBounds, q: ShareBounds): Bounds {
  const term: Term = (a, b) => relativeEntropy(a, (a + b) / 2) + relativeEntropy(b, (a + b) / 2);
  const { lowest, highest } = around(sumBounds(p, q, term));
  return { lowest: Math.sqrt(lowest / 2), highest: Math.sqrt(Math.min(highest / 2, Math.LN2)) };
}

/** Between which bounds the Hellinger distance lies. */
export function hellingerBounds(p: ShareBounds, q: ShareBounds): Bounds {
  const { lowest, highest } = around(sumBounds(p, q, (a, b) => (Math.sqrt(a) - Math.sqrt(b)) ** 2));
  return { lowest: Math.sqrt(Math.min(1, lowest / 2)), highest: Math.sqrt(Math.min(1, highest / 2)) };
}

/** Between which bounds the Kullback–Leibler divergence of p from q lies, once both are scaled to sum 1. */
export function kullbackLeiblerBounds(p: ShareBounds, q: ShareBounds): Bounds {
  // The terms less p, plus q, are not negative, and 0 where p and q are the same; the sums of p and q are known well.
  const terms = sumBounds(p, q, (a, b) => relativeEntropy(a, b) - a + b);
  const least = terms.lowest + p.sum.lowest - q.sum.highest;
  const most = terms.highest + p.sum.highest - q.sum.lowest;
  const scaled = (figure: number): number[] => [figure / p.sum.lowest, figure / p.sum.highest];
  return around({
    lowest: Math.min(...scaled(least)) + Math.log(q.sum.lowest / p.sum.highest),
    highest: Math.max(...scaled(most)) + Math.log(q.sum.highest / p.sum.lowest),
  });
}

/** Of a term that is convex in both shares, not negative, and 0 where they are the same: its ends lie at the shares' ends. */
function sumBounds(p: ShareBounds, q: ShareBounds, term: Term): Bounds {
  let lowest = 0;
  let highest = 0;
  p.bins.forEach((a, k) => {
    const b = q.bins[k] ?? a;
    if (a.lowest > b.highest) lowest += term(a.lowest, b.highest);
    if (b.lowest > a.highest) lowest += term(a.highest, b.lowest);
    highest += Math.max(term(a.lowest, b.lowest), term(a.lowest, b.highest), term(a.highest, b.lowest), term(a.highest, b.highest));
  });
  return { lowest, highest };
}

function around({ lowest, highest }: Bounds): Bounds {
  return { lowest: Math.max(0, lowest - ROUNDING), highest: Math.max(0, highest) + ROUNDING };
}
