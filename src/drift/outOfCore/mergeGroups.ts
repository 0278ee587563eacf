import { type PartGroups, type ValueGroups } from '../../data/contract';
import { success, type Result } from '../../base/result';
import { compareCodePoints } from './compareCodePoints';

/**
 * Told of every distinct value of both sides together, in ascending order, with how often each side has it. Where the current
 * data is in parts, the value comes again for each further part that has it; `part` is -1 where none does.
 */
export type GroupVisitor = (value: number | string, reference: number, current: number, part: number) => void;

type Stretch = ValueGroups & { readonly parts?: PartGroups['parts'] };
type Groups = AsyncIterable<Result<Stretch>>;

/** Walks over the sorted groups of both sides at once. Holds two stretches in memory. O(groups); the first failure ends it. */
export async function mergeGroups(reference: Groups, current: Groups, visit: GroupVisitor): Promise<Result<void>> {
  const [before, after] = [new Cursor(reference), new Cursor(current)];
  try {
    for (;;) {
      const [more, moreAfter] = [await before.fill(), await after.fill()];
      if (!more.ok) return more;
      if (!moreAfter.ok) return moreAfter;
      if (!more.value && !moreAfter.value) return success(undefined);
      visitStretch(before, after, visit);
    }
  } finally {
    await before.end();
    await after.end();
  }
}

/** An empty cursor has nothing left: then the other goes on alone. */
function visitStretch(before: Cursor, after: Cursor, visit: GroupVisitor): void {
  if (after.isEmpty) visitRest(before, (value, count) => visit(value, count, 0, -1));
  else if (before.isEmpty) visitRest(after, (value, count, part) => visit(value, 0, count, part));
  else visitBoth(before, after, visit);
}

/** As far as both sides' stretches reach. */
function visitBoth(before: Cursor, after: Cursor, visit: GroupVisitor): void {
  while (!before.isEmpty && !after.isEmpty) {
    const order = compareValues(before.value, after.value);
    const { part } = after;
    if (order < 0) visit(before.value, before.take(), 0, -1);
    else if (order > 0) visit(after.value, 0, after.take(), part);
    else visit(before.value, before.take(), after.take(), part);
  }
}

function visitRest(cursor: Cursor, visit: (value: number | string, count: number, part: number) => void): void {
  while (!cursor.isEmpty) {
    const { value, part } = cursor;
    visit(value, cursor.take(), part);
  }
}

function compareValues(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // A side of text beside one of numbers: no value of one is a value of the other, so their order does not matter.
  if (typeof a === 'number') return -1;
  return typeof b === 'number' ? 1 : compareCodePoints(a, b);
}

const NOTHING: ValueGroups = { storage: 'numbers', values: new Float64Array(), counts: new Float64Array() };

/** A place in one side's groups. */
class Cursor {
  private readonly iterator: AsyncIterator<Result<ValueGroups>>;
  private groups: Stretch = NOTHING;
  private place = 0;

  constructor(groups: Groups) {
    this.iterator = groups[Symbol.asyncIterator]();
  }

  get isEmpty(): boolean {
    return this.place >= this.groups.counts.length;
  }

  get value(): number | string {
    return this.groups.values[this.place] as number | string;
  }

  get part(): number {
    return this.groups.parts?.[this.place] ?? -1;
  }

  /** The count at the place, and on to the next. */
  take(): number {
    return this.groups.counts[this.place++] as number;
  }

  /** Whether there is anything left, after fetching it if need be. */
  async fill(): Promise<Result<boolean>> {
    while (this.isEmpty) {
      const next = await this.iterator.next();
      if (next.done === true) return success(false);
      if (!next.value.ok) return next.value;
      this.groups = next.value.value;
      this.place = 0;
    }
    return success(true);
  }

  async end(): Promise<void> {
    await this.iterator.return?.();
  }
}
