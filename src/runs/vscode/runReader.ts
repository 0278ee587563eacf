import { toJsonNumber } from '../../base/json';
import { type Result, success } from '../../base/result';
import { type ExperimentId, type RunId } from '../../domain/ids';
import { type MetricSeries, type Run, type RunKeys } from '../../domain/run';
import { keysOfColumns, parseColumnId } from '../../domain/runColumn';
import { type RunDetails, toRunDetails } from '../../domain/runDetails';
import { toRunRows } from '../../domain/runRow';
import { type RunQuery, storeCalls } from '../../store/contract';
import { type Engine } from '../../workbench/engineProcess';
import { MOST_SELECTED, type RunsPage, type RunsQuery, type RunsRequest, type SeriesColumns, type ShownExperiment } from '../contract';

/** Points of all series of one message together: about 1.5 MB as JSON. */
const MOST_POINTS = 30_000;
/** Runs that are asked for at the same time, one call each. */
const AT_ONCE = 8;

/** What a page asks of the store, as values that cross JSON and stay below 2 MB. */
export class RunReader {
  private readonly experiments: readonly ExperimentId[];

  constructor(
    private readonly engine: Engine,
    experiments: readonly ShownExperiment[],
  ) {
    this.experiments = experiments.map(experiment => experiment.experimentId);
  }

  async list(request: RunsRequest): Promise<Result<RunsPage>> {
    const found = await this.engine.ask(storeCalls.listRuns, toRunQuery(this.experiments, request));
    if (!found.ok) return found;
    const columns = request.columns.map(parseColumnId).filter(column => column !== null);
    return success({ items: toRunRows(found.value.items, columns), nextPage: found.value.nextPage });
  }

  async count({ filter, view }: Pick<RunsQuery, 'filter' | 'view'>): Promise<Result<number | null>> {
    return await this.engine.ask(storeCalls.countRuns, { experiments: this.experiments, view, ...given(filter) });
  }

  keys(): Promise<Result<RunKeys>> {
    return this.engine.ask(storeCalls.runKeys, { experiments: this.experiments });
  }

  /** Runs that are not there any more are left out. */
  async details(runs: readonly RunId[]): Promise<Result<readonly RunDetails[]>> {
    const found = await this.each(runs, runId => this.engine.ask(storeCalls.getRun, { runId }));
    const broken = found.find(result => !result.ok && result.failure.reason !== 'not_found');
    if (broken?.ok === false) return broken;
    return success(toRunDetails(found.flatMap((result): readonly Run[] => (result.ok ? [result.value] : []))));
  }

  async series(query: {
    readonly runs: readonly RunId[];
    readonly key: string;
    readonly points: number;
  }): Promise<Result<readonly SeriesColumns[]>> {
    const runs = query.runs.slice(0, MOST_SELECTED);
    const points = Math.min(query.points, Math.floor(MOST_POINTS / Math.max(1, runs.length)));
    const found = await this.engine.ask(storeCalls.metricSeries, { runs, key: query.key, points });
    return found.ok ? success(found.value.map(toColumns)) : found;
  }

  /** By run id; a run whose datasets cannot be read fails the whole answer. */
  async datasets(runs: readonly RunId[]): Promise<Result<Readonly<Record<string, readonly string[]>>>> {
    const found = await this.each(runs, runId => this.engine.ask(storeCalls.datasets, { runId }));
    const names: Record<string, readonly string[]> = {};
    for (const [index, result] of found.entries()) {
      if (!result.ok) return result;
      names[runs[index] ?? ''] = result.value.map(dataset => dataset.name);
    }
    return success(names);
  }

  /** A few calls at a time, so that others are answered in between. */
  private async each<T>(runs: readonly RunId[], read: (run: RunId) => Promise<T>): Promise<readonly T[]> {
    const results: T[] = [];
    for (let from = 0; from < runs.length; from += AT_ONCE) {
      results.push(...(await Promise.all(runs.slice(from, from + AT_ONCE).map(read))));
    }
    return results;
  }
}

/** The page's question in the store's words. */
export function toRunQuery(experiments: readonly ExperimentId[], request: RunsRequest): RunQuery {
  return {
    experiments,
    view: request.view,
    limit: request.limit,
    only: keysOfColumns(request.columns),
    ...given(request.filter),
    ...(request.orderBy.length === 0 ? {} : { orderBy: request.orderBy }),
    ...(request.page === null ? {} : { page: request.page }),
    ...(request.parent === null ? {} : { parent: request.parent }),
  };
}

function given(filter: string): { readonly filter?: string } {
  return filter.trim() === '' ? {} : { filter };
}

function toColumns({ runId, points, recorded }: MetricSeries): SeriesColumns {
  return {
    runId,
    steps: points.map(point => point.step),
    times: points.map(point => point.timestamp),
    values: points.map(point => toJsonNumber(point.value)),
    recorded,
  };
}
