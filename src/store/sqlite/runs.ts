import { failure, success, type Result } from '../../base/result';
import { type RunId } from '../../domain/ids';
import { type MetricPoint, type Run } from '../../domain/run';
import { RUN_SEARCH } from '../../domain/search/runSearch';
import { shownText } from '../../domain/shownText';
import { type Page, type RunCount, type RunQuery } from '../contract';
import { type Connection } from './connection';
import { lifecycleStages } from './experiments';
import { LARGEST_LIMIT, latestFirst, NO_TIME, pageClauses, pageToken, toPage, type SortKey } from './pages';
import { metricValue, PARENT_TAG, RUN_COLUMNS, withDetails, type RunRow } from './runDetails';
import { type OrderedRow } from './search/orderKeys';
import { searchClauses } from './search/searchClauses';
import { runTable } from './search/searchTable';

const START = latestFirst<RunRow>('r.start_time', row => row.startTime);

/** MLflow's default order. */
const ORDER: readonly SortKey<RunRow>[] = [START, { sql: 'r.run_uuid', of: row => row.id, type: 'text', descending: false }];

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
  return success({ items: withDetails(connection, items, query.only), nextPage });
}

export function countRuns(connection: Connection, query: RunCount): number {
  return connection.row<{ count: number }>(`SELECT COUNT(*) AS count FROM runs r WHERE ${isListed('r', query)}`)?.count ?? 0;
}

/** A run by id, a deleted one included. */
export function getRun(connection: Connection, id: RunId): Result<Run> {
  const row = connection.row<RunRow>(`SELECT ${RUN_COLUMNS} FROM runs r WHERE r.run_uuid = @id`, { id });
  const [run] = row === undefined ? [] : withDetails(connection, [row]);
  return run === undefined
    ? failure('not_found', `There is no run '${shownText(id)}'.`, { nextStep: 'Refresh: it may have been removed.' })
    : success(run);
}

/** Every value of a metric in MLflow's order: by time, step and value. Empty if the run has no such metric. */
export function metricHistory(connection: Connection, run: RunId, key: string): Result<readonly MetricPoint[]> {
  const found = getRun(connection, run);
  if (!found.ok) return found;
  const rows = connection.tuples<[value: number, isNan: number, timestamp: number, step: number]>(
    `SELECT value, is_nan, timestamp, step FROM metrics WHERE run_uuid = @run AND key = @key ORDER BY timestamp, step, value`,
    { run, key },
  );
  return success(rows.map(([value, isNan, timestamp, step]) => ({ value: metricValue(value, isNan), timestamp, step })));
}

function pageRows(connection: Connection, query: RunQuery): Result<Page<RunRow>> {
  const search = searchClauses(query, RUN_SEARCH, runTable(connection), ORDER);
  if (!search.ok) return search;
  const { keys, columns, joins } = search.value;
  const clauses = pageClauses(query, keys);
  if (!clauses.ok) return clauses;
  const newest = isSearch(query) ? null : newestRows(connection, query, clauses.value.limit);
  if (newest !== null) return success(newest);
  const { where, order, limit } = clauses.value;
  const parameters = { ...clauses.value.parameters, ...search.value.parameters };
  const nesting = query.parent === undefined || query.parent === 'top' ? '' : CHILD_OF_PARENT;
  const condition = `${isListed('r', query)}${nesting}${search.value.where}${where}`;
  const isPlain = !isSearch(query) && nesting === '';
  const rows = connection.rows<RunRow & OrderedRow>(
    `SELECT ${RUN_COLUMNS}${columns} FROM runs r${joins} WHERE ${isPlain ? lateEnough(condition) : condition}${order}`,
    nesting === '' ? parameters : { ...parameters, parent: query.parent ?? '' },
  );
  return success(toPage(rows, limit, keys));
}

function isSearch(query: RunQuery): boolean {
  return (query.filter ?? '').trim() !== '' || (query.orderBy ?? []).length > 0;
}

/** So many of the newest runs are remembered: what is looked at again and again, and paged through. */
const NEWEST = 1000;

/**
 * A page among the newest runs, without scanning all runs again unless somebody has changed the database; null if the
 * page is none of those. The scan is most of a page's cost, and there is no index to spare it.
 */
function newestRows(connection: Connection, query: RunQuery, limit: number): Page<RunRow> | null {
  if ((query.parent !== undefined && query.parent !== 'top') || limit >= NEWEST) return null;
  const listed = isListed('r', query);
  const rows = connection.remembered(`newest runs ${listed}`, () => {
    const order = ORDER.map(key => `${key.sql}${key.descending ? ' DESC' : ''}`).join(', ');
    const sql = `SELECT ${RUN_COLUMNS} FROM runs r WHERE ${lateEnough(listed)} ORDER BY ${order} LIMIT @limit`;
    return connection.rows<RunRow>(sql, { limit: NEWEST });
  });
  const start = query.page === undefined ? 0 : rows.findIndex(row => pageToken(row, ORDER) === query.page) + 1;
  const isKnown = (query.page === undefined || start > 0) && (rows.length < NEWEST || start + limit < NEWEST);
  return isKnown ? toPage(rows.slice(start, start + limit + 1), limit, ORDER) : null;
}

/**
 * The condition without the runs that cannot be on a page in the default order: those that began before a page full of the
 * runs that were added last. Runs are mostly added as they begin, and SQLite, which sees them in that order, would sort each
 * of them in before all that it has kept: five times the cost of the scan. Any other order of the rows stays right.
 */
function lateEnough(condition: string): string {
  const added = `SELECT ${START.sql} AS start FROM runs r WHERE ${condition} ORDER BY r.rowid DESC LIMIT 2 * @limit`;
  const earliest = `SELECT start FROM (${added}) ORDER BY start DESC LIMIT 1 OFFSET @limit - 1`;
  return `${START.sql} >= COALESCE((${earliest}), ${NO_TIME}) AND ${condition}`;
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
