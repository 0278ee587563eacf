const SIZE = 4;
const PRODUCTS = (SIZE * (SIZE + 1)) / 2;
/** Sums are added up in blocks of this many: a plain sum of a million would lose digits. */
const BLOCK = 1024;

/** Of cos(t x), sin(t x), cos(2 t x) and sin(2 t x) over a sample: the parts of its characteristic function at t and 2 t. */
export interface TrigonometricMoments {
  readonly mean: readonly number[];
  /** Of the population: divided by n. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * The means and covariances of those four, in one pass over the sorted sample; each distinct value is computed once. The
 * sums are of gaps to the middle value's, which keeps small variances. O(n), no memory for values.
 */
export function trigonometricMoments(sorted: Float64Array, t: number): TrigonometricMoments {
  const n = sorted.length;
  const sums = new TrigonometricSums(sorted[n >> 1] as number, t);
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && sorted[to] === sorted[from]) to++;
    sums.visit(sorted[from] as number, to - from);
    from = to;
  }
  return sums.moments();
}

/** The same of a sample whose distinct values are told one by one. */
export class TrigonometricSums {
  private readonly middle: Float64Array;
  private readonly parts = new Float64Array(SIZE);
  private readonly block = new Float64Array(SIZE + PRODUCTS);
  private readonly sums = new Float64Array(SIZE + PRODUCTS);
  private runs = 0;
  private count = 0;

  /** @param middle the value in the middle of the sample */
  constructor(
    middle: number,
    private readonly t: number,
  ) {
    this.middle = setParts(new Float64Array(SIZE), t * middle);
  }

  visit(value: number, times: number): void {
    const { parts, middle, block, sums } = this;
    setParts(parts, this.t * value);
    for (let k = 0; k < SIZE; k++) parts[k] = (parts[k] as number) - (middle[k] as number);
    addProducts(block, parts, times);
    this.count += times;
    if (++this.runs % BLOCK === 0) flush(block, sums);
  }

  moments(): TrigonometricMoments {
    flush(this.block, this.sums);
    return momentsOf(this.sums, this.middle, this.count);
  }
}

function setParts(parts: Float64Array, angle: number): Float64Array {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  parts[0] = cosine;
  parts[1] = sine;
  parts[2] = 2 * cosine * cosine - 1;
  parts[3] = 2 * sine * cosine;
  return parts;
}

/** Sums first, then the products of each with those before it and itself. */
function addProducts(block: Float64Array, parts: Float64Array, times: number): void {
  let place = SIZE;
  for (let i = 0; i < SIZE; i++) {
    const weighted = (parts[i] as number) * times;
    block[i] = (block[i] as number) + weighted;
    for (let j = 0; j <= i; j++) {
      block[place] = (block[place] as number) + weighted * (parts[j] as number);
      place++;
    }
  }
}

function flush(block: Float64Array, sums: Float64Array): void {
  block.forEach((sum, k) => (sums[k] = (sums[k] as number) + sum));
  block.fill(0);
}

function momentsOf(sums: Float64Array, middle: Float64Array, n: number): TrigonometricMoments {
  const gaps = Array.from(sums.subarray(0, SIZE), sum => sum / n);
  const product = (i: number, j: number): number => sums[SIZE + (i * (i + 1)) / 2 + j] ?? 0;
  const covariance = gaps.map((gapI, i) => gaps.map((gapJ, j) => product(Math.max(i, j), Math.min(i, j)) / n - gapI * gapJ));
  return { mean: gaps.map((gap, k) => gap + (middle[k] ?? 0)), covariance };
}
