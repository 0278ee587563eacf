import { countOf } from '../base/countOf';
import { type DriftMethod, driftMethods } from './driftMethod';

/** What the verdict on a column is told by. */
export interface JudgedColumn {
  readonly status: 'ok' | 'not_computable' | 'not_tested';
  readonly method: DriftMethod | null;
  readonly drifted: boolean | null;
  readonly withinNoise: boolean | null;
  /** Of a score that a sketch gives: with one, `drifted` is null where the threshold lies within. */
  readonly errorBound?: unknown;
}

export type ColumnVerdict = 'drifted' | 'no drift' | 'could not tell' | 'not computable' | 'not tested';

export function columnVerdict({ status, drifted, errorBound }: Pick<JudgedColumn, 'status' | 'drifted' | 'errorBound'>): ColumnVerdict {
  if (status === 'not_computable') return 'not computable';
  if (errorBound !== undefined && drifted === null) return 'could not tell';
  if (status === 'not_tested' || drifted === null) return 'not tested';
  return drifted ? 'drifted' : 'no drift';
}

/** The verdict as it is said: a score past its threshold that no drift would give as well says so. */
export function verdictWords(column: JudgedColumn): string {
  const verdict = columnVerdict(column);
  if (verdict !== 'drifted' || column.withinNoise !== true) return verdict;
  const isP = column.method !== null && driftMethods[column.method].score === 'p-value';
  return `${isP ? 'below' : 'above'} the threshold, within sampling noise`;
}

/** How many features drifted by a score that no drift would give as well. */
export function driftedWithinNoise(
  columns: readonly (Pick<JudgedColumn, 'drifted' | 'withinNoise'> & { readonly role: string })[],
): number {
  return columns.filter(({ role, drifted, withinNoise }) => role === 'feature' && drifted === true && withinNoise === true).length;
}

const OPPOSITE = { '≥': '<', '>': '≤', '≤': '>', '<': '≥' } as const;

/** How the score stands to the threshold, as the rule of this method compares them. */
export function comparisonSign({ method, drifted }: Pick<JudgedColumn, 'method' | 'drifted'>): string {
  if (method === null) return '';
  const { drift } = driftMethods[method];
  return drifted === true ? drift : OPPOSITE[drift];
}

/** What the verdict on the whole data is told by. */
export interface JudgedDataset {
  readonly drifted: boolean | null;
  readonly threshold: number;
  readonly columns: number;
  readonly driftedColumns: number;
  readonly skipped: number;
}

/** The verdict on the whole data in one sentence; where there is none, why. */
export function datasetVerdict({ drifted, threshold, columns, driftedColumns, skipped }: JudgedDataset): string {
  const limit = `${Number((threshold * 100).toFixed(1))} %`;
  if (columns === 0) return 'No verdict: no column could be tested.';
  const counted = `${driftedColumns.toLocaleString('en-US')} of ${countOf(columns, 'column')} drifted`;
  if (drifted === true) return `${counted}: dataset drift (${limit} or more).`;
  if (drifted === false) return `${counted}: no dataset drift (below ${limit}).`;
  return `${counted}, but no verdict on the whole: ${countOf(skipped, 'column')} could not be tested and could turn it (limit ${limit}).`;
}
