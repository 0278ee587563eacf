import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { runId, type ExperimentId, type RunId } from '../../domain/ids';
import { type MetricPoint, type MetricSeries, type Run, type RunKeys } from '../../domain/run';
import { RUN_SEARCH } from '../../domain/search/runSearch';
import { searchedRun, type RunDetails } from '../../domain/search/searched';
import { shownText } from '../../domain/shownText';
import { type Page, type RunCount, type RunQuery, type SeriesQuery } from '../contract';
import { thinSeries } from '../thinSeries';
import { readExperiments, type ExperimentFolder } from './experimentFiles';
import { keysIn } from './keyFiles';
import { readDatasets } from './loggedFiles';
import { readMetricFile } from './metricFile';
import { findRunFolder, readRun, readRunFolders, readRunKeys, type RunFolder } from './runFiles';
import { pageOf, searchInMemory } from './searchInMemory';

const PARENT_FILE = 'tags/mlflow.parentRunId';

/**
 * One page of runs, newest first. Without a search it reads one small file for each run of the experiments and the whole
 * of those on the page; with a filter or an order, the whole of every run.
 */
export async function listFileRuns(root: string, query: RunQuery): Promise<Result<Page<Run>>> {
  const { isSearch, folders } = await listed(root, query);
  if (isSearch) {
    const found = await searchRuns(root, folders, query);
    return found.ok ? pageOf(found.value, query) : found;
  }
  const nested = await nestedAmong(folders);
  const wanted = query.parent === undefined ? folders : folders.filter(({ facts }) => (nested.get(facts.runId) ?? 'top') === query.parent);
  const page = pageOf(wanted, query);
  if (!page.ok) return page;
  const parents = new Set(nested.values());
  const runs = await Promise.all(page.value.items.map(folder => readRun(folder, query.only)));
  return success({ ...page.value, items: runs.map(run => ({ ...run, hasChildren: parents.has(run.runId) })) });
}

export async function countFileRuns(root: string, query: RunCount): Promise<Result<number>> {
  const { isSearch, folders } = await listed(root, query);
  if (!isSearch) return success(folders.length);
  const found = await searchRuns(root, folders, query);
  return found.ok ? success(found.value.length) : found;
}

export async function getFileRun(root: string, id: RunId): Promise<Result<{ run: Run; folder: RunFolder; experiment: ExperimentFolder }>> {
  const experiments = await readExperiments(root, 'all');
  const folder = await findRunFolder(experiments, id);
  const experiment = experiments.find(({ experiment: { experimentId } }) => experimentId === folder?.facts.experimentId);
  if (folder !== null && experiment !== undefined) return success({ run: await readRun(folder), folder, experiment });
  return failure('not_found', `There is no run '${shownText(id)}'.`, { nextStep: 'Refresh: it may have been removed.' });
}

/** Every value of a metric: by time, step and value. */
export async function fileMetricHistory(root: string, id: RunId, key: string): Promise<Result<readonly MetricPoint[]>> {
  const found = await getFileRun(root, id);
  return found.ok ? success(await metricOf(found.value.folder, key)) : found;
}

export async function fileMetricSeries(root: string, { runs, key, points }: SeriesQuery): Promise<Result<readonly MetricSeries[]>> {
  const series: MetricSeries[] = [];
  for (const run of runs) {
    const history = await fileMetricHistory(root, run, key);
    if (!history.ok) return history;
    const bySteps = [...history.value].sort((a, b) => a.step - b.step || a.timestamp - b.timestamp);
    if (bySteps.length > 0) series.push({ runId: run, points: thinSeries(bySteps, points), recorded: bySteps.length });
  }
  return success(series);
}

/** The keys of all runs of these experiments. Cost: three folders a run. */
export async function fileRunKeys(root: string, experiments: readonly ExperimentId[]): Promise<RunKeys> {
  const { folders } = await listed(root, { experiments, view: 'all' });
  const keys = await Promise.all(folders.map(folder => readRunKeys(folder)));
  const all = (of: keyof RunKeys): readonly string[] => [...new Set(keys.flatMap(each => each[of]))].sort();
  return { metrics: all('metrics'), params: all('params'), tags: all('tags') };
}

async function listed(root: string, query: RunQuery): Promise<{ isSearch: boolean; folders: readonly RunFolder[] }> {
  const experiments = (await readExperiments(root, 'all')).filter(({ experiment }) => query.experiments.includes(experiment.experimentId));
  const lists = await Promise.all(experiments.map(experiment => readRunFolders(experiment, query.view)));
  const isSearch = (query.filter ?? '').trim() !== '' || (query.orderBy ?? []).length > 0;
  const folders = lists.flat();
  if (lists.length > 1) folders.sort((a, b) => (b.facts.startTime ?? -Infinity) - (a.facts.startTime ?? -Infinity));
  return { isSearch, folders };
}

async function searchRuns(root: string, folders: readonly RunFolder[], query: RunQuery): Promise<Result<readonly Run[]>> {
  const experiments = await readExperiments(root, 'all');
  const runs = await Promise.all(folders.map(folder => readRun(folder)));
  const details = await Promise.all(folders.map((folder, place) => detailsOf(experiments, folder, runs[place])));
  const byId = new Map(runs.map((run, place) => [run.runId, details[place]]));
  return searchInMemory(runs, query, RUN_SEARCH, run => searchedRun(run, byId.get(run.runId) ?? { datasets: [], history: () => [] }));
}

/** What filters may ask of a run besides itself. */
async function detailsOf(experiments: readonly ExperimentFolder[], folder: RunFolder, run: Run | undefined): Promise<RunDetails> {
  const experiment = experiments.find(each => each.experiment.experimentId === folder.facts.experimentId);
  const datasets = experiment === undefined ? [] : await readDatasets(experiment, folder);
  const keys = Object.keys(run?.metrics ?? {});
  const histories = new Map(await Promise.all(keys.map(async key => [key, await metricOf(folder, key)] as const)));
  return { datasets, history: key => histories.get(key) ?? [] };
}

async function metricOf({ folder }: RunFolder, key: string): Promise<readonly MetricPoint[]> {
  // Only a key that the run has: a key from elsewhere could lead out of the folder.
  const metrics = join(folder, 'metrics');
  return (await keysIn(metrics)).includes(key) ? ((await readMetricFile(join(metrics, key))) ?? []) : [];
}

/** Which runs lie below another one of the list, by id. */
async function nestedAmong(folders: readonly RunFolder[]): Promise<ReadonlyMap<RunId, RunId>> {
  const shown = new Set<string>(folders.map(({ facts }) => facts.runId));
  const parents = await Promise.all(folders.map(async folder => ({ folder, parent: await parentOf(folder) })));
  return new Map(
    parents.flatMap(({ folder: { facts }, parent }) =>
      parent !== null && shown.has(parent) && parent !== facts.runId ? [[facts.runId, parent] as const] : [],
    ),
  );
}

async function parentOf({ folder }: RunFolder): Promise<RunId | null> {
  const text = await readFile(join(folder, PARENT_FILE), 'utf8').catch(() => '');
  return text === '' ? null : runId(text);
}
