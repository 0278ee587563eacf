import { AlikeValues } from '../alikeValues';
import { type CategoryCounts } from '../categoryCounts';
import { type CountTable } from '../countTest';
import { LISTED_CATEGORIES, SHOWN_CATEGORIES } from '../distribution';
import { type Stretch } from './mergeStretches';
import { type Distribution } from '../../domain/distribution';

/** Up to this many distinct values, all are kept with their counts. */
export const KEPT_CATEGORIES = 1 << 20;

interface Category {
  readonly key: number | string;
  readonly reference: number;
  readonly current: number;
}

/** Categories whose counts on both sides are told one by one: all of them, or of too many only what a chart shows. */
export class StreamedCategories {
  private readonly keys: (number | string)[] = [];
  private readonly reference: number[] = [];
  private readonly current: number[] = [];
  private readonly added: (number | string)[] = [];
  private readonly vanished: (number | string)[] = [];
  private frequent: Category[] = [];
  /** Of values that come later, so many rows are too few to be among the most frequent. */
  private tooFew = 0;
  private readonly total = { reference: 0, current: 0 };
  /** Beyond those that are kept, and those too once they are asked for. */
  private readonly alike = new AlikeValues();
  private tallied: CountTable | undefined;
  distinct = 0;

  /** @param kept up to how many values all counts are kept @param isShown whether there will be a chart */
  constructor(
    private readonly kept: number,
    private readonly isShown: boolean,
  ) {}

  visitAll({ values, reference, current, length }: Stretch): void {
    if (this.kept === 0 && !this.isShown) {
      this.distinct += length;
      return;
    }
    for (let k = 0; k < length; k++) this.visit(values[k] as number | string, reference[k] as number, current[k] as number);
  }

  private visit(key: number | string, reference: number, current: number): void {
    this.distinct++;
    if (this.distinct <= this.kept) {
      this.keys.push(key);
      this.reference.push(reference);
      this.current.push(current);
    } else if (this.kept > 0) this.alike.add(reference, current);
    if (this.isShown) this.show(key, reference, current);
  }

  /** All counts; null if there are too many to hold. */
  counts(): CategoryCounts | null {
    if (this.distinct > this.kept) return null;
    return { keys: this.keys, reference: this.reference, current: this.current };
  }

  /** All counts without the categories: those with the same counts together where there are too many to hold. */
  tallies(): CountTable {
    const { reference, current } = this;
    if (this.distinct <= this.kept) return { reference, current };
    return (this.tallied ??= this.tallyAll());
  }

  private tallyAll(): CountTable {
    this.keys.forEach((_, k) => this.alike.add(this.reference[k] as number, this.current[k] as number));
    return this.alike.table();
  }

  distribution(labelOf: (key: number | string) => string): Distribution {
    this.keepFrequent();
    const shown = this.frequent;
    const sum = (side: 'reference' | 'current'): number => shown.reduce((total, category) => total + category[side], 0);
    return {
      kind: 'categorical',
      categories: shown.map(({ key }) => labelOf(key)),
      reference: shown.map(({ reference }) => reference),
      current: shown.map(({ current }) => current),
      other: { reference: this.total.reference - sum('reference'), current: this.total.current - sum('current') },
      added: this.added.map(labelOf),
      vanished: this.vanished.map(labelOf),
    };
  }

  private show(key: number | string, reference: number, current: number): void {
    this.total.reference += reference;
    this.total.current += current;
    if (reference === 0 && this.added.length < LISTED_CATEGORIES) this.added.push(key);
    if (current === 0 && this.vanished.length < LISTED_CATEGORIES) this.vanished.push(key);
    if (reference + current <= this.tooFew) return;
    this.frequent.push({ key, reference, current });
    if (this.frequent.length >= 64 * SHOWN_CATEGORIES) this.keepFrequent();
  }

  private keepFrequent(): void {
    const total = ({ reference, current }: Category): number => reference + current;
    this.frequent = this.frequent.sort((a, b) => total(b) - total(a)).slice(0, SHOWN_CATEGORIES);
    const last = this.frequent[SHOWN_CATEGORIES - 1];
    if (last !== undefined) this.tooFew = total(last);
  }
}
