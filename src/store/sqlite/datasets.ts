import { success, type Result } from '../../base/result';
import { type RunId } from '../../domain/ids';
import { type LoggedDataset } from '../../domain/run';
import { type Connection } from './connection';
import { getRun } from './runs';

/** The datasets that a run logged, by name. Databases from before MLflow 2.4 have none. */
export function listDatasets(connection: Connection, run: RunId): Result<readonly LoggedDataset[]> {
  const found = getRun(connection, run);
  if (!found.ok) return found;
  if (!connection.has('datasets') || !connection.has('inputs') || !connection.has('input_tags')) return success([]);
  const rows = connection.rows<LoggedDataset>(
    `SELECT d.name AS name, d.digest AS digest, d.dataset_source_type AS sourceType, d.dataset_source AS source,
       d.dataset_schema AS schema, d.dataset_profile AS profile,
       (SELECT t.value FROM input_tags t WHERE t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context') AS context
     FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
     WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id = @run
     ORDER BY d.name, d.digest`,
    { run },
  );
  return success(rows);
}
