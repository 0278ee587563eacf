import { type ColumnType, type DriftColumn } from '../contract';
import { type EvidentlyDrift } from './evidentlyDrift';
import { importedColumn } from './importedColumn';
import { finiteField, isObject, objectField, textField } from './jsonFields';
import { smallDistribution } from './smallDistribution';

type Fields = Readonly<Record<string, unknown>>;

const types: Readonly<Record<string, ColumnType>> = { num: 'numeric', cat: 'categorical', text: 'text', datetime: 'datetime' };

/**
 * The shape of the old API (0.6 and before): a table of columns in `drift_by_columns`, or a ColumnDriftMetric for each.
 * Null if no metric is of that shape.
 */
export function readOldShape(report: Fields): EvidentlyDrift | null {
  const metrics = Array.isArray(report['metrics']) ? report['metrics'].filter(isObject) : [];
  const results = metrics.filter(metric => typeof metric['metric'] === 'string').map(metric => objectField(metric, 'result'));
  if (results.length === 0) return null;
  const table = results.find(result => isObject(result['drift_by_columns']));
  const rows = table === undefined ? results : Object.values(objectField(table, 'drift_by_columns')).filter(isObject);
  const counted = results.find(result => 'drift_share' in result) ?? table;
  return { profile: 'evidently-legacy', columns: rows.flatMap(columnOf), dataset: counted === undefined ? null : datasetOf(counted) };
}

function columnOf(row: Fields): DriftColumn[] {
  const name = textField(row, 'column_name');
  if (name === null || !('drift_score' in row)) return [];
  const detected = row['drift_detected'];
  return [
    importedColumn({
      name,
      type: types[textField(row, 'column_type') ?? ''] ?? null,
      test: textField(row, 'stattest_name'),
      score: finiteField(row, 'drift_score'),
      threshold: finiteField(row, 'stattest_threshold'),
      drifted: typeof detected === 'boolean' ? detected : null,
      distribution: smallDistribution(sideOf(row, 'reference'), sideOf(row, 'current')),
    }),
  ];
}

function sideOf(row: Fields, side: string): Fields {
  return objectField(objectField(row, side), 'small_distribution');
}

function datasetOf(result: Fields): EvidentlyDrift['dataset'] {
  const [share, driftedColumns] = [finiteField(result, 'share_of_drifted_columns'), finiteField(result, 'number_of_drifted_columns')];
  if (share === null || driftedColumns === null) return null;
  return { share, driftedColumns, threshold: finiteField(result, 'drift_share') ?? 0.5, columns: finiteField(result, 'number_of_columns') };
}
