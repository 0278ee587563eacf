import { datasetVerdict } from '../datasetVerdict';
import { type DriftColumn, type DriftReport } from '../contract';
import { type EvidentlyDrift } from './evidentlyDrift';
import { isObject } from './jsonFields';
import { readNewShape } from './newShape';
import { readOldShape } from './oldShape';

/**
 * The drift in a report that Evidently wrote as JSON, by its new API (`run.json()`) or its old one (`report.json()`, `as_dict()`).
 * Null if it is no report of Evidently or tests no drift. Its verdicts are kept; where the file has none, they follow from
 * score, threshold and the test's sign, as Evidently's do.
 */
export function readEvidentlyReport(value: unknown): DriftReport | null {
  if (!isObject(value) || !Array.isArray(value['metrics'])) return null;
  const drift = readNewShape(value) ?? readOldShape(value);
  if (drift === null || drift.columns.length === 0) return null;
  const side = { files: [], rows: 0 };
  return {
    schema: 1,
    reference: side,
    current: side,
    profile: drift.profile,
    dataset: verdictOnAll(drift),
    columns: withOwnNames(drift.columns),
    schemaChanges: [],
    tookMs: 0,
    imported: { tool: 'Evidently', version: typeof value['version'] === 'string' ? value['version'] : null },
  };
}

/** As the file counts; by Evidently's default of half the columns where it does not. */
function verdictOnAll({ columns, dataset }: EvidentlyDrift): DriftReport['dataset'] {
  const counted = datasetVerdict(columns);
  if (dataset === null) return counted;
  const { threshold, share, driftedColumns } = dataset;
  const tested = dataset.columns ?? counted.columns;
  return { drifted: share >= threshold, share, threshold, columns: tested, driftedColumns, skipped: counted.skipped };
}

/** A report may test one column in several ways; each row needs a name of its own. */
function withOwnNames(columns: readonly DriftColumn[]): readonly DriftColumn[] {
  const seen = new Set<string>();
  return columns.map((column, index) => {
    const names = [column.name, `${column.name} · ${column.method ?? 'another test'}`, `${column.name} · test ${index + 1}`];
    const name = names.find(candidate => !seen.has(candidate)) ?? `${column.name} · test ${index + 1}`;
    seen.add(name);
    return { ...column, name };
  });
}
