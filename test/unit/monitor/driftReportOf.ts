import { type DriftColumn, type DriftReport } from '../../../src/drift/contract';

/** A report whose verdict follows from its columns. */
export function driftReportOf(columns: readonly DriftColumn[], more: Partial<DriftReport> = {}): DriftReport {
  const tested = columns.filter(column => column.status === 'ok');
  const driftedColumns = tested.filter(column => column.drifted === true).length;
  const share = tested.length === 0 ? null : driftedColumns / tested.length;
  const side = { files: [], rows: 100 };
  return {
    schema: 1,
    reference: side,
    current: side,
    profile: 'evidently',
    dataset: {
      drifted: share === null ? null : share >= 0.5,
      share,
      threshold: 0.5,
      columns: tested.length,
      driftedColumns,
      skipped: columns.length - tested.length,
    },
    columns,
    schemaChanges: [],
    tookMs: 1,
    ...more,
  };
}
