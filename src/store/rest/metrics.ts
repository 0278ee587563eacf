import { failure, success, type Result } from '../../base/result';
import { runId, type RunId } from '../../domain/ids';
import { type MetricPoint, type MetricSeries } from '../../domain/run';
import { type SeriesQuery } from '../contract';
import { thinSeries } from '../thinSeries';
import { type Fields } from './fields';
import { orElse, forEachFew, type MlflowApi } from './mlflowApi';
import { readAll } from './pages';
import { readRun } from './runs';

const MOST_RUNS = 100;
const MOST_POINTS = 2500;

/** More than are wanted are asked for, since the server samples steps evenly and would lose a spike between two of them. */
const POINTS_AT_ONCE = 50_000;
const LARGEST_PAGE = 25_000;

/** Every recorded value by time, step and value. */
export async function metricHistory(api: MlflowApi, run: RunId, key: string): Promise<Result<readonly MetricPoint[]>> {
  const found = await readRun(api, run, () => undefined);
  if (!found.ok) return found;
  const points = await readAll({
    largest: LARGEST_PAGE,
    id: (point: MetricPoint) => `${point.timestamp}/${point.step}/${point.value}`,
    fetch: (token, size) =>
      api.get(
        'metrics/get-history',
        { run_id: run, metric_key: key, max_results: size, page_token: token === '' ? undefined : token },
        answer => ({ items: answer.list('metrics').map(toPoint), next: answer.text('next_page_token') }),
      ),
  });
  return points.ok
    ? success(points.value.sort((a, b) => a.timestamp - b.timestamp || a.step - b.step || sortable(a) - sortable(b)))
    : points;
}

/**
 * The values of one metric of several runs, thinned out, by step. Extremes are kept among those that the server gives, which
 * are all up to 2,500 steps of up to 20 runs.
 */
export async function metricSeries(api: MlflowApi, query: SeriesQuery): Promise<Result<readonly MetricSeries[]>> {
  if (query.runs.length === 0) return success([]);
  if (query.runs.length > MOST_RUNS) return failure('invalid', `The values of at most ${MOST_RUNS} runs are read at once.`);
  if (!Number.isInteger(query.points) || query.points < 1) return failure('invalid', 'A series has at least one point.');
  const points = Math.min(MOST_POINTS, Math.max(query.points, Math.floor(POINTS_AT_ONCE / query.runs.length)));
  const asked = await api.get(
    'metrics/get-history-bulk-interval',
    { run_ids: query.runs, metric_key: query.key, max_results: points },
    answer => answer.list('metrics').map(metric => ({ run: runId(metric.id('run_id')), point: toPoint(metric) })),
  );
  if (!asked.ok) return await orElse<readonly MetricSeries[]>(asked, 'not_found', () => wholeSeries(api, query));
  // A run without values may be none.
  const silent = query.runs.filter(run => !asked.value.some(its => its.run === run));
  const found = await forEachFew(silent, run => readRun(api, run, () => undefined));
  if (!found.ok) return found;
  return success(
    query.runs.map(run => ({
      runId: run,
      points: thinSeries(byStep(asked.value.flatMap(its => (its.run === run ? [its.point] : []))), query.points),
      recorded: null,
    })),
  );
}

/** For servers that do not thin out. */
async function wholeSeries(api: MlflowApi, query: SeriesQuery): Promise<Result<readonly MetricSeries[]>> {
  return await forEachFew(query.runs, async run => {
    const points = await metricHistory(api, run, query.key);
    return points.ok
      ? success({ runId: run, points: thinSeries(byStep(points.value), query.points), recorded: points.value.length })
      : points;
  });
}

function byStep(points: readonly MetricPoint[]): MetricPoint[] {
  return [...points].sort((a, b) => a.step - b.step || a.timestamp - b.timestamp || sortable(a) - sortable(b));
}

/** NaN sorts as MLflow stores it. */
function sortable(point: MetricPoint): number {
  return Number.isNaN(point.value) ? 0 : point.value;
}

function toPoint(metric: Fields): MetricPoint {
  return { value: metric.number('value') ?? NaN, timestamp: metric.number('timestamp') ?? 0, step: metric.number('step') ?? 0 };
}
