import { failure, success, type Result } from '../../base/result';
import { loggedModelId, runId, type LoggedModelId, type RunId } from '../../domain/ids';
import { type LoggedModel, type Run } from '../../domain/run';
import { shownText } from '../../domain/shownText';
import { type LoggedModelQuery, type Page } from '../contract';
import { loggedFolders } from '../loggedFolders';
import { parseModelVersions, VERSIONS_TAG } from '../loggedModelVersions';
import { type Fields } from './fields';
import { forEachFew, inOtherWords, orElse, type Body, type MlflowApi } from './mlflowApi';
import { readAll, readPage, type PageReading } from './pages';
import { findRun, readRun } from './runs';

type RunFacts = Pick<Run, 'runId' | 'experimentId'>;

const STATUS: Readonly<Record<string, LoggedModel['status']>> = {
  LOGGED_MODEL_PENDING: 'PENDING',
  LOGGED_MODEL_READY: 'READY',
  LOGGED_MODEL_UPLOAD_FAILED: 'FAILED',
};

/** The logged models of some experiments, in MLflow's default order: newest first. */
export async function listLoggedModels(api: MlflowApi, query: LoggedModelQuery): Promise<Result<Page<LoggedModel>>> {
  return await readPage(query, searching(api, { experiment_ids: query.experiments }));
}

/** The models that a run logged, oldest first: MLflow 3's own, then what MLflow 2 noted in a tag and MLflow 3 does not have. */
export async function loggedModelsOfRun(api: MlflowApi, run: RunId, has: boolean): Promise<Result<readonly LoggedModel[]>> {
  const found = await findRun(api, run);
  if (!found.ok) return found;
  const models = has ? await modelsOfRun(api, found.value) : success([]);
  if (!models.ok) return models;
  const names = new Set(models.value.map(model => model.name));
  return success([...models.value, ...loggedFolders(found.value).filter(model => !names.has(model.name))]);
}

export async function getLoggedModel(api: MlflowApi, id: LoggedModelId): Promise<Result<LoggedModel>> {
  const path = `logged-models/${encodeURIComponent(id)}`;
  const model = await api.get(path, {}, answer => toLoggedModel(answer.fields('model')));
  return inOtherWords(model, 'not_found', () => failure('not_found', `There is no logged model '${shownText(id)}'.`));
}

/** The model of this name that a run logged; of several, the one logged at the largest step, then the newest. */
export async function loggedModelByName(api: MlflowApi, run: RunFacts, name: string): Promise<Result<LoggedModel | null>> {
  const [models, outputs] = await Promise.all([modelsOfRun(api, run), outputsOf(api, run.runId)]);
  if (!models.ok) return models;
  if (!outputs.ok) return outputs;
  const step = (model: LoggedModel): number => outputs.value.get(model.modelId ?? '') ?? 0;
  const named = models.value.filter(model => model.name === name && model.sourceRunId === run.runId);
  const [latest] = [...named].sort((a, b) => step(b) - step(a) || (b.creationTime ?? 0) - (a.creationTime ?? 0));
  return success(latest ?? null);
}

async function modelsOfRun(api: MlflowApi, run: RunFacts): Promise<Result<LoggedModel[]>> {
  const [own, outputs] = await Promise.all([searchModels(api, run), outputsOf(api, run.runId)]);
  if (!own.ok) return own;
  if (!outputs.ok) return outputs;
  const known = new Set<string>(own.value.map(model => model.modelId ?? ''));
  const others = await forEachFew(
    [...outputs.value.keys()].filter(id => !known.has(id)),
    async id => await orElse<LoggedModel | null>(await getLoggedModel(api, loggedModelId(id)), 'not_found', async () => success(null)),
  );
  if (!others.ok) return others;
  const models = [...own.value, ...others.value.filter(model => model !== null)];
  return success(models.sort((a, b) => (a.creationTime ?? 0) - (b.creationTime ?? 0) || ((a.modelId ?? '') < (b.modelId ?? '') ? -1 : 1)));
}

async function searchModels(api: MlflowApi, run: RunFacts): Promise<Result<LoggedModel[]>> {
  return await readAll(searching(api, { experiment_ids: [run.experimentId], filter: `source_run_id = '${run.runId}'` }));
}

function searching(api: MlflowApi, asked: Body): PageReading<LoggedModel> {
  return {
    largest: 100,
    id: model => model.modelId ?? '',
    fetch: (token, size) =>
      api.search('logged-models/search', { ...asked, max_results: size, ...(token === '' ? {} : { page_token: token }) }, answer => ({
        items: answer.list('models').map(toLoggedModel),
        next: answer.text('next_page_token'),
      })),
  };
}

/** The models that a run says it logged, with the step. */
async function outputsOf(api: MlflowApi, run: RunId): Promise<Result<ReadonlyMap<string, number>>> {
  return await readRun(api, run, answer => {
    const outputs = answer.fields('run').fields('outputs').list('model_outputs');
    return new Map(outputs.map(output => [output.text('model_id'), output.number('step') ?? 0]));
  });
}

export function toLoggedModel(model: Fields): LoggedModel {
  const info = model.fields('info');
  const id = info.id('model_id');
  const source = info.text('source_run_id');
  return {
    modelId: loggedModelId(id),
    name: info.text('name'),
    uri: `models:/${id}`,
    artifactLocation: info.text('artifact_uri'),
    status: STATUS[info.text('status')] ?? 'UNSPECIFIED',
    creationTime: info.number('creation_timestamp_ms'),
    sourceRunId: source === '' ? null : runId(source),
    versions: parseModelVersions(info.pairs('tags')[VERSIONS_TAG] ?? ''),
  };
}
