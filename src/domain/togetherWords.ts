import { type CorrelationChange, type TogetherDrift } from './togetherDrift';

/** The verdict on all columns together as it is said everywhere. */
export function togetherVerdict(together: Pick<TogetherDrift, 'drifted' | 'reason'>): string {
  return `${togetherInShort(together)} ${together.reason}`;
}

/** The same without the reason. */
export function togetherInShort({ drifted }: Pick<TogetherDrift, 'drifted'>): string {
  return `All columns together: ${drifted === null ? 'no verdict' : drifted ? 'drift' : 'no drift'}.`;
}

/** What a coefficient of two columns is called. */
export function measureName(measure: CorrelationChange['measure']): string {
  return { pearson: 'Pearson', spearman: 'Spearman', cramers_v: 'Cramér’s V', correlation_ratio: 'Correlation ratio' }[measure];
}
