import { type DetectorParameters } from '../../domain/detectorParameters';
import { Detector } from './detector';

/**
 * ADWIN2, adaptive windowing (Bifet & Gavaldà 2007): keeps a window of recent values as an exponential histogram, and drops its
 * oldest bucket as long as some cut parts it into two sides whose means differ by more than chance allows. Matches
 * `river.drift.ADWIN` of 0.26.1, which tests a cut after every bucket; older releases left the newest
 * bucket of each size out, and detected later. Any real values,
 * missing ones left out before; no warnings.
 *
 * O(log n) memory; an update costs O(1) on average, and O(log n) every `clock` updates.
 */
export class Adwin extends Detector {
  /** Row i holds buckets of 2^i values each, oldest first; the last row is the oldest part of the window. */
  private rows: BucketRow[];
  private width = 0;
  private total = 0;
  /** The sum of squared deviations from the window's mean. */
  private variance = 0;
  private ticks = 0;

  constructor(private readonly parameters: DetectorParameters<'adwin'>) {
    super();
    this.rows = [this.newRow()];
  }

  protected override reset(): void {
    this.rows = [this.newRow()];
    this.width = 0;
    this.total = 0;
    this.variance = 0;
    this.ticks = 0;
  }

  protected override take(value: number): void {
    this.insert(value);
    this.ticks++;
    if (this.ticks % this.parameters.clock !== 0 || this.width <= this.parameters.grace_period) return;
    while (this.hasCut()) {
      this.driftDetected = true;
      this.dropOldest();
    }
  }

  private insert(value: number): void {
    if (this.width > 0) {
      const gap = value - this.total / this.width;
      this.variance += (this.width * gap * gap) / (this.width + 1);
    }
    this.width++;
    this.total += value;
    this.rows[0]?.push(value, 0);
    this.mergeFullRows();
  }

  /** A row with one bucket too many gives its two oldest, merged, to the next row. */
  private mergeFullRows(): void {
    for (let level = 0; ; level++) {
      const row = this.rows[level];
      if (row === undefined || row.count <= this.parameters.max_buckets) return;
      const size = 2 ** level;
      const [first, second] = [row.total(0), row.total(1)];
      const gap = first / size - second / size;
      let next = this.rows[level + 1];
      if (next === undefined) this.rows.push((next = this.newRow()));
      next.push(first + second, row.variance(0) + row.variance(1) + (size / 2) * gap * gap);
      row.dropOldest(2);
    }
  }

  /** Whether some cut between two buckets parts the window into sides that differ. */
  private hasCut(): boolean {
    const sides = { before: 0, totalBefore: 0, after: this.width, totalAfter: this.total };
    for (let level = this.rows.length - 1; level >= 0; level--) {
      const row = this.rows[level];
      if (row !== undefined && this.hasCutIn(row, 2 ** level, sides)) return true;
    }
    return false;
  }

  /** Moves the buckets of a row to the older side, one by one. */
  private hasCutIn(row: BucketRow, size: number, sides: Sides): boolean {
    const least = this.parameters.min_window_length;
    for (let k = 0; k < row.count; k++) {
      sides.before += size;
      sides.after -= size;
      sides.totalBefore += row.total(k);
      sides.totalAfter -= row.total(k);
      if (sides.after < least) return false;
      if (sides.before >= least && this.differ(sides)) return true;
    }
    return false;
  }

  private differ({ before, totalBefore, after, totalAfter }: Sides): boolean {
    this.hasJudged = true;
    const { delta, min_window_length: least } = this.parameters;
    const confidence = Math.log((2 * Math.log(this.width)) / delta);
    const reciprocal = 1 / (before - least + 1) + 1 / (after - least + 1);
    const bound = Math.sqrt(2 * reciprocal * (this.variance / this.width) * confidence) + (2 / 3) * confidence * reciprocal;
    return Math.abs(totalBefore / before - totalAfter / after) > bound;
  }

  private dropOldest(): void {
    const level = this.rows.length - 1;
    const row = this.rows[level];
    if (row === undefined) return;
    const size = 2 ** level;
    const mean = row.total(0) / size;
    this.width -= size;
    this.total -= row.total(0);
    const gap = mean - this.total / this.width;
    this.variance -= row.variance(0) + (size * this.width * gap * gap) / (size + this.width);
    row.dropOldest(1);
    if (row.count === 0) this.rows.pop();
  }

  private newRow(): BucketRow {
    return new BucketRow(this.parameters.max_buckets + 1);
  }
}

/** How many values lie on both sides of a cut, and their sums. */
interface Sides {
  before: number;
  totalBefore: number;
  after: number;
  totalAfter: number;
}

/** Buckets of one size, oldest first. */
class BucketRow {
  count = 0;
  private readonly totals: Float64Array;
  private readonly variances: Float64Array;

  constructor(capacity: number) {
    this.totals = new Float64Array(capacity);
    this.variances = new Float64Array(capacity);
  }

  total(place: number): number {
    return this.totals[place] ?? 0;
  }

  variance(place: number): number {
    return this.variances[place] ?? 0;
  }

  push(total: number, variance: number): void {
    this.totals[this.count] = total;
    this.variances[this.count] = variance;
    this.count++;
  }

  dropOldest(count: number): void {
    this.totals.copyWithin(0, count, this.count);
    this.variances.copyWithin(0, count, this.count);
    this.count -= count;
  }
}
