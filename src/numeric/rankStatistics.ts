import { CompensatedSum } from './compensatedSum';

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
  const n = a.length;
  const m = b.length;
  const u = new CompensatedSum();
  const aSquares = new CompensatedSum();
  const bSquares = new CompensatedSum();
  const anderson = new CompensatedSum();
  const area = new CompensatedSum();
  let ties = 0;
  let i = 0;
  let j = 0;
  while (i < n || j < m) {
    const value = Math.min(at(a, i), at(b, j));
    const nextI = endOfRun(a, i, value);
    const nextJ = endOfRun(b, j, value);
    const inA = nextI - i;
    const inB = nextJ - j;
    const run = inA + inB;
    // Values below this one, those equal to it counted half.
    const belowA = i + inA / 2;
    const belowB = j + inB / 2;
    u.add(inA * belowB);
    aSquares.add(inA * belowB * belowB + cubic(inA) / 12);
    bSquares.add(inB * belowA * belowA + cubic(inB) / 12);
    ties += cubic(run);
    const below = belowA + belowB;
    const gap = m * belowA - n * belowB;
    anderson.add(run === n + m ? 0 : (run * gap * gap) / (below * (n + m - below) - ((n + m) * run) / 4));
    i = nextI;
    j = nextJ;
    if (i < n || j < m) area.add((i / n - j / m) ** 2 * (Math.min(at(a, i), at(b, j)) - value));
  }
  return {
    u: u.total(),
    ties,
    cramer: n * aSquares.total() + m * bSquares.total(),
    anderson: ((n + m - 1) / (n + m) ** 2) * (1 / n + 1 / m) * anderson.total(),
    squaredGap: area.total(),
  };
}

function at(sorted: Float64Array, place: number): number {
  return place < sorted.length ? (sorted[place] as number) : Infinity;
}

function endOfRun(sorted: Float64Array, from: number, value: number): number {
  let to = from;
  while (to < sorted.length && sorted[to] === value) to++;
  return to;
}

function cubic(count: number): number {
  return count * count * count - count;
}
