import { kernelInteraction, MOMENTS, REACH } from './kernelInteraction';
import { SeededRandom } from './seededRandom';

/** Permutations, as Evidently takes. */
const ROUNDS = 100;
/** The split as it is, the permuted ones, and all values together. */
const SPLITS = ROUNDS + 2;
const ALL = SPLITS - 1;
const WORDS = Math.ceil((ROUNDS + 1) / 32);
/** Permuted values closer than this to the observed one are equal but for rounding. */
const EQUAL = 1e-12;

export interface KernelDiscrepancy {
  /** The unbiased estimate of MMD², which may be below 0. */
  readonly discrepancy: number;
  /** The share of permutations whose MMD² is at least as large. */
  readonly p: number;
  readonly rounds: number;
}

/**
 * The maximum mean discrepancy of two sorted samples of at least 2 values with the Gaussian kernel exp(-d²/(2σ²)), and its
 * p-value from 100 seeded permutations (NumPy's legacy generator, of the values in sorted order, the first sample first).
 *
 * The kernel matrix is never made. Values fall into boxes of width σ; a split is known in a box by its moments, Chebyshev's
 * polynomials summed over its values, and boxes meet through them, within 1e-12. O((n + m) · rounds) time, and 20 bytes for a
 * value.
 */
export function kernelDiscrepancy(a: Float64Array, b: Float64Array, { sigma, seed }: { sigma: number; seed: number }): KernelDiscrepancy {
  const [n, m] = [a.length, b.length];
  const sums = new KernelSums(splits(n, n + m, seed));
  const start = Math.min(a[0] as number, b[0] as number);
  for (let i = 0, j = 0; i < n || j < m;) {
    const takeA = j === m || (i < n && (a[i] as number) <= (b[j] as number));
    const place = ((takeA ? (a[i] as number) : (b[j] as number)) - start) / sigma;
    sums.add(takeA ? i++ : n + j++, place);
  }
  const { within, toAll } = sums.finish();
  const everything = within[ALL] as number;
  const values = Array.from({ length: ROUNDS + 1 }, (_, split) => {
    const own = within[split] as number;
    const between = (toAll[split] as number) - own;
    const other = everything - 2 * (toAll[split] as number) + own;
    return (own - n) / (n * (n - 1)) + (other - m) / (m * (m - 1)) - (2 * between) / (n * m);
  });
  const discrepancy = values[0] as number;
  const atLeast = values.slice(1).filter(value => value >= discrepancy - EQUAL).length;
  return { discrepancy, p: atLeast / ROUNDS, rounds: ROUNDS };
}

/** For each value the splits that have it in their first part, one bit each. */
function splits(n: number, total: number, seed: number): Uint32Array {
  const masks = new Uint32Array(total * WORDS);
  const random = new SeededRandom(seed);
  for (let split = 0; split <= ROUNDS; split++) {
    const order = split === 0 ? null : random.permutation(total);
    const bit = 1 << (split & 31);
    for (let k = 0; k < n; k++) {
      const place = (order === null ? k : (order[k] as number)) * WORDS + (split >> 5);
      masks[place] = (masks[place] as number) | bit;
    }
  }
  return masks;
}

/** Σ K over each split's first part with itself, and with all values, as the values pass in ascending order. */
class KernelSums {
  private readonly interaction = kernelInteraction();
  private readonly polynomials = new Float64Array(MOMENTS);
  private readonly folded = new Float64Array(MOMENTS);
  private readonly within = new Float64Array(SPLITS);
  private readonly toAll = new Float64Array(SPLITS);
  /** The moments of the boxes that can still be seen, the newest last. */
  private boxes: { readonly index: number; readonly moments: Float64Array }[] = [];

  constructor(private readonly masks: Uint32Array) {}

  /** @param place of the value, in units of σ from the smallest */
  add(value: number, place: number): void {
    const index = Math.floor(place);
    const moments = this.boxAt(index);
    const scaled = 2 * (place - index) - 1;
    const { polynomials, masks } = this;
    polynomials[0] = 1;
    polynomials[1] = scaled;
    for (let j = 2; j < MOMENTS; j++) polynomials[j] = 2 * scaled * (polynomials[j - 1] as number) - (polynomials[j - 2] as number);
    addTo(moments, ALL, polynomials);
    for (let word = 0; word < WORDS; word++) {
      for (let bits = masks[value * WORDS + word] as number; bits !== 0; bits &= bits - 1)
        addTo(moments, word * 32 + 31 - Math.clz32(bits & -bits), polynomials);
    }
  }

  finish(): { readonly within: Float64Array; readonly toAll: Float64Array } {
    this.meet();
    return { within: this.within, toAll: this.toAll };
  }

  private boxAt(index: number): Float64Array {
    const last = this.boxes[this.boxes.length - 1];
    if (last?.index === index) return last.moments;
    this.meet();
    this.boxes = this.boxes.filter(box => index - box.index <= REACH);
    const moments = new Float64Array(SPLITS * MOMENTS);
    this.boxes.push({ index, moments });
    return moments;
  }

  /** The newest box is full: it meets itself and those before it. */
  private meet(): void {
    const newest = this.boxes[this.boxes.length - 1];
    if (newest === undefined) return;
    for (const box of this.boxes) {
      const coefficients = this.interaction[newest.index - box.index];
      if (coefficients !== undefined) this.meetBox(newest.moments, box.moments, coefficients);
    }
  }

  private meetBox(newest: Float64Array, box: Float64Array, coefficients: Float64Array): void {
    // A pair of boxes is seen from both sides, a box with itself once.
    const once = newest === box;
    const all = this.fold(coefficients, box, ALL).slice();
    for (let split = 0; split < SPLITS; split++) {
      const folded = this.fold(coefficients, box, split);
      const own = product(newest, split, folded);
      this.within[split] = (this.within[split] as number) + (once ? own : 2 * own);
      const others = product(newest, split, all) + (once ? 0 : product(newest, ALL, folded));
      this.toAll[split] = (this.toAll[split] as number) + others;
    }
  }

  /** Coefficients times the moments of one split. */
  private fold(coefficients: Float64Array, moments: Float64Array, split: number): Float64Array {
    const { folded } = this;
    for (let j = 0; j < MOMENTS; j++) {
      let sum = 0;
      for (let k = 0; k < MOMENTS; k++) sum += (coefficients[j * MOMENTS + k] as number) * (moments[split * MOMENTS + k] as number);
      folded[j] = sum;
    }
    return folded;
  }
}

function addTo(moments: Float64Array, split: number, polynomials: Float64Array): void {
  const from = split * MOMENTS;
  for (let j = 0; j < MOMENTS; j++) moments[from + j] = (moments[from + j] as number) + (polynomials[j] as number);
}

function product(moments: Float64Array, split: number, folded: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < MOMENTS; j++) sum += (moments[split * MOMENTS + j] as number) * (folded[j] as number);
  return sum;
}
