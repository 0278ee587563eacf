import { type Distribution } from '../../src/domain/distribution';
import { visibleText } from '../kit/visibleText';
import { toShares } from './shares';

/** One category on both sides. */
export interface CategoryChange {
  readonly place: number;
  readonly label: string;
  readonly referenceCount: number;
  readonly currentCount: number;
  readonly reference: number;
  readonly current: number;
  /** 'new' is only in the current data, 'gone' only in the reference. */
  readonly note: 'new' | 'gone' | null;
}

/** The categories of a distribution in its order, then the rest as one. Shares are of all values, the rest included. */
export function categoryChanges(distribution: Extract<Distribution, { kind: 'categorical' }>): CategoryChange[] {
  const { categories, other } = distribution;
  const hasOther = other.reference + other.current > 0;
  const labels = [...categories.map(visibleText), ...(hasOther ? ['all others'] : [])];
  const [referenceCounts, currentCounts] = [
    [...distribution.reference, other.reference],
    [...distribution.current, other.current],
  ];
  const [reference, current] = [toShares(referenceCounts), toShares(currentCounts)];
  const [added, vanished] = [new Set(distribution.added), new Set(distribution.vanished)];
  return labels.map((label, index) => ({
    place: index,
    label,
    referenceCount: referenceCounts[index] ?? 0,
    currentCount: currentCounts[index] ?? 0,
    reference: reference[index] ?? 0,
    current: current[index] ?? 0,
    note: noteOf(categories[index], added, vanished),
  }));
}

function noteOf(category: string | undefined, added: ReadonlySet<string>, vanished: ReadonlySet<string>): 'new' | 'gone' | null {
  if (category === undefined) return null;
  if (added.has(category)) return 'new';
  return vanished.has(category) ? 'gone' : null;
}
