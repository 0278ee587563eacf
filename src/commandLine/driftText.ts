import { type ColumnSide, type DriftColumn, type DriftReport } from '../drift/contract';
import { counted, shortNumber, table, visible } from './plainText';

/** A drift report as text: verdict, columns with the worst first, what else was noticed. */
export function driftText(report: DriftReport): string {
  const rows = [...report.columns].sort((a, b) => severity(b) - severity(a));
  const parts = [
    verdictLine(report),
    `reference ${counted(report.reference.rows, 'row')}, current ${counted(report.current.rows, 'row')}, ${report.profile} rules, ${shortNumber(report.tookMs / 1000)} s`,
    '',
    table(['COLUMN', 'ROLE', 'TYPE', 'METHOD', 'SCORE', 'THRESHOLD', 'VERDICT', 'MISSING', 'NOTE'], rows.map(row)),
    ...report.schemaChanges.map(({ name, change }) => `${visible(name)}: ${CHANGES[change]}`),
  ];
  return parts.join('\n');
}

const CHANGES = {
  added: 'only in the current data',
  removed: 'only in the reference data',
  type: 'its type in the files differs',
} as const;

/** The verdict on the dataset in one sentence. */
export function verdictLine({ dataset }: DriftReport): string {
  const of = `${dataset.driftedColumns} of ${counted(dataset.columns, 'feature')} drifted`;
  const skipped = dataset.skipped === 0 ? '' : `, ${dataset.skipped} not tested`;
  const threshold = `${shortNumber(dataset.threshold * 100)} %`;
  if (dataset.drifted === null) return `Dataset drift cannot be said: ${of}${skipped}.`;
  return dataset.drifted
    ? `Dataset drift: ${of}${skipped} (threshold ${threshold}).`
    : `No dataset drift: ${of}${skipped} (below ${threshold}).`;
}

function row(column: DriftColumn): string[] {
  const verdict = column.drifted === null ? column.status.replaceAll('_', ' ') : column.drifted ? 'drifted' : 'no drift';
  return [
    column.name,
    column.role,
    column.type,
    column.method ?? '–',
    shortNumber(column.score),
    shortNumber(column.threshold),
    verdict,
    missing(column),
    column.reason ?? '',
  ];
}

function missing({ reference, current, missingChange }: DriftColumn): string {
  const change = `${percent(reference)} → ${percent(current)}`;
  return missingChange.flagged ? `${change} changed` : change;
}

function percent(side: ColumnSide): string {
  const rows = side.count + side.missing;
  return rows === 0 ? '–' : `${shortNumber((100 * side.missing) / rows)} %`;
}

function severity(column: DriftColumn): number {
  if (column.severity === null) return -Infinity;
  return column.severity === 'Infinity' ? Infinity : column.severity;
}
