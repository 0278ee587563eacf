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

/** Adds up `RankStatistics` while the distinct values of two samples pass by in ascending order. O(1) a value, no memory. */
export class RankSums {
  private readonly u = new CompensatedSum();
  private readonly aSquares = new CompensatedSum();
  private readonly bSquares = new CompensatedSum();
  private readonly anderson = new CompensatedSum();
  private readonly area = new CompensatedSum();
  private ties = 0;
  /** Values that have passed. */
  private i = 0;
  private j = 0;
  private previous = NaN;

  /** @param n values of the first sample, @param m of the second */
  constructor(
    private readonly n: number,
    private readonly m: number,
  ) {}

  /** A value, and how often each sample has it. */
  visit(value: number, inA: number, inB: number): void {
    const { n, m, i, j } = this;
    if (i + j > 0) this.area.add((i / n - j / m) ** 2 * (value - this.previous));
    const run = inA + inB;
    // Values below this one, those equal to it counted half.
    const belowA = i + inA / 2;
    const belowB = j + inB / 2;
    this.u.add(inA * belowB);
    this.aSquares.add(inA * belowB * belowB + cubic(inA) / 12);
    this.bSquares.add(inB * belowA * belowA + cubic(inB) / 12);
    this.ties += cubic(run);
    const below = belowA + belowB;
    const gap = m * belowA - n * belowB;
    this.anderson.add(run === n + m ? 0 : (run * gap * gap) / (below * (n + m - below) - ((n + m) * run) / 4));
    this.i = i + inA;
    this.j = j + inB;
    this.previous = value;
  }

  statistics(): RankStatistics {
    const { n, m } = this;
    return {
      u: this.u.total(),
      ties: this.ties,
      cramer: n * this.aSquares.total() + m * this.bSquares.total(),
      anderson: ((n + m - 1) / (n + m) ** 2) * (1 / n + 1 / m) * this.anderson.total(),
      squaredGap: this.area.total(),
    };
  }
}

function cubic(count: number): number {
  return count * count * count - count;
}
