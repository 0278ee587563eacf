import { failure, success, type Result } from '../../base/result';
import { type RunId } from '../../domain/ids';
import { type MetricPoint, type MetricSeries } from '../../domain/run';
import { shownText } from '../../domain/shownText';
import { type SeriesQuery } from '../contract';
import { partEdges, placesOfExtremes, thinSeries } from '../thinSeries';
import { type Connection, type Parameters } from './connection';
import { metricValue } from './runDetails';

const MOST_RUNS = 100;

/** Beyond so many values, SQLite looks for the extremes: fewer are read faster than they are asked for. */
const MANY_VALUES = 10_000;

/** MLflow's index since 3.12 or so: with it, a part of a history is found without reading the rest. */
const STEP_INDEX = 'index_metrics_run_uuid_key_step';

/** Older than that index, and there in every database. */
const RUN_INDEX = 'index_metrics_run_uuid';

/** One metric of several runs, thinned for a plot as `thinSeries` does. Runs within a read. */
export function metricSeries(connection: Connection, query: SeriesQuery): Result<readonly MetricSeries[]> {
  if (query.runs.length > MOST_RUNS) return failure('invalid', `A metric is read of at most ${MOST_RUNS} runs at once.`);
  if (!Number.isInteger(query.points) || query.points < 1) return failure('invalid', 'A series has at least one point.');
  const missing = connection.row<{ id: string }>(
    'SELECT j.value AS id FROM json_each(@ids) j WHERE NOT EXISTS (SELECT 1 FROM runs r WHERE r.run_uuid = j.value) LIMIT 1',
    { ids: JSON.stringify(query.runs) },
  );
  if (missing !== undefined) return failure('not_found', `There is no run '${shownText(missing.id)}'.`);
  return success(query.runs.map(runId => seriesOf(connection, runId, query)));
}

function seriesOf(connection: Connection, runId: RunId, query: SeriesQuery): MetricSeries {
  const metric = new Metric(connection, { run: runId, key: query.key });
  return searchedSeries(metric, runId, query.points) ?? readSeries(metric, runId, query.points);
}

function readSeries(metric: Metric, runId: RunId, wanted: number): MetricSeries {
  const all = metric.all();
  return { runId, points: thinSeries(all, wanted), recorded: all.length };
}

/** Null where it is better to read all values. */
function searchedSeries(metric: Metric, runId: RunId, wanted: number): MetricSeries | null {
  if (!metric.hasStepIndex || !metric.hasMoreThan(Math.max(wanted, MANY_VALUES))) return null;
  const [first, last] = [metric.end('ASC'), metric.end('DESC')];
  if (first === undefined || last === undefined) return null;
  const edges = partEdges({ first: first.step, last: last.step }, wanted);
  if (edges === null) return null;
  const parts = edges.slice(0, -1).map((from, part) => metric.extremes({ from, to: edges[part + 1] ?? Infinity }));
  return {
    runId,
    points: distinct([first, ...parts.flatMap(part => part.points), last]),
    recorded: parts.reduce((sum, part) => sum + part.count, 0),
  };
}

/** In order, and those that are two extremes at once only once. */
function distinct(points: readonly MetricPoint[]): MetricPoint[] {
  const sorted = [...points].sort(inOrder);
  return sorted.filter((point, index) => index === 0 || inOrder(sorted[index - 1] ?? point, point) !== 0);
}

/** MLflow stores NaN as 0, after a true 0. */
function inOrder(a: MetricPoint, b: MetricPoint): number {
  const stored = (point: MetricPoint): number => (Number.isNaN(point.value) ? 0 : point.value);
  return (
    a.step - b.step || a.timestamp - b.timestamp || stored(a) - stored(b) || Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value))
  );
}

/** A part of the steps, without its end. */
interface Part {
  readonly from: number;
  readonly to: number;
}

type PointRow = [step: number, timestamp: number, value: number, isNan: number];

const POINT = 'step, timestamp, value, is_nan';
const ORDER = `ORDER BY ${POINT}`;

/** The recorded values of one metric of one run. */
class Metric {
  readonly hasStepIndex: boolean;
  private readonly from: string;
  private readonly lowest: string;
  private readonly highest: string;
  private readonly wholePart: string;

  constructor(
    private readonly connection: Connection,
    private readonly which: Parameters,
  ) {
    const index = [STEP_INDEX, RUN_INDEX].find(its => connection.schema.indexes.has(its));
    this.hasStepIndex = index === STEP_INDEX;
    this.from = `FROM metrics${index === undefined ? '' : connection.indexedBy(index)} WHERE run_uuid = @run AND key = @key`;
    const inPart = `${this.from} AND step >= @from AND step < @to`;
    this.lowest = `SELECT step, timestamp, MIN(value), is_nan, COUNT(*), SUM(is_nan) ${inPart}`;
    this.highest = `SELECT step, timestamp, MAX(value), is_nan ${inPart}`;
    this.wholePart = `SELECT ${POINT} ${inPart} ${ORDER}`;
  }

  hasMoreThan(count: number): boolean {
    return this.connection.row(`SELECT 1 ${this.from} LIMIT 1 OFFSET ${count}`, this.which) !== undefined;
  }

  all(): MetricPoint[] {
    return this.points(`SELECT ${POINT} ${this.from} ${ORDER}`, this.which);
  }

  /** The first or the last of all. */
  end(direction: 'ASC' | 'DESC'): MetricPoint | undefined {
    const order = ['step', 'timestamp', 'value', 'is_nan'].map(column => `${column} ${direction}`).join(', ');
    return this.points(`SELECT ${POINT} ${this.from} ORDER BY ${order} LIMIT 1`, this.which)[0];
  }

  /**
   * How many values a part has, and the points of its extremes: the columns beside a MIN or MAX are those of the row that
   * has it. One MIN and one MAX are two passes, and still faster than to look for the rows of both after one pass.
   */
  extremes(part: Part): { readonly count: number; readonly points: readonly MetricPoint[] } {
    const parameters = { ...this.which, ...part };
    const lowest = this.connection.tuples<[...PointRow, count: number, nans: number]>(this.lowest, parameters);
    const [, , , , count = 0, nans = 0] = lowest[0] ?? [];
    if (count === 0) return { count, points: [] };
    // NaN is stored as 0, which may be an extreme only for that.
    if (nans > 0) return { count, points: extremesOf(this.points(this.wholePart, parameters)) };
    return { count, points: [...lowest.map(toPoint), ...this.points(this.highest, parameters)] };
  }

  private points(sql: string, parameters: Parameters): MetricPoint[] {
    return this.connection.tuples<PointRow>(sql, parameters).map(toPoint);
  }
}

function toPoint([step, timestamp, value, isNan]: Readonly<[...PointRow, ...unknown[]]>): MetricPoint {
  return { value: metricValue(value, isNan), timestamp, step };
}

function extremesOf(points: readonly MetricPoint[]): MetricPoint[] {
  return placesOfExtremes(points).flatMap(at => points[at] ?? []);
}
