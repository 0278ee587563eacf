import { failure, success, type Result } from '../../base/result';
import { type LifecycleStage } from '../../domain/experiment';
import { experimentId, runId, type RunId } from '../../domain/ids';
import { type MetricPoint, type Run, type RunStatus } from '../../domain/run';
import { RUN_SEARCH } from '../../domain/search/runSearch';
import { shownText } from '../../domain/shownText';
import { type Page, type RunCount, type RunQuery } from '../contract';
import { type Connection } from './connection';
import { lifecycleStages } from './experiments';
import { groupRows } from './groupRows';
import { LARGEST_LIMIT, latestFirst, pageClauses, toPage, type SortKey } from './pages';
import { type OrderedRow } from './search/orderKeys';
import { searchClauses } from './search/searchClauses';
import { runTable } from './search/searchTable';

interface RunRow {
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

const COLUMNS = `r.run_uuid AS id, r.name AS name, CAST(r.experiment_id AS TEXT) AS experimentId, r.status AS status,
  r.start_time AS startTime, r.end_time AS endTime, r.user_id AS userId, r.lifecycle_stage AS lifecycleStage,
  r.artifact_uri AS artifactUri`;

/** MLflow's default order. */
const ORDER: readonly SortKey<RunRow>[] = [
  latestFirst('r.start_time', row => row.startTime),
  { sql: 'r.run_uuid', of: row => row.id, type: 'text', descending: false },
];

const PARENT_TAG = 'mlflow.parentRunId';

/**
 * One page of runs in MLflow's default order: one scan of the runs (MLflow has no index on their experiment), then one
 * query each for the metrics, params and tags of the page, however long the list is.
 */
export function listRuns(connection: Connection, query: RunQuery): Result<Page<Run>> {
  const odd = query.experiments.find(id => !/^[0-9]{1,19}$/.test(id));
  if (odd !== undefined) return failure('invalid', `'${shownText(odd)}' is not the id of an experiment.`);
  const rows = query.parent === 'top' && !isSearch(query) ? topRows(connection, query) : pageRows(connection, query);
  if (!rows.ok) return rows;
  const { items, nextPage } = rows.value;
  return success({ items: withDetails(connection, items), nextPage });
}

export function countRuns(connection: Connection, query: RunCount): number {
  return connection.row<{ count: number }>(`SELECT COUNT(*) AS count FROM runs r WHERE ${isListed('r', query)}`)?.count ?? 0;
}

/** A run by id, a deleted one included. */
export function getRun(connection: Connection, id: RunId): Result<Run> {
  const row = connection.row<RunRow>(`SELECT ${COLUMNS} FROM runs r WHERE r.run_uuid = @id`, { id });
  const [run] = row === undefined ? [] : withDetails(connection, [row]);
  return run === undefined
    ? failure('not_found', `There is no run '${shownText(id)}'.`, { nextStep: 'Refresh: it may have been removed.' })
    : success(run);
}

/** Every value of a metric in MLflow's order: by time, step and value. Empty if the run has no such metric. */
export function metricHistory(connection: Connection, run: RunId, key: string): Result<readonly MetricPoint[]> {
  const found = getRun(connection, run);
  if (!found.ok) return found;
  const rows = connection.rows<MetricRow & { timestamp: number; step: number }>(
    `SELECT key, value, is_nan AS isNan, timestamp, step FROM metrics WHERE run_uuid = @run AND key = @key ORDER BY timestamp, step, value`,
    { run, key },
  );
  return success(rows.map(row => ({ value: metricValue(row), timestamp: row.timestamp, step: row.step })));
}

function pageRows(connection: Connection, query: RunQuery): Result<Page<RunRow>> {
  const search = searchClauses(query, RUN_SEARCH, runTable(connection), ORDER);
  if (!search.ok) return search;
  const { keys, columns, joins } = search.value;
  const clauses = pageClauses(query, keys);
  if (!clauses.ok) return clauses;
  const { where, order, limit } = clauses.value;
  const parameters = { ...clauses.value.parameters, ...search.value.parameters };
  const nesting = query.parent === undefined || query.parent === 'top' ? '' : CHILD_OF_PARENT;
  const rows = connection.rows<RunRow & OrderedRow>(
    `SELECT ${COLUMNS}${columns} FROM runs r${joins} WHERE ${isListed('r', query)}${nesting}${search.value.where}${where}${order}`,
    nesting === '' ? parameters : { ...parameters, parent: query.parent ?? '' },
  );
  return success(toPage(rows, limit, keys));
}

function isSearch(query: RunQuery): boolean {
  return (query.filter ?? '').trim() !== '' || (query.orderBy ?? []).length > 0;
}

const CHILD_OF_PARENT = ` AND r.run_uuid <> @parent
  AND EXISTS (SELECT 1 FROM tags t WHERE t.key = '${PARENT_TAG}' AND t.run_uuid = r.run_uuid AND t.value = @parent)`;

/**
 * Runs without a parent that this list itself shows, so that a run whose parent was deleted or belongs to another
 * experiment is not lost. Looks at the runs in their order, a growing batch at a time, instead of at all of them.
 */
function topRows(connection: Connection, query: RunQuery): Result<Page<RunRow>> {
  const wanted = pageClauses(query, ORDER);
  if (!wanted.ok) return wanted;
  const { limit } = wanted.value;
  const found: RunRow[] = [];
  let page = query.page;
  for (let batch = 2 * limit; ; batch *= 2) {
    const rows = pageRows(connection, { ...query, limit: Math.min(batch, LARGEST_LIMIT), ...(page === undefined ? {} : { page }) });
    if (!rows.ok) return rows;
    const nested = nestedAmong(connection, query, rows.value.items);
    found.push(...rows.value.items.filter(row => !nested.has(row.id)));
    if (found.length > limit || rows.value.nextPage === null) return success(toPage(found, limit, ORDER));
    page = rows.value.nextPage;
  }
}

/** Which of these rows belong below a run that the same query lists. */
function nestedAmong(connection: Connection, query: RunQuery, rows: readonly RunRow[]): ReadonlySet<string> {
  const nested = connection.rows<{ id: string }>(
    `SELECT t.run_uuid AS id FROM tags t JOIN runs p ON p.run_uuid = t.value
     WHERE t.key = '${PARENT_TAG}' AND t.run_uuid IN (SELECT value FROM json_each(@ids)) AND p.run_uuid <> t.run_uuid AND ${isListed('p', query)}`,
    { ids: JSON.stringify(rows.map(row => row.id)) },
  );
  return new Set(nested.map(row => row.id));
}

/** Ids are written into the statement, checked to be digits: a list of parameters would cost half of the scan. */
function isListed(run: string, query: RunQuery): string {
  const stages = lifecycleStages(query.view).map(stage => `'${stage}'`);
  return `${run}.experiment_id IN (${query.experiments.join(', ')}) AND ${run}.lifecycle_stage IN (${stages.join(', ')})`;
}

interface MetricRow {
  readonly key: string;
  readonly value: number;
  readonly isNan: number;
}

type Texts = Readonly<Record<string, string>>;

interface Details {
  readonly metrics: ReadonlyMap<string, readonly (readonly [string, number])[]>;
  readonly params: ReadonlyMap<string, Texts>;
  readonly tags: ReadonlyMap<string, Texts>;
  readonly parents: ReadonlySet<string>;
}

function withDetails(connection: Connection, rows: readonly RunRow[]): Run[] {
  const ids = { ids: JSON.stringify(rows.map(row => row.id)) };
  const metrics = connection.rows<MetricRow & { run: string }>(
    `SELECT j.value AS run, m.key AS key, m.value AS value, m.is_nan AS isNan
     FROM json_each(@ids) j CROSS JOIN latest_metrics m ON m.run_uuid = j.value ORDER BY m.key`,
    ids,
  );
  const details: Details = {
    metrics: groupRows(
      metrics,
      row => row.run,
      row => [row.key, metricValue(row)] as const,
    ),
    params: textsOf(connection, 'params', ids),
    tags: textsOf(connection, 'tags', ids),
    parents: parentsAmong(connection, ids),
  };
  return rows.map(row => toRun(row, details));
}

/** Keys and texts of each run. One JSON object a run comes out of SQLite twice as fast as one row a key. */
function textsOf(connection: Connection, table: 'params' | 'tags', ids: { ids: string }): ReadonlyMap<string, Texts> {
  const rows = connection.rows<{ run: string; texts: string }>(
    `SELECT j.value AS run, (
       SELECT json_group_object(t.key, COALESCE(CAST(t.value AS TEXT), '') ORDER BY t.key) FROM ${table} t WHERE t.run_uuid = j.value) AS texts
     FROM json_each(@ids) j`,
    ids,
  );
  return new Map(rows.map(row => [row.run, JSON.parse(row.texts) as Texts]));
}

/** Which of these runs another active run of the same experiment names as its parent. */
function parentsAmong(connection: Connection, ids: { ids: string }): ReadonlySet<string> {
  const rows = connection.rows<{ parent: string }>(
    `SELECT DISTINCT t.value AS parent FROM tags t JOIN runs c ON c.run_uuid = t.run_uuid JOIN runs p ON p.run_uuid = t.value
     WHERE t.key = '${PARENT_TAG}' AND t.value IN (SELECT value FROM json_each(@ids))
       AND c.lifecycle_stage = 'active' AND c.run_uuid <> p.run_uuid AND c.experiment_id = p.experiment_id`,
    ids,
  );
  return new Set(rows.map(row => row.parent));
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
    metrics: Object.fromEntries(details.metrics.get(row.id) ?? []),
    params: details.params.get(row.id) ?? {},
    tags,
    parentRunId: parent === undefined || parent === '' ? null : runId(parent),
    hasChildren: details.parents.has(row.id),
  };
}

/** MLflow stores NaN as 0 with a flag, and infinities as the largest doubles, which it gives back as such. */
function metricValue(row: MetricRow): number {
  return row.isNan ? NaN : row.value;
}
