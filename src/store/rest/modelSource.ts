import { failure, success, type Result } from '../../base/result';
import { type LoggedModelId, type ModelName, type RunId, type VersionNumber } from '../../domain/ids';
import { parseModelUri, type ModelUri } from '../../domain/modelUri';
import { type ModelVersion } from '../../domain/registeredModel';
import { shownText } from '../../domain/shownText';
import { loggedFolders } from '../loggedFolders';
import { findEntry, joined } from './artifacts';
import { placeOfLoggedModel, placeOfRun, placeOfVersion, type ArtifactPlace } from './artifactPlace';
import { getLoggedModel, loggedModelByName } from './loggedModels';
import { type MlflowApi } from './mlflowApi';
import { readModel } from './readModel';
import { findRun } from './runs';
import { everyVersion, readVersion } from './versions';

/** What a model URI stands for on the server. */
export interface ModelSource {
  /** What a version that is made of it says as its source. */
  readonly source: string;
  readonly place: ArtifactPlace;
  readonly name: ModelName | null;
  readonly version: VersionNumber | null;
  readonly runId: RunId | null;
  /** The logged model that holds the files, if one does. */
  readonly modelId: LoggedModelId | null;
}

type StoredUri = Exclude<ModelUri, { kind: 'location' }>;
type NamedUri = Extract<ModelUri, { name: ModelName }>;

/** Finds it. @param has whether the server knows logged models. */
export async function findModelSource(api: MlflowApi, uri: StoredUri, has: boolean): Promise<Result<ModelSource>> {
  if (uri.kind === 'loggedModel') return await loggedModelSource(api, uri.id, '');
  return uri.kind === 'run' ? await runSource(api, uri, has) : await registeredSource(api, uri);
}

/** The version that a registered model's URI means now. MLflow takes the highest of a stage, and of all for `latest`. */
async function findVersion(api: MlflowApi, uri: NamedUri): Promise<Result<VersionNumber>> {
  const model = await readModel(api, uri.name);
  if (!model.ok) return model;
  if (uri.kind === 'version') return success(uri.version);
  if (uri.kind === 'alias' && uri.alias.toLowerCase() !== 'latest') {
    const target = model.value.aliases.get(uri.alias);
    return target === undefined ? failure('not_found', `${shownText(uri.name)} has no alias '${shownText(uri.alias)}'.`) : success(target);
  }
  const stage = uri.kind === 'stage' ? uri.stage : null;
  const versions = await everyVersion(api, uri.name);
  if (!versions.ok) return versions;
  const highest = versions.value.find(version => stage === null || version.stage === stage);
  if (highest !== undefined) return success(highest.version);
  return failure('not_found', `${shownText(uri.name)} has no version${stage === null ? '' : ` in ${stage}`}.`);
}

async function registeredSource(api: MlflowApi, uri: NamedUri): Promise<Result<ModelSource>> {
  const number = await findVersion(api, uri);
  if (!number.ok) return number;
  const version = await readVersion(api, uri.name, number.value);
  if (!version.ok) return version;
  const place = await placeOfVersion(api, version.value);
  if (!place.ok) return place;
  const { name, version: found, runId } = version.value;
  const { source, modelId } = sourceOfCopy(version.value);
  return success({ source, place: place.value, name, version: found, runId, modelId });
}

/** Where the server would read a name in a URI otherwise than it is written, a copy has the source of its original. */
function sourceOfCopy(version: ModelVersion): Pick<ModelSource, 'source' | 'modelId'> {
  if (!/[\p{Cc}?#;%]/u.test(version.name)) return { source: `models:/${version.name}/${version.version}`, modelId: null };
  const original = parseModelUri(version.source);
  return { source: version.source, modelId: original.ok && original.value.kind === 'loggedModel' ? original.value.id : null };
}

async function loggedModelSource(api: MlflowApi, id: LoggedModelId, below: string): Promise<Result<ModelSource>> {
  const model = await getLoggedModel(api, id);
  if (!model.ok) return model;
  const place = await placeOfLoggedModel(api, id, below);
  if (!place.ok) return place;
  const source = below === '' ? model.value.uri : `${model.value.artifactLocation}/${below}`;
  return success({ source, place: place.value, name: null, version: null, runId: model.value.sourceRunId, modelId: id });
}

/** A run's artifacts come before the model of that name that it logged, as in MLflow. */
async function runSource(api: MlflowApi, uri: Extract<ModelUri, { kind: 'run' }>, has: boolean): Promise<Result<ModelSource>> {
  const run = await findRun(api, uri.runId);
  if (!run.ok) return run;
  const place = await placeOfRun(api, uri.runId, '');
  if (!place.ok) return place;
  const file = await findEntry(api, place.value, joined(uri.path, 'MLmodel'));
  if (!file.ok) return file;
  const ownPlace = await placeOfRun(api, uri.runId, uri.path);
  if (!ownPlace.ok) return ownPlace;
  const source = joined(run.value.artifactUri, uri.path);
  const own: ModelSource = { source, place: ownPlace.value, name: null, version: null, runId: uri.runId, modelId: null };
  if (file.value !== null) return success(own);
  const [name = '', ...rest] = uri.path.split('/');
  const logged = has ? await loggedModelByName(api, run.value, name) : success(null);
  if (!logged.ok) return logged;
  if (logged.value !== null && logged.value.modelId !== null) return await loggedModelSource(api, logged.value.modelId, rest.join('/'));
  if (loggedFolders(run.value).some(folder => folder.name === uri.path)) return success(own);
  return failure('not_found', `The run logged no model '${shownText(uri.path)}'.`, { nextStep: 'Look at the models that the run logged.' });
}
