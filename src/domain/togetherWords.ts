import { type CorrelationChange, type TogetherDrift } from './togetherDrift';

/** The verdict on all columns together as it is said everywhere. */
export function togetherVerdict({ drifted, reason }: Pick<TogetherDrift, 'drifted' | 'reason'>): string {
  const verdict = drifted === null ? 'no verdict' : drifted ? 'drift' : 'no drift';
  return `All columns together: ${verdict}. ${reason}`;
}

/** What a coefficient of two columns is called. */
export function measureName(measure: CorrelationChange['measure']): string {
  return { pearson: 'Pearson', spearman: 'Spearman', cramers_v: 'Cramér’s V' }[measure];
}
