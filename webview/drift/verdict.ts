import { driftMethods } from '../../src/domain/driftMethod';
import { type DriftColumn, type DriftReport } from '../../src/drift/contract';
import { countOf, formatShare } from '../kit/format';

export type ColumnVerdict = 'drifted' | 'no drift' | 'could not tell' | 'not computable' | 'not tested';

export function columnVerdict(column: DriftColumn): ColumnVerdict {
  if (column.status === 'not_computable') return 'not computable';
  if (column.errorBound !== undefined && column.drifted === null) return 'could not tell';
  if (column.status === 'not_tested' || column.drifted === null) return 'not tested';
  return column.drifted ? 'drifted' : 'no drift';
}

/** The verdict as it is said: a score past its threshold that no drift would give as well says so. */
export function verdictWords(column: DriftColumn): string {
  const verdict = columnVerdict(column);
  if (verdict !== 'drifted' || column.withinNoise !== true) return verdict;
  const isP = column.method !== null && driftMethods[column.method].score === 'p-value';
  return `${isP ? 'below' : 'above'} the threshold, within sampling noise`;
}

/** The verdict on the whole data in one sentence; where there is none, why. */
export function datasetVerdict(dataset: DriftReport['dataset']): string {
  const limit = formatShare(dataset.threshold).replace('.0 %', ' %');
  if (dataset.columns === 0) return 'No verdict: no column could be tested.';
  const counted = `${dataset.driftedColumns} of ${countOf(dataset.columns, 'column')} drifted`;
  if (dataset.drifted === true) return `${counted}: dataset drift (${limit} or more).`;
  if (dataset.drifted === false) return `${counted}: no dataset drift (below ${limit}).`;
  return `${counted}, but no verdict on the whole: ${countOf(dataset.skipped, 'column')} could not be tested and could turn it (limit ${limit}).`;
}

/** What the counts of the verdict leave out, in words; null if nothing. */
export function notCounted(report: Pick<DriftReport, 'columns' | 'dataset'>): string | null {
  const others = report.columns.filter(column => column.role !== 'feature' && column.status === 'ok').length;
  const parts = [
    report.dataset.drifted !== null &&
      report.dataset.skipped > 0 &&
      `${countOf(report.dataset.skipped, 'feature')} that could not be tested`,
    others > 0 && `${countOf(others, 'column')} that ${others === 1 ? 'is not a feature' : 'are not features'}`,
  ].filter(part => part !== false);
  return parts.length === 0 ? null : `Not counted: ${parts.join('; ')}.`;
}

/** How many drifted columns lie within what sampling alone would give; null if none. */
export function noisyColumns({ columns }: Pick<DriftReport, 'columns'>): string | null {
  const noisy = columns.filter(column => column.role === 'feature' && column.drifted === true && column.withinNoise === true).length;
  if (noisy === 0) return null;
  return `${countOf(noisy, 'of the drifted columns is', 'of the drifted columns are')} within sampling noise.`;
}

export function driftHeading(report: DriftReport): string {
  if (report.imported) return `Drift report of ${report.imported.tool}`;
  return report.model ? `Drift of ${report.model.name} v${report.model.version}` : 'Drift between two data sets';
}
