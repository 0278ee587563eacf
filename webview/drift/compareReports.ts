import { type DriftColumn, type DriftReport } from '../../src/drift/contract';
import { verdictWords } from '../../src/domain/driftVerdict';

/** How a column stands to the same column of an earlier report. */
export interface ColumnComparison {
  readonly name: string;
  /** Null: not in that report. */
  readonly before: DriftColumn | null;
  readonly now: DriftColumn | null;
  readonly change: 'drifts now' | 'no longer drifts' | 'new column' | 'column is gone' | 'other verdict' | null;
  /** Whether the scores are of one test and can be compared. */
  readonly sameTest: boolean;
}

/** Every column of either report: those whose verdict changed first, then in this report's order. */
export function compareReports(before: DriftReport, now: DriftReport): ColumnComparison[] {
  const earlier = new Map(before.columns.map(column => [column.name, column]));
  const current = new Set(now.columns.map(column => column.name));
  const rows = [
    ...now.columns.map(column => compareColumn(earlier.get(column.name) ?? null, column)),
    ...before.columns.filter(column => !current.has(column.name)).map(column => compareColumn(column, null)),
  ];
  return rows.toSorted((left, right) => Number(left.change === null) - Number(right.change === null));
}

/** The changes counted, in a sentence. */
export function comparisonWords(rows: readonly ColumnComparison[]): string {
  const counted = (change: ColumnComparison['change'], words: string): string[] => {
    const count = rows.filter(row => row.change === change).length;
    return count === 0 ? [] : [`${count} ${words}`];
  };
  const parts = [
    ...counted('drifts now', 'drifted since'),
    ...counted('no longer drifts', 'no longer drifted'),
    ...counted('other verdict', 'with another verdict'),
    ...counted('new column', 'new'),
    ...counted('column is gone', 'gone'),
  ];
  return parts.length === 0 ? 'No column changed its verdict.' : `Columns: ${parts.join(', ')}.`;
}

function compareColumn(before: DriftColumn | null, now: DriftColumn | null): ColumnComparison {
  return {
    name: (now ?? before)?.name ?? '',
    before,
    now,
    change: changeOf(before, now),
    sameTest: before !== null && now !== null && before.method === now.method && before.threshold === now.threshold,
  };
}

function changeOf(before: DriftColumn | null, now: DriftColumn | null): ColumnComparison['change'] {
  if (now === null) return 'column is gone';
  if (before === null) return 'new column';
  if (verdictWords(before) === verdictWords(now)) return null;
  if (now.drifted === true && before.drifted === false) return 'drifts now';
  return now.drifted === false && before.drifted === true ? 'no longer drifts' : 'other verdict';
}
