import { failure, success, type Result } from '../../base/result';
import { loggedModelId, runId, type LoggedModelId, type RunId } from '../../domain/ids';
import { type LoggedModel } from '../../domain/run';
import { shownText } from '../../domain/shownText';
import { type LoggedModelQuery, type Page } from '../contract';
import { loggedFolders } from '../loggedFolders';
import { parseModelVersions, VERSIONS_TAG } from '../loggedModelVersions';
import { type Connection } from './connection';
import { latestFirst, pageClauses, toPage, type SortKey } from './pages';
import { getRun } from './runs';

interface LoggedModelRow {
  readonly id: string;
  readonly name: string;
  readonly artifactLocation: string;
  readonly status: number;
  readonly creationTime: number;
  readonly sourceRunId: string | null;
  readonly versions: string | null;
}

const COLUMNS = `m.model_id AS id, m.name AS name, m.artifact_location AS artifactLocation, m.status AS status,
  m.creation_timestamp_ms AS creationTime, m.source_run_id AS sourceRunId,
  (SELECT t.tag_value FROM logged_model_tags t WHERE t.model_id = m.model_id AND t.tag_key = '${VERSIONS_TAG}') AS versions`;

/** MLflow's default order. */
const ORDER: readonly SortKey<LoggedModelRow>[] = [
  latestFirst('m.creation_timestamp_ms', row => row.creationTime),
  { sql: 'm.model_id', of: row => row.id, type: 'text', descending: false },
];

const STATUSES: readonly LoggedModel['status'][] = ['UNSPECIFIED', 'PENDING', 'READY', 'FAILED'];

/** The logged models of some experiments, newest first. Cost: one look at each of theirs, whatever the page. */
export function listLoggedModels(connection: Connection, query: LoggedModelQuery): Result<Page<LoggedModel>> {
  if (!connection.has('logged_models')) return success({ items: [], nextPage: null });
  const clauses = pageClauses(query, ORDER);
  if (!clauses.ok) return clauses;
  const { where, order, parameters, limit } = clauses.value;
  const rows = connection.rows<LoggedModelRow>(
    `SELECT ${COLUMNS} FROM logged_models m
     WHERE m.experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each(@experiments)) AND m.lifecycle_stage <> 'deleted'${where}${order}`,
    { ...parameters, experiments: JSON.stringify(query.experiments) },
  );
  const { items, nextPage } = toPage(rows, limit, ORDER);
  return success({ items: items.map(toLoggedModel), nextPage });
}

/**
 * The models that a run logged, oldest first: MLflow 3's own rows, then what MLflow 2 noted in the run's tag
 * `mlflow.log-model.history` and MLflow 3 has no row for.
 */
export function loggedModelsOfRun(connection: Connection, run: RunId): Result<readonly LoggedModel[]> {
  const found = getRun(connection, run);
  if (!found.ok) return found;
  const models = connection.has('logged_models') ? modelsOfRun(connection, run) : [];
  const names = new Set(models.map(model => model.name));
  return success([...models, ...loggedFolders(found.value).filter(model => !names.has(model.name))]);
}

/** A logged model by id; deleted ones are not found. */
export function getLoggedModel(connection: Connection, id: LoggedModelId): Result<LoggedModel> {
  const row = connection.has('logged_models')
    ? connection.row<LoggedModelRow>(`SELECT ${COLUMNS} FROM logged_models m WHERE m.model_id = @id AND m.lifecycle_stage <> 'deleted'`, {
        id,
      })
    : undefined;
  return row === undefined ? failure('not_found', `There is no logged model '${shownText(id)}'.`) : success(toLoggedModel(row));
}

/** The model of this name that a run logged; of several, the one logged at the largest step, then the newest. */
export function loggedModelByName(connection: Connection, run: RunId, name: string): LoggedModel | null {
  if (!connection.has('logged_models')) return null;
  const step = connection.has('inputs', 'step') ? 'i.step' : '0';
  const row = connection.row<LoggedModelRow>(
    `SELECT ${COLUMNS} FROM logged_models m
     LEFT JOIN inputs i ON i.source_type = 'RUN_OUTPUT' AND i.source_id = @run AND i.destination_type = 'MODEL_OUTPUT' AND i.destination_id = m.model_id
     WHERE m.source_run_id = @run AND m.name = @name AND m.lifecycle_stage <> 'deleted'
     ORDER BY ${step} DESC, m.creation_timestamp_ms DESC, m.model_id LIMIT 1`,
    { run, name },
  );
  return row === undefined ? null : toLoggedModel(row);
}

function modelsOfRun(connection: Connection, run: RunId): LoggedModel[] {
  const rows = connection.rows<LoggedModelRow>(
    `SELECT ${COLUMNS} FROM logged_models m
     WHERE m.lifecycle_stage <> 'deleted' AND (m.source_run_id = @run OR m.model_id IN (
       SELECT destination_id FROM inputs WHERE source_type = 'RUN_OUTPUT' AND source_id = @run AND destination_type = 'MODEL_OUTPUT'))
     ORDER BY m.creation_timestamp_ms, m.model_id`,
    { run },
  );
  return rows.map(toLoggedModel);
}

function toLoggedModel(row: LoggedModelRow): LoggedModel {
  return {
    modelId: loggedModelId(row.id),
    name: row.name,
    uri: `models:/${row.id}`,
    artifactLocation: row.artifactLocation,
    status: STATUSES[row.status] ?? 'UNSPECIFIED',
    creationTime: row.creationTime,
    sourceRunId: row.sourceRunId === null ? null : runId(row.sourceRunId),
    versions: parseModelVersions(row.versions ?? ''),
  };
}
