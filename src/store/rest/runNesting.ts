import { success, type Result } from '../../base/result';
import { type RunId } from '../../domain/ids';
import { type Run } from '../../domain/run';
import { type RunQuery } from '../contract';
import { viewType } from './experiments';
import { forEachFew, type MlflowApi } from './mlflowApi';

/** The tag that names a run's parent. */
export const PARENT_TAG = 'mlflow.parentRunId';

/** So many children are read at once, to see which runs are parents; beyond that each run is asked for by itself. */
const CHILDREN_AT_ONCE = 200;

/** The filter that the children of a run meet, and perhaps the run itself. */
export function filterOfChildren(parent: RunId): string {
  return `tags.\`${PARENT_TAG}\` = '${parent.replaceAll("'", '')}'`;
}

/** Without the runs whose parent is in the list itself, so that one whose parent was deleted or lies elsewhere is not lost. */
export async function leaveOutNested(
  api: MlflowApi,
  query: Pick<RunQuery, 'experiments' | 'view'>,
  runs: readonly Run[],
): Promise<Result<readonly Run[]>> {
  const named = new Set(runs.flatMap(run => (run.parentRunId === null || run.parentRunId === run.runId ? [] : [run.parentRunId])));
  const here = new Set(runs.map(run => run.runId));
  const elsewhere = [...named].filter(id => !here.has(id) && /^[0-9a-z_-]+$/i.test(id));
  const found = elsewhere.length === 0 ? success([]) : await listedAmong(api, query, elsewhere);
  if (!found.ok) return found;
  const listed = new Set<string>([...here, ...found.value]);
  return success(runs.filter(run => run.parentRunId === null || run.parentRunId === run.runId || !listed.has(run.parentRunId)));
}

async function listedAmong(
  api: MlflowApi,
  query: Pick<RunQuery, 'experiments' | 'view'>,
  ids: readonly string[],
): Promise<Result<string[]>> {
  const body = {
    experiment_ids: query.experiments,
    run_view_type: viewType(query.view),
    max_results: ids.length,
    filter: `attributes.run_id IN (${ids.map(id => `'${id}'`).join(', ')})`,
  };
  return await api.search('runs/search', body, answer => answer.list('runs').map(run => run.fields('info').text('run_id')));
}

/**
 * Which of these runs another active run of their experiments names as its parent. One question where few runs are
 * nested; where many are, one for each run that the newest children do not name.
 */
export async function parentsAmong(api: MlflowApi, runs: readonly Run[]): Promise<Result<ReadonlySet<string>>> {
  if (runs.length < 2) return await parentsOneByOne(api, runs, new Set());
  const experiments = [...new Set(runs.map(run => run.experimentId))];
  const newest = await newestChildren(api, experiments, `tags.\`${PARENT_TAG}\` LIKE '_%'`);
  if (!newest.ok) return newest;
  const parents = new Set(newest.value.parents);
  if (!newest.value.more) return success(parents);
  return await parentsOneByOne(api, runs, parents);
}

async function parentsOneByOne(api: MlflowApi, runs: readonly Run[], known: ReadonlySet<string>): Promise<Result<ReadonlySet<string>>> {
  const unknown = runs.filter(run => !known.has(run.runId));
  const asked = await forEachFew(unknown, async run => {
    const children = await newestChildren(api, [run.experimentId], filterOfChildren(run.runId), 2);
    return children.ok ? success(children.value.parents.slice(0, 1)) : children;
  });
  return asked.ok ? success(new Set([...known, ...asked.value.flat()])) : asked;
}

async function newestChildren(
  api: MlflowApi,
  experiments: readonly string[],
  filter: string,
  limit = CHILDREN_AT_ONCE,
): Promise<Result<{ parents: string[]; more: boolean }>> {
  const body = { experiment_ids: experiments, run_view_type: 'ACTIVE_ONLY', max_results: limit, filter };
  return await api.search('runs/search', body, answer => ({
    parents: answer.list('runs').flatMap(run => {
      const parent = run.fields('data').pairs('tags')[PARENT_TAG] ?? '';
      return parent === run.fields('info').text('run_id') ? [] : [parent];
    }),
    more: answer.text('next_page_token') !== '',
  }));
}
