import { type Job } from '../../base/protocol';
import { failure, success, type Result } from '../../base/result';
import { type ModelName } from '../../domain/ids';
import { parseModelUri } from '../../domain/modelUri';
import { type ModelVersion } from '../../domain/registeredModel';
import { checkDescription, checkModelName } from '../../domain/registryNames';
import { shownPath } from '../../domain/shownText';
import { checkModelFolder } from '../checkModelFolder';
import { type RegisterRequest } from '../contract';
import { createVersion, type NewVersion } from './createVersion';
import { type MlflowApi } from './mlflowApi';
import { checkNoPrompt, createModel } from './models';
import { findModelSource } from './modelSource';
import { noteOnLoggedModel } from './noteOnLoggedModel';
import { readRun } from './runs';
import { uploadModel } from './uploadModel';

type Origin = Pick<NewVersion, 'source' | 'runId' | 'modelId'>;

/**
 * Registers a version of what the source means, as MLflow's `register_model` does; a local folder is copied into the
 * server's artifacts first. All that can be known beforehand is checked before anything is written.
 */
export async function registerVersion(
  api: MlflowApi,
  request: RegisterRequest,
  how: { readonly loggedModels: boolean; readonly job: Job | undefined },
): Promise<Result<ModelVersion>> {
  const isNew = await checkName(api, request);
  if (!isNew.ok) return isNew;
  const run = request.runId === undefined ? success(undefined) : await readRun(api, request.runId, () => undefined);
  if (!run.ok) return run;
  const origin = await findOrigin(api, request, how);
  if (!origin.ok) return origin;
  const made = isNew.value ? await makeModel(api, request.name) : success(false);
  if (!made.ok) return made;
  const version = await createVersion(api, { name: request.name, description: request.description, ...origin.value });
  if (version.ok && origin.value.modelId !== null) await noteOnLoggedModel(api, origin.value.modelId, version.value);
  // A model that was made for a version that the server refused is not left behind.
  if (made.value && !version.ok && version.failure.reason === 'invalid') await removeEmpty(api, request.name);
  return version;
}

/** Whether the model was made now: somebody else may have been faster. */
async function makeModel(api: MlflowApi, name: ModelName): Promise<Result<boolean>> {
  const created = await createModel(api, name, undefined);
  if (created.ok) return success(true);
  return created.failure.reason === 'already_exists' ? success(false) : created;
}

/** Whether a model of this name is to be made. */
async function checkName(api: MlflowApi, request: RegisterRequest): Promise<Result<boolean>> {
  const described = checkDescription(request.description ?? '');
  if (!described.ok) return described;
  const named = await checkNoPrompt(api, request.name);
  if (!named.ok) return named;
  if (named.value !== null) return success(false);
  const checked = checkModelName(request.name);
  return checked.ok ? success(true) : checked;
}

async function findOrigin(
  api: MlflowApi,
  request: RegisterRequest,
  how: { readonly loggedModels: boolean; readonly job: Job | undefined },
): Promise<Result<Origin>> {
  const uri = parseModelUri(request.source);
  if (!uri.ok) return uri;
  const given = request.runId ?? null;
  if (uri.value.kind === 'location') {
    if (/^(?!file:)[a-z][a-z0-9+.-]+:/i.test(uri.value.uri)) return notHere(uri.value.uri);
    const folder = checkModelFolder(uri.value.uri);
    return folder.ok ? await uploadModel(api, folder.value, { ...how, name: request.name, runId: given }) : folder;
  }
  const source = await findModelSource(api, uri.value, how.loggedModels);
  if (!source.ok) return source;
  const runId = given ?? (uri.value.kind === 'run' ? uri.value.runId : source.value.runId);
  return success({ source: source.value.source, runId, modelId: source.value.modelId });
}

function notHere(uri: string): Result<never> {
  return failure('unsupported', `The artifacts are not on this machine but at '${shownPath(uri)}'.`, {
    nextStep: 'Download them, and give the path of the folder.',
  });
}

async function removeEmpty(api: MlflowApi, name: ModelName): Promise<void> {
  await api.put('DELETE', 'registered-models/delete', { name });
}
