import { type SortedDistances, sortedDistances } from '../numeric/sortedDistances';
import { type CategoryCounts, categoryCounts } from './categoryCounts';
import { type NumberSample, type Sample } from './sample';

/** Both sides of a column, cleaned and not empty, with what several tests need of them worked out once. */
export class SamplePair {
  private walked: SortedDistances | undefined;
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

  /** One walk over both sorted sides, which must be numbers. */
  distances(): SortedDistances {
    const numbers = this.numbers();
    if (numbers === null) throw new Error('Distances need numbers on both sides.');
    return (this.walked ??= sortedDistances(numbers.reference.sorted, numbers.current.sorted));
  }

  /** How often each value occurs on both sides. */
  counts(): CategoryCounts {
    return (this.counted ??= categoryCounts(this.reference, this.current));
  }
}
