import { type DriftMethod } from '../domain/driftMethod';
import { firstAbove } from '../numeric/firstAbove';
import { type Bounds } from '../numeric/gapBounds';
import { pooledValues } from '../numeric/pooledValues';
import { rankStatistics } from '../numeric/rankStatistics';
import { type RankStatistics } from '../numeric/rankSums';
import { type SortedDistances, sortedDistances, type SortedWalk } from '../numeric/sortedDistances';
import { type CategoryCounts, categoryCounts } from './categoryCounts';
import { type Distribution } from '../domain/distribution';
import { categoricalDistribution, numericDistribution } from './distribution';
import { type CountTable, type CountTest } from './countTest';
import { type TestOutcome } from './driftTest';
import { type NumberSample, type Sample } from './sample';

/** Both sides of a column, cleaned and not empty, with what several tests need of them worked out once. */
export class SamplePair {
  private walked: SortedWalk | undefined;
  private ranked: RankStatistics | undefined;
  private counted: CategoryCounts | undefined;

  constructor(
    readonly reference: Sample,
    readonly current: Sample,
    readonly type: 'numeric' | 'categorical' | 'text',
  ) {}

  /** Both sides as numbers; null if one of them holds text. */
  numbers(): { readonly reference: NumberSample; readonly current: NumberSample } | null {
    const { reference, current } = this;
    return reference.storage === 'numbers' && current.storage === 'numbers' ? { reference, current } : null;
  }

  /** How far both sides are apart, which must be numbers. */
  distances(): SortedDistances {
    return this.walk();
  }

  /** The sums over ranks of both sides, which must be numbers. */
  ranks(): RankStatistics {
    const { reference, current } = this.bothNumbers();
    return (this.ranked ??= rankStatistics(reference.sorted, current.sorted));
  }

  /** How often each value occurs on both sides. */
  counts(): CategoryCounts {
    return (this.counted ??= categoryCounts(this.reference, this.current));
  }

  /** The same without the values: those with the same counts may stand together. */
  tallies(): CountTable {
    const { reference, current } = this.counts();
    return { reference, current };
  }

  /** Distinct values of both sides together. */
  distinct(): number {
    return this.type === 'numeric' && this.numbers() !== null ? this.distances().distinct : this.counts().keys.length;
  }

  /** Why there are too many values for a test that asks which they are; null if there are not. */
  uncounted(_method: DriftMethod): { readonly reason: string } | null {
    return null;
  }

  /** What a test counts, or why it cannot. */
  table(test: CountTest): CountTable | { readonly reason: string } {
    return test.table(this);
  }

  /** The values at some places (ascending, from 0) of both sides' values sorted together, which must be numbers. O(places × log n). */
  pooledAt(places: ArrayLike<number>): Float64Array {
    const { reference, current } = this.bothNumbers();
    return pooledValues(reference.sorted, current.sorted, places);
  }

  /** After how many of both sides' sorted values, which must be numbers, each distinct one but the last ends; null if there are more than `most`. */
  endsOfTies(most: number): Int32Array | null {
    const { reference, current } = this.bothNumbers();
    if (Math.max(reference.unique, current.unique) > most) return null;
    const total = reference.count + current.count;
    const ends: number[] = [];
    for (let i = 0, j = 0; ;) {
      const value = Math.min(reference.sorted[i] ?? Infinity, current.sorted[j] ?? Infinity);
      i = firstAbove(reference.sorted, value, i);
      j = firstAbove(current.sorted, value, j);
      if (i + j === total) return Int32Array.from(ends);
      if (ends.push(i + j) > most) return null;
    }
  }

  /** What a test says where it needs no values in memory, or why it cannot be made without them; null: ask the test. */
  scored(_method: DriftMethod): TestOutcome | null {
    return null;
  }

  /** Between which bounds the score of the data lies, where a side is only a sketch of it; null where the score is its own. */
  errorBound(_method: DriftMethod): Bounds | null {
    return null;
  }

  /** Counts for charts; undefined beyond doubles' range. */
  distribution(): Distribution | undefined {
    // Texts that differ in every row have no shares to show.
    if (this.type === 'text') return undefined;
    const numbers = this.type === 'numeric' ? this.numbers() : null;
    return numbers === null
      ? categoricalDistribution(this.reference, this.current)
      : numericDistribution(numbers.reference, numbers.current, this.walk());
  }

  /** One walk over both sorted sides, which must be numbers. */
  private walk(): SortedWalk {
    const { reference, current } = this.bothNumbers();
    return (this.walked ??= sortedDistances(reference.sorted, current.sorted));
  }

  private bothNumbers(): { readonly reference: NumberSample; readonly current: NumberSample } {
    const numbers = this.numbers();
    if (numbers === null) throw new Error('Distances and ranks need numbers on both sides.');
    return numbers;
  }
}
