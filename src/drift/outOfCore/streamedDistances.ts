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
