import { type SortedDistances } from '../../numeric/sortedDistances';

/** As `sortedDistances` adds up, so that the last digits agree. */
const BLOCK = 1024;

/** The Kolmogorov–Smirnov and Wasserstein distances of two samples whose distinct values are told in ascending order. */
export class StreamedDistances {
  private readonly taken = { reference: 0, current: 0 };
  private gap = 0;
  private widest = 0;
  private area = 0;
  private block = 0;
  private rest = 0;
  private distinct = 0;
  private previous = NaN;

  private readonly perRow: { readonly reference: number; readonly current: number };

  constructor(private readonly counts: { readonly reference: number; readonly current: number }) {
    this.perRow = { reference: 1 / counts.reference, current: 1 / counts.current };
  }

  visit(value: number, reference: number, current: number): void {
    if (this.distinct > 0) this.step(value);
    this.previous = value;
    this.distinct++;
    const { taken, counts, perRow } = this;
    taken.reference += reference;
    taken.current += current;
    this.gap = Math.abs(taken.reference * perRow.reference - taken.current * perRow.current);
    if (taken.reference === counts.reference || taken.current === counts.current) this.gap = this.share();
  }

  /** The same of a stretch of values, as `visit` would make it of one after the other. */
  visitAll(values: Float64Array, reference: Float64Array, current: Float64Array, length: number): void {
    const { taken, counts, perRow } = this;
    let { gap, widest, area, block, distinct, previous } = this;
    let [before, after] = [taken.reference, taken.current];
    // Nothing lies before the first value.
    if (distinct === 0) previous = values[0] ?? NaN;
    let k = 0;
    // Until one side is used up, the figures are variables of this loop: it runs as often as there are windows times values.
    for (; k < length && before < counts.reference && after < counts.current; k++) {
      const value = values[k] as number;
      widest = Math.max(widest, gap);
      block += gap * (value - previous);
      if (distinct % BLOCK === 0) {
        area += block;
        block = 0;
      }
      previous = value;
      distinct++;
      before += reference[k] as number;
      after += current[k] as number;
      gap = Math.abs(before * perRow.reference - after * perRow.current);
    }
    Object.assign(this, { gap, widest, area, block, distinct, previous });
    Object.assign(taken, { reference: before, current: after });
    if (before === counts.reference || after === counts.current) this.gap = this.share();
    for (; k < length; k++) this.visit(values[k] as number, reference[k] as number, current[k] as number);
  }

  result(): SortedDistances {
    return { kolmogorov: Math.max(this.widest, this.gap), wasserstein: this.area + this.block + this.rest, distinct: this.distinct };
  }

  private step(value: number): void {
    const { taken, counts } = this;
    this.widest = Math.max(this.widest, this.gap);
    if (taken.reference === counts.reference || taken.current === counts.current) {
      this.rest += this.gap * (value - this.previous);
      return;
    }
    this.block += this.gap * (value - this.previous);
    if (this.distinct % BLOCK !== 0) return;
    this.area += this.block;
    this.block = 0;
  }

  /** One side is used up: what the other still has. */
  private share(): number {
    const { taken, counts } = this;
    return taken.reference < counts.reference ? 1 - taken.reference / counts.reference : 1 - taken.current / counts.current;
  }
}
