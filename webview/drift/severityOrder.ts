import { type DriftColumn } from '../../src/drift/contract';

/** Columns with the worst first: by severity, then those that could not be tested, then those that were not to be. */
export function bySeverity(columns: readonly DriftColumn[]): DriftColumn[] {
  return columns.toSorted((left, right) => rank(left) - rank(right) || compareSeverity(left, right));
}

/** Severity as a number to sort by; null without a score. */
export function severityKey(column: DriftColumn): number | null {
  return column.severity === null ? null : Number(column.severity);
}

function compareSeverity(left: DriftColumn, right: DriftColumn): number {
  const [first, second] = [severityKey(left) ?? -Infinity, severityKey(right) ?? -Infinity];
  return first === second ? 0 : second > first ? 1 : -1;
}

function rank(column: DriftColumn): number {
  if (column.status === 'ok') return 0;
  return column.status === 'not_computable' ? 1 : 2;
}
