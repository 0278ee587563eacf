/** Counts values, told in ascending order, in bins as `countInBins` does: the last bin holds its right edge too. Without edges, none. */
export class StreamedBins {
  readonly reference: number[];
  readonly current: number[];
  private bin = 0;

  constructor(readonly edges: readonly number[]) {
    const bins = Math.max(0, edges.length - 1);
    this.reference = new Array<number>(bins).fill(0);
    this.current = new Array<number>(bins).fill(0);
  }

  visit(value: number, reference: number, current: number): void {
    const { edges } = this;
    if (edges.length === 0) return;
    const last = edges.length - 2;
    while (this.bin < last && value >= (edges[this.bin + 1] as number)) this.bin++;
    if (value < (edges[0] as number) || value > (edges[last + 1] as number)) return;
    this.reference[this.bin] = (this.reference[this.bin] as number) + reference;
    this.current[this.bin] = (this.current[this.bin] as number) + current;
  }

  /** The same of a stretch of values. */
  visitAll(values: Float64Array, reference: Float64Array, current: Float64Array, length: number): void {
    for (let k = 0; k < length; k++) this.visit(values[k] as number, reference[k] as number, current[k] as number);
  }
}
