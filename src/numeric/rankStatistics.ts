import { RankSums } from './rankSums';

/** What one walk over two sorted samples gives to the tests that are built on ranks. Tied values share their mean rank. */
export interface RankStatistics {
  /** Mann–Whitney's U of the first sample: pairs in which its value is the larger, ties counted half. */
  readonly u: number;
  /** Σ (t³ - t) over the groups of tied values; 0 if there are none. */
  readonly ties: number;
  /** Cramér–von Mises' U, Anderson's (1962) equation 10: n Σ (rank - i)² + m Σ (rank - j)². */
  readonly cramer: number;
  /** Scholz and Stephens' (1987) A²akN, equation 7, of both samples; 0 if there is only one value. */
  readonly anderson: number;
  /** The area of the squared gap between the two distribution functions: Cramér's distance, squared. */
  readonly squaredGap: number;
}

/**
 * Every sum over ranks that the two-sample tests need, from the sorted samples (neither may be empty nor hold NaN or
 * infinities). One merge, O(n + m), no memory.
 */
export function rankStatistics(a: Float64Array, b: Float64Array): RankStatistics {
  const sums = new RankSums(a.length, b.length);
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const value = Math.min(at(a, i), at(b, j));
    const nextI = endOfRun(a, i, value);
    const nextJ = endOfRun(b, j, value);
    sums.visit(value, nextI - i, nextJ - j);
    i = nextI;
    j = nextJ;
  }
  return sums.statistics();
}

function at(sorted: Float64Array, place: number): number {
  return place < sorted.length ? (sorted[place] as number) : Infinity;
}

function endOfRun(sorted: Float64Array, from: number, value: number): number {
  let to = from;
  while (to < sorted.length && sorted[to] === value) to++;
  return to;
}
