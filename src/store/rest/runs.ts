import { failure, success, type Result } from '../../base/result';
import { type LifecycleStage } from '../../domain/experiment';
import { experimentId, runId, type ExperimentId, type RunId } from '../../domain/ids';
import { type Run, type RunKeys, type RunStatus } from '../../domain/run';
import { checkRunName } from '../../domain/registryNames';
import { shownText } from '../../domain/shownText';
import { type Page, type RunQuery } from '../contract';
import { viewType } from './experiments';
import { type Fields } from './fields';
import { inOtherWords, type Body, type MlflowApi } from './mlflowApi';
import { readPage, type PageReading, type ServerPage } from './pages';
import { filterOfChildren, leaveOutNested, PARENT_TAG, parentsAmong } from './runNesting';

const STATUSES: readonly RunStatus[] = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];
const LARGEST_PAGE = 1000;

/** How many of the newest runs say which keys there are. */
const RUNS_WITH_KEYS = 1000;

/** Runs in MLflow's order, with those of their keys that are asked for. */
export async function listRuns(api: MlflowApi, query: RunQuery): Promise<Result<Page<Run>>> {
  const wrong = query.experiments.find(id => !/^[0-9]+$/.test(id));
  if (wrong !== undefined) return failure('invalid', `'${shownText(wrong)}' is not the id of an experiment.`);
  if (query.experiments.length === 0) return success({ items: [], nextPage: null });
  const page = await readPage(query, readingOf(api, query));
  if (!page.ok) return page;
  const parents = await parentsAmong(api, page.value.items);
  if (!parents.ok) return parents;
  const items = page.value.items.map(run => only({ ...run, hasChildren: parents.value.has(run.runId) }, query.only));
  return success({ items, nextPage: page.value.nextPage });
}

function readingOf(api: MlflowApi, query: RunQuery): PageReading<Run> {
  const parent = query.parent === undefined || query.parent === 'top' ? null : query.parent;
  const filter = [...(parent === null ? [] : [filterOfChildren(parent)]), ...(query.filter?.trim() ? [query.filter] : [])].join(' AND ');
  const reading: PageReading<Run> = {
    largest: LARGEST_PAGE,
    id: run => run.runId,
    fetch: (token, size) =>
      searchRuns(api, {
        experiment_ids: query.experiments,
        run_view_type: viewType(query.view),
        max_results: size,
        ...(filter === '' ? {} : { filter }),
        ...(query.orderBy === undefined ? {} : { order_by: query.orderBy }),
        ...(token === '' ? {} : { page_token: token }),
      }),
  };
  // What was searched for is shown wherever it is nested.
  if (query.parent === 'top' && query.filter === undefined && query.orderBy === undefined)
    return { ...reading, sparse: true, keep: runs => leaveOutNested(api, query, runs) };
  return parent === null ? reading : { ...reading, keep: async runs => success(runs.filter(run => run.runId !== parent)) };
}

/** A run without what it takes another question to know: whether it has children. */
export async function findRun(api: MlflowApi, id: RunId): Promise<Result<Omit<Run, 'hasChildren'>>> {
  return await readRun(api, id, answer => toRun(answer.fields('run')));
}

export async function getRun(api: MlflowApi, id: RunId): Promise<Result<Run>> {
  const run = await readRun(api, id, answer => toRun(answer.fields('run')));
  if (!run.ok) return run;
  const parents = await parentsAmong(api, [run.value]);
  return parents.ok ? success({ ...run.value, hasChildren: parents.value.has(id) }) : parents;
}

/** One run, read in another way. */
export async function readRun<T>(api: MlflowApi, id: RunId, read: (fields: Fields) => T): Promise<Result<T>> {
  return inOtherWords(await api.get('runs/get', { run_id: id }, read), 'not_found', () =>
    failure('not_found', `There is no run '${shownText(id)}'.`, { nextStep: 'Refresh: it may have been removed.' }),
  );
}

/** Its tag `mlflow.runName` changes with it. */
export async function renameRun(api: MlflowApi, id: RunId, name: string): Promise<Result<Run>> {
  const checked = checkRunName(name);
  if (!checked.ok) return checked;
  const found = await findRun(api, id);
  if (!found.ok) return found;
  const renamed = await api.put('POST', 'runs/update', { run_id: id, run_name: name });
  return renamed.ok ? await getRun(api, id) : renamed;
}

/** Deletes or restores runs, one after the other. */
export async function setRunStage(api: MlflowApi, runs: readonly RunId[], stage: LifecycleStage): Promise<Result<void>> {
  const path = stage === 'deleted' ? 'runs/delete' : 'runs/restore';
  for (const [index, id] of runs.entries()) {
    const found = await findRun(api, id);
    const changed = !found.ok || found.value.lifecycleStage === stage ? found : await api.put('POST', path, { run_id: id });
    if (!changed.ok) return index === 0 ? changed : halfWay(changed.failure.message, index, runs.length);
  }
  return success(undefined);
}

function halfWay(message: string, done: number, all: number): Result<never> {
  return failure('unavailable', `${done} of ${all} runs are changed, then this failed: ${message}`, {
    nextStep: 'Try again for the rest.',
  });
}

/** The keys of the newest runs: a server does not list them by themselves. */
export async function runKeys(api: MlflowApi, experiments: readonly ExperimentId[]): Promise<Result<RunKeys>> {
  const page = await listRuns(api, { experiments, limit: RUNS_WITH_KEYS });
  if (!page.ok) return page;
  const keys = (of: (run: Run) => object): string[] => [...new Set(page.value.items.flatMap(run => Object.keys(of(run))))].sort();
  return success({ metrics: keys(run => run.metrics), params: keys(run => run.params), tags: keys(run => run.tags) });
}

async function searchRuns(api: MlflowApi, body: Body): Promise<Result<ServerPage<Run>>> {
  return await api.search('runs/search', body, answer => ({
    items: answer.list('runs').map(toRun),
    next: answer.text('next_page_token'),
  }));
}

function toRun(run: Fields): Run {
  const info = run.fields('info');
  const data = run.fields('data');
  const tags = data.pairs('tags');
  const parent = tags[PARENT_TAG] ?? '';
  const metrics = data.list('metrics').map(metric => [metric.text('key'), metric.number('value') ?? NaN] as const);
  return {
    runId: runId(info.textOrNull('run_id') ?? info.id('run_uuid')),
    runName: info.text('run_name') || (tags['mlflow.runName'] ?? ''),
    experimentId: experimentId(info.id('experiment_id')),
    status: STATUSES.find(status => status === info.text('status')) ?? 'RUNNING',
    startTime: info.number('start_time'),
    endTime: info.number('end_time'),
    userId: info.text('user_id'),
    lifecycleStage: info.text('lifecycle_stage') === 'deleted' ? 'deleted' : 'active',
    artifactUri: info.text('artifact_uri'),
    metrics: Object.fromEntries([...metrics].sort(([a], [b]) => (a < b ? -1 : 1))),
    params: data.pairs('params'),
    tags,
    parentRunId: parent === '' ? null : runId(parent),
    hasChildren: false,
  };
}

function only(run: Run, keys: RunKeys | undefined): Run {
  if (keys === undefined) return run;
  return { ...run, metrics: chosen(run.metrics, keys.metrics), params: chosen(run.params, keys.params), tags: chosen(run.tags, keys.tags) };
}

function chosen<T>(values: Readonly<Record<string, T>>, keys: readonly string[]): Readonly<Record<string, T>> {
  const wanted = new Set(keys);
  return Object.fromEntries(Object.entries(values).filter(([key]) => wanted.has(key)));
}
