import { type DriftColumn } from '../contract';
import { type EvidentlyDrift } from './evidentlyDrift';
import { importedColumn } from './importedColumn';
import { finiteField, isObject, objectField, textField } from './jsonFields';

type Fields = Readonly<Record<string, unknown>>;

const VALUE_DRIFT = 'evidently:metric_v2:ValueDrift';
const DRIFTED_COLUMNS = 'evidently:metric_v2:DriftedColumnsCount';

/** The shape of 0.7's new API: one metric a column, verdicts only in `tests`. Null if no metric is of that shape. */
export function readNewShape(report: Fields): EvidentlyDrift | null {
  const metrics = objectsIn(report['metrics']).filter(metric => isObject(metric['config']));
  if (metrics.length === 0) return null;
  const verdicts = testVerdicts(report['tests']);
  const ofType = (type: string): Fields[] => metrics.filter(metric => objectField(metric, 'config')['type'] === type);
  const columns = ofType(VALUE_DRIFT).flatMap(metric => columnOf(metric, verdicts));
  const [count] = ofType(DRIFTED_COLUMNS);
  return { profile: 'evidently', columns, dataset: count === undefined ? null : datasetOf(count) };
}

function columnOf(metric: Fields, verdicts: ReadonlyMap<string, boolean>): DriftColumn[] {
  const config = objectField(metric, 'config');
  const name = textField(config, 'column');
  if (name === null) return [];
  const id = textField(metric, 'id');
  const [test, threshold] = [textField(config, 'method'), finiteField(config, 'threshold')];
  const drifted = id === null ? null : (verdicts.get(id) ?? null);
  return [importedColumn({ name, type: null, test, score: finiteField(metric, 'value'), threshold, drifted })];
}

function datasetOf(metric: Fields): EvidentlyDrift['dataset'] {
  const value = objectField(metric, 'value');
  const [count, share] = [finiteField(value, 'count'), finiteField(value, 'share')];
  if (count === null || share === null) return null;
  const columns = share > 0 ? Math.round(count / share) : null;
  return { share, threshold: finiteField(objectField(metric, 'config'), 'drift_share') ?? 0.5, driftedColumns: count, columns };
}

/** Whether each metric's drift test failed, by the metric's id. */
function testVerdicts(tests: unknown): ReadonlyMap<string, boolean> {
  const verdicts = objectsIn(tests).flatMap(test => {
    const id = textField(objectField(test, 'metric_config'), 'metric_id');
    const status = test['status'];
    const decided = test['id'] === 'drift' && (status === 'FAIL' || status === 'SUCCESS');
    return id !== null && decided ? [[id, status === 'FAIL'] as const] : [];
  });
  return new Map(verdicts);
}

function objectsIn(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
