import { type LifecycleStage } from '../../domain/experiment';
import { experimentId, runId } from '../../domain/ids';
import { type Run, type RunKeys, type RunStatus } from '../../domain/run';
import { type Connection, type Parameters } from './connection';

/** What the table of runs says of one. */
export interface RunRow {
  readonly id: string;
  readonly name: string | null;
  readonly experimentId: string;
  readonly status: RunStatus;
  readonly startTime: number | null;
  readonly endTime: number | null;
  readonly userId: string | null;
  readonly lifecycleStage: LifecycleStage;
  readonly artifactUri: string | null;
}

export const RUN_COLUMNS = `r.run_uuid AS id, r.name AS name, CAST(r.experiment_id AS TEXT) AS experimentId, r.status AS status,
  r.start_time AS startTime, r.end_time AS endTime, r.user_id AS userId, r.lifecycle_stage AS lifecycleStage,
  r.artifact_uri AS artifactUri`;

export const PARENT_TAG = 'mlflow.parentRunId';

/** Tags that say what other fields of a run hold: they are read whatever is asked for. */
const NEEDED_TAGS = [PARENT_TAG, 'mlflow.runName'];

/**
 * The runs of these rows with their metrics, params and tags: one query each, however many runs.
 * @param only the keys that are read; all when absent.
 */
export function withDetails(connection: Connection, rows: readonly RunRow[], only?: RunKeys): Run[] {
  const ids = JSON.stringify(rows.map(row => row.id));
  const details: Details = {
    metrics: metricsOf(connection, ids, only?.metrics),
    params: textsOf(connection, 'params', ids, only?.params),
    tags: textsOf(connection, 'tags', ids, only === undefined ? undefined : [...only.tags, ...NEEDED_TAGS]),
    parents: parentsAmong(connection, ids),
    shownTags: only === undefined ? null : new Set(only.tags),
  };
  return rows.map(row => toRun(row, details));
}

/** MLflow stores NaN as 0 with a flag, and infinities as the largest doubles, which it gives back as such. */
export function metricValue(value: number, isNan: number): number {
  return isNan ? NaN : value;
}

type Texts = Readonly<Record<string, string>>;
type Metrics = Readonly<Record<string, number>>;

interface Details {
  readonly metrics: ReadonlyMap<string, Metrics>;
  readonly params: ReadonlyMap<string, Texts>;
  readonly tags: ReadonlyMap<string, Texts>;
  readonly parents: ReadonlySet<string>;
  /** The tags that were asked for; null: all. */
  readonly shownTags: ReadonlySet<string> | null;
}

interface KeyChoice {
  /** ` AND …`, or nothing. */
  readonly where: string;
  readonly parameters: Parameters;
}

function chosen(column: string, keys: readonly string[] | undefined): KeyChoice {
  if (keys === undefined) return { where: '', parameters: {} };
  return { where: ` AND ${column} IN (SELECT value FROM json_each(@keys))`, parameters: { keys: JSON.stringify(keys) } };
}

function metricsOf(connection: Connection, ids: string, keys: readonly string[] | undefined): ReadonlyMap<string, Metrics> {
  const { where, parameters } = chosen('m.key', keys);
  const rows = connection.tuples<[run: string, key: string, value: number, isNan: number]>(
    `SELECT j.value, m.key, m.value, m.is_nan FROM json_each(@ids) j CROSS JOIN latest_metrics m ON m.run_uuid = j.value${where}`,
    { ...parameters, ids },
  );
  const byRun = new Map<string, [string, number][]>();
  for (const [run, key, value, isNan] of rows) {
    const metrics = byRun.get(run);
    const metric: [string, number] = [key, metricValue(value, isNan)];
    if (metrics === undefined) byRun.set(run, [metric]);
    else metrics.push(metric);
  }
  return new Map([...byRun].map(([run, metrics]) => [run, Object.fromEntries(metrics.sort(([a], [b]) => (a < b ? -1 : 1)))]));
}

/** Keys and texts of each run. One JSON object a run comes out of SQLite twice as fast as one row a key. */
function textsOf(
  connection: Connection,
  table: 'params' | 'tags',
  ids: string,
  keys: readonly string[] | undefined,
): ReadonlyMap<string, Texts> {
  const { where, parameters } = chosen('t.key', keys);
  const rows = connection.tuples<[run: string, texts: string]>(
    `SELECT j.value, (
       SELECT json_group_object(t.key, COALESCE(CAST(t.value AS TEXT), '') ORDER BY t.key) FROM ${table} t WHERE t.run_uuid = j.value${where})
     FROM json_each(@ids) j`,
    { ...parameters, ids },
  );
  return new Map(rows.map(([run, texts]) => [run, JSON.parse(texts) as Texts]));
}

/** Which of these runs another active run of the same experiment names as its parent. */
function parentsAmong(connection: Connection, ids: string): ReadonlySet<string> {
  const rows = connection.tuples<[parent: string]>(
    `SELECT DISTINCT t.value FROM tags t JOIN runs c ON c.run_uuid = t.run_uuid JOIN runs p ON p.run_uuid = t.value
     WHERE t.key = '${PARENT_TAG}' AND t.value IN (SELECT value FROM json_each(@ids))
       AND c.lifecycle_stage = 'active' AND c.run_uuid <> p.run_uuid AND c.experiment_id = p.experiment_id`,
    { ids },
  );
  return new Set(rows.map(([parent]) => parent));
}

function toRun(row: RunRow, details: Details): Run {
  const tags = details.tags.get(row.id) ?? {};
  const parent = tags[PARENT_TAG];
  return {
    runId: runId(row.id),
    runName: row.name || (tags['mlflow.runName'] ?? ''),
    experimentId: experimentId(row.experimentId),
    status: row.status,
    startTime: row.startTime,
    endTime: row.endTime,
    userId: row.userId ?? '',
    lifecycleStage: row.lifecycleStage,
    artifactUri: row.artifactUri ?? '',
    metrics: details.metrics.get(row.id) ?? {},
    params: details.params.get(row.id) ?? {},
    tags: shownTags(tags, details.shownTags),
    parentRunId: parent === undefined || parent === '' ? null : runId(parent),
    hasChildren: details.parents.has(row.id),
  };
}

function shownTags(tags: Texts, shown: ReadonlySet<string> | null): Texts {
  return shown === null ? tags : Object.fromEntries(Object.entries(tags).filter(([key]) => shown.has(key)));
}
