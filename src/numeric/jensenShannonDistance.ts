import { relativeEntropy } from './relativeEntropy';
import { weightedSum } from './weightedSum';

/**
 * The Jensen–Shannon distance (the square root of the divergence, natural logarithm) between two distributions over the
 * same bins: SciPy 1.17's `spatial.distance.jensenshannon`. Both sides are scaled to sum 1. Between 0 and √(ln 2). O(bins).
 * @param times how many bins have the counts at each place; absent: one
 */
export function jensenShannonDistance(p: ArrayLike<number>, q: ArrayLike<number>, times?: ArrayLike<number>): number {
  const divergence = new DivergenceSum(weightedSum(p, times), weightedSum(q, times));
  for (let k = 0; k < p.length; k++) divergence.add(p[k] ?? 0, q[k] ?? 0, times?.[k]);
  return divergence.distance();
}

/** The same for counts that are told bin after bin and never held. */
export class DivergenceSum {
  private divergence = 0;
  /** The last counts and their term: most values of a long column occur once, and logarithms are dear. */
  private last = { p: 0, q: 0, term: 0 };

  /** Given the sums of all counts of each side. */
  constructor(
    private readonly pTotal: number,
    private readonly qTotal: number,
  ) {}

  /** @param times how many bins have these counts */
  add(p: number, q: number, times = 1): void {
    const { last } = this;
    if (p !== last.p || q !== last.q) this.last = { p, q, term: this.term(p, q) };
    this.divergence += times * this.last.term;
  }

  distance(): number {
    return Math.sqrt(Math.max(0, this.divergence) / 2);
  }

  private term(p: number, q: number): number {
    const a = p / this.pTotal;
    const b = q / this.qTotal;
    const mean = (a + b) / 2;
    return relativeEntropy(a, mean) + relativeEntropy(b, mean);
  }
}
