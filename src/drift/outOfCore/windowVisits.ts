import { type GroupVisitor } from './mergeGroups';

/**
 * Tells each window of the values that it and the reference have, of a walk over the reference and the parts of the current
 * data: what only other windows have is none of its values. Memory for one value.
 */
export class WindowVisits {
  private readonly counts: Float64Array;
  private readonly touched: number[] = [];
  private value: number | string | null = null;
  private reference = 0;

  /** @param first the place of the first window among the parts @param visitors by window; null: it need not be told */
  constructor(
    private readonly first: number,
    private readonly visitors: readonly (GroupVisitor | null)[],
  ) {
    this.counts = new Float64Array(visitors.length);
  }

  readonly visit: GroupVisitor = (value, reference, current, part) => {
    if (value !== this.value) {
      this.settle();
      this.value = value;
    }
    this.reference += reference;
    const place = part - this.first;
    if (part < 0 || place < 0 || place >= this.counts.length) return;
    const before = this.counts[place] as number;
    if (before === 0) this.touched.push(place);
    this.counts[place] = before + current;
  };

  /** Tells of the last value: whether another part has it too is known once the walk is over. */
  settle(): void {
    const { value, reference, counts, touched, visitors } = this;
    if (value === null) return;
    if (reference > 0) {
      for (let place = 0; place < visitors.length; place++) visitors[place]?.(value, reference, counts[place] as number, place);
    } else {
      for (const place of touched) visitors[place]?.(value, 0, counts[place] as number, place);
    }
    for (const place of touched) counts[place] = 0;
    touched.length = 0;
    this.reference = 0;
    this.value = null;
  }
}
