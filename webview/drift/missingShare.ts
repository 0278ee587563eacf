import { type DriftColumn } from '../../src/drift/contract';
import { formatShare } from '../kit/format';

/** How the share of missing values changed; a dash for a side without rows or without the column. */
export function missingShare({ missingChange: { from, to } }: Pick<DriftColumn, 'missingChange'>): string {
  return `${share(from)} → ${share(to)}`;
}

function share(value: number | null): string {
  return value === null ? '–' : formatShare(value);
}
