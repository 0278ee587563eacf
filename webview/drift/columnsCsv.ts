import { csvLine } from '../../src/base/csvLine';
import { type DriftColumn, type DriftReport } from '../../src/drift/contract';

type Cell = string | number | boolean | null | undefined;

/** A row a column of the data, every figure with all its digits; what is not known is empty. */
const fields: Readonly<Record<string, (column: DriftColumn, known: boolean) => Cell>> = {
  column: column => column.name,
  role: column => column.role,
  type: column => column.type,
  status: column => column.status,
  method: column => column.method,
  score: column => column.score,
  threshold: column => column.threshold,
  drifted: column => column.drifted,
  severity: column => column.severity,
  noise: column => column.noise,
  within_noise: column => column.withinNoise,
  importance: column => column.importance,
  adjusted_p: column => column.strict?.adjustedP,
  effect: column => column.strict?.effect.name,
  effect_value: column => column.strict?.effect.value,
  effect_threshold: column => column.strict?.effect.threshold,
  direction: column => column.strict?.direction,
  reference_values: (column, known) => (known ? column.reference.count : null),
  reference_missing: (column, known) => (known ? column.reference.missing : null),
  reference_distinct: (column, known) => (known ? column.reference.unique : null),
  current_values: (column, known) => (known ? column.current.count : null),
  current_missing: (column, known) => (known ? column.current.missing : null),
  current_distinct: (column, known) => (known ? column.current.unique : null),
  missing_changed: (column, known) => (known ? column.missingChange.flagged : null),
  reason: column => column.reason,
};

/** The report's columns as CSV, in the report's order. */
export function columnsCsv({ columns, imported }: Pick<DriftReport, 'columns' | 'imported'>): string {
  const known = imported === undefined;
  const lines = columns.map(column => csvLine(Object.values(fields).map(field => String(field(column, known) ?? ''))));
  return [csvLine(Object.keys(fields)), ...lines].join('');
}
