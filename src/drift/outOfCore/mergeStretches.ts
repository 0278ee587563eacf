import { type PartGroups, type ValueGroups } from '../../data/contract';
import { success, type Result } from '../../base/result';
import { compareCodePoints } from './compareCodePoints';

type Groups = ValueGroups & { readonly parts?: PartGroups['parts'] };
export type GroupWalk = AsyncIterable<Result<Groups>>;

/**
 * Values of both sides together, in ascending order, with how often each side has them: the first `length` of each array, which
 * are used again. Where the current data is in parts, a value comes again for each further part that has it.
 */
export interface Stretch {
  readonly values: Float64Array | (number | string)[];
  readonly reference: Float64Array;
  readonly current: Float64Array;
  /** -1 where no part has the value. */
  readonly parts: Int16Array;
  readonly length: number;
}

export type StretchVisitor = (stretch: Stretch) => void;

/**
 * Walks over the sorted groups of both sides at once. Tells of many values at a time, as a call a value costs more than what is
 * done with it. Holds two stretches in memory. O(groups); the first failure ends it.
 */
export async function mergeStretches(reference: GroupWalk, current: GroupWalk, visit: StretchVisitor): Promise<Result<void>> {
  const [before, after] = [new Cursor(reference), new Cursor(current)];
  const merged = new Merged();
  try {
    for (;;) {
      const [more, moreAfter] = [await before.fill(), await after.fill()];
      if (!more.ok) return more;
      if (!moreAfter.ok) return moreAfter;
      if (!more.value && !moreAfter.value) return success(undefined);
      visit(merged.of(before, after));
    }
  } finally {
    await before.end();
    await after.end();
  }
}

const NOTHING: Groups = { storage: 'numbers', values: new Float64Array(), counts: new Float64Array() };

/** A place in one side's groups. */
class Cursor {
  groups = NOTHING;
  place = 0;
  private readonly iterator: AsyncIterator<Result<Groups>>;

  constructor(groups: GroupWalk) {
    this.iterator = groups[Symbol.asyncIterator]();
  }

  get left(): number {
    return this.groups.counts.length - this.place;
  }

  /** Whether there is anything left, after fetching it if need be. */
  async fill(): Promise<Result<boolean>> {
    while (this.left <= 0) {
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

/** What both cursors have, as far as both their groups reach. A cursor without groups has come to its end: then the other goes on alone. */
class Merged {
  private numbers = new Float64Array();
  private texts: (number | string)[] = [];
  private reference = new Float64Array();
  private current = new Float64Array();
  private parts = new Int16Array();

  of(before: Cursor, after: Cursor): Stretch {
    this.makeRoom(before.left + after.left);
    const [a, b] = [before.groups.values, after.groups.values];
    const onlyOne = before.left <= 0 || after.left <= 0;
    const areNumbers = (before.left <= 0 || a instanceof Float64Array) && (after.left <= 0 || b instanceof Float64Array);
    const values = areNumbers ? this.numbers : this.texts;
    const { reference, current, parts } = this;
    const length = onlyOne
      ? this.takeRest(before, after, values)
      : a instanceof Float64Array && b instanceof Float64Array
        ? this.mergeNumbers(before, after, a, b)
        : this.mergeTexts(before, after);
    return { values, reference, current, parts, length };
  }

  private makeRoom(length: number): void {
    if (this.parts.length >= length) return;
    this.numbers = new Float64Array(length);
    this.reference = new Float64Array(length);
    this.current = new Float64Array(length);
    this.parts = new Int16Array(length);
  }

  private takeRest(before: Cursor, after: Cursor, values: Stretch['values']): number {
    const isBefore = before.left > 0;
    const cursor = isBefore ? before : after;
    const { counts, values: own, parts } = cursor.groups;
    let length = 0;
    for (; cursor.place < counts.length; cursor.place++, length++) {
      values[length] = own[cursor.place] as number;
      this.reference[length] = isBefore ? (counts[cursor.place] as number) : 0;
      this.current[length] = isBefore ? 0 : (counts[cursor.place] as number);
      this.parts[length] = isBefore ? -1 : (parts?.[cursor.place] ?? -1);
    }
    return length;
  }

  private mergeNumbers(before: Cursor, after: Cursor, a: Float64Array, b: Float64Array): number {
    const [inA, inB, partOf] = [before.groups.counts, after.groups.counts, after.groups.parts];
    const { numbers, reference, current, parts } = this;
    let [i, j, length] = [before.place, after.place, 0];
    for (; i < a.length && j < b.length; length++) {
      const [x, y] = [a[i] as number, b[j] as number];
      numbers[length] = x < y ? x : y;
      parts[length] = x < y || partOf === undefined ? -1 : (partOf[j] as number);
      reference[length] = x <= y ? (inA[i++] as number) : 0;
      current[length] = x >= y ? (inB[j++] as number) : 0;
    }
    before.place = i;
    after.place = j;
    return length;
  }

  private mergeTexts(before: Cursor, after: Cursor): number {
    const [inA, inB, partOf] = [before.groups.counts, after.groups.counts, after.groups.parts];
    let length = 0;
    for (; before.left > 0 && after.left > 0; length++) {
      const [x, y] = [before.groups.values[before.place] as number | string, after.groups.values[after.place] as number | string];
      const order = compareValues(x, y);
      this.texts[length] = order <= 0 ? x : y;
      this.parts[length] = order < 0 ? -1 : (partOf?.[after.place] ?? -1);
      this.reference[length] = order <= 0 ? (inA[before.place++] as number) : 0;
      this.current[length] = order >= 0 ? (inB[after.place++] as number) : 0;
    }
    return length;
  }
}

function compareValues(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // A side of text beside one of numbers: no value of one is a value of the other, so their order does not matter.
  if (typeof a === 'number') return -1;
  return typeof b === 'number' ? 1 : compareCodePoints(a, b);
}
