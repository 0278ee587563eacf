/**
 * The Jensen–Shannon distance (the square root of the divergence, natural logarithm) between two distributions over the
 * same bins: SciPy 1.17's `spatial.distance.jensenshannon`. Both sides are scaled to sum 1. Between 0 and √(ln 2). O(bins).
 */
export function jensenShannonDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const sum = new DivergenceSum(total(p), total(q));
  for (let k = 0; k < p.length; k++) sum.add(p[k] ?? 0, q[k] ?? 0);
  return sum.distance();
}

/** The same for counts that are told bin after bin and never held. */
export class DivergenceSum {
  private divergence = 0;

  /** Given the sums of all counts of each side. */
  constructor(
    private readonly pTotal: number,
    private readonly qTotal: number,
  ) {}

  add(p: number, q: number): void {
    const a = p / this.pTotal;
    const b = q / this.qTotal;
    const mean = (a + b) / 2;
    this.divergence += relativeEntropy(a, mean) + relativeEntropy(b, mean);
  }

  distance(): number {
    return Math.sqrt(Math.max(0, this.divergence) / 2);
  }
}

/** x log(x / y), by log1p where x and y are close: there the logarithm of their ratio would lose digits. */
function relativeEntropy(x: number, y: number): number {
  if (x === 0) return 0;
  const ratio = x / y;
  return ratio > 0.5 && ratio < 2 ? x * Math.log1p((x - y) / y) : x * Math.log(ratio);
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] ?? 0;
  return sum;
}
