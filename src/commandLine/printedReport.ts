import { type DriftReport, withoutPageData } from '../drift/contract';

/**
 * A drift report as the JSON has it: without what only pages need. Its figures are finite numbers: where p is 0 the severity is the
 * largest one that there is, so that such columns still come first.
 */
export function printedReport(report: DriftReport): DriftReport {
  const printed = withoutPageData(report);
  return {
    ...printed,
    columns: printed.columns.map(column => ({
      ...withFiniteSeverity(column),
      ...(column.descriptors === undefined ? {} : { descriptors: column.descriptors.map(withFiniteSeverity) }),
    })),
  };
}

function withFiniteSeverity<Row extends { readonly severity: number | 'Infinity' | null }>(row: Row): Row {
  return row.severity === 'Infinity' ? { ...row, severity: Number.MAX_VALUE } : row;
}
