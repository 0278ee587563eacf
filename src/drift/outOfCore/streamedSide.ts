import { type ColumnCounts } from '../../data/contract';
import { type NumberStorage } from '../../numeric/histogramEdges';

/** What is gathered of one side while its sorted groups pass by. */
export class StreamedSide {
  /** Distinct values. */
  unique = 0;
  zeros = 0;
  /** The first of those that most rows have. */
  commonest: { readonly value: number | string; readonly count: number } | null = null;
  private passed = 0;
  private readonly picks = new Map<number, number>();
  private readonly wanted: readonly number[];
  private next = 0;

  /** @param quantiles shares at which a value is kept, ascending */
  constructor(
    readonly survey: ColumnCounts,
    readonly rows: number,
    private readonly quantiles: readonly number[],
  ) {
    const last = this.count - 1;
    const places = quantiles.flatMap(share => [Math.floor(last * share), Math.ceil(last * share)]);
    this.wanted = [...new Set(places)].sort((a, b) => a - b);
  }

  /** Values that are compared. */
  get count(): number {
    const { infinite, missing } = this.survey;
    return this.rows - missing - infinite.positive - infinite.negative;
  }

  get numberStorage(): NumberStorage {
    const { empty, missing } = this.survey;
    if (empty.storage === 'codes') return 'double';
    if (empty.kind === 'float32') return 'float32';
    return empty.kind === 'integer' && missing === 0 ? 'integer' : 'double';
  }

  visit(value: number | string, count: number): void {
    if (count === 0) return;
    this.unique++;
    this.passed += count;
    if (this.commonest === null || count > this.commonest.count) this.commonest = { value, count };
    if (value === 0) this.zeros += count;
    if (typeof value !== 'number') return;
    for (let place = this.wanted[this.next]; place !== undefined && place < this.passed; place = this.wanted[++this.next])
      this.picks.set(place, value);
  }

  /** The same of a stretch of values; those without a count are none. */
  visitAll(values: Float64Array | readonly (number | string)[], counts: Float64Array, length: number): void {
    for (let k = 0; k < length; k++) if ((counts[k] as number) > 0) this.visit(values[k] as number | string, counts[k] as number);
  }

  /** The quantiles, interpolated between neighbours as in memory. */
  quantileValues(): readonly number[] {
    return this.quantiles.map(share => {
      const place = (this.count - 1) * share;
      const [lower, upper] = [this.picks.get(Math.floor(place)) ?? NaN, this.picks.get(Math.ceil(place)) ?? NaN];
      return place % 1 === 0 ? lower : lower + (place - Math.floor(place)) * (upper - lower);
    });
  }
}
