import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { type ModelName, type RunId, type VersionNumber } from '../../domain/ids';
import { type ModelUri } from '../../domain/modelUri';
import { type LoggedModel } from '../../domain/run';
import { shownText } from '../../domain/shownText';
import { localPathOf, type ArtifactRoots } from '../artifactLocation';
import { parseLogHistory } from '../logHistory';
import { type Connection } from './connection';
import { getLoggedModel, loggedModelByName } from './loggedModels';
import { modelExists, noModel } from './modelNames';
import { getRun } from './runs';
import { getVersion, VISIBLE } from './versions';

/** Where the files of a model are, as the database says. */
export interface ModelSource {
  /** An artifact URI or path; for what was registered long ago perhaps another model URI. */
  readonly location: string;
  readonly name: ModelName | null;
  readonly version: VersionNumber | null;
  readonly runId: RunId | null;
  /** The logged model that holds the files, if one does. */
  readonly loggedModel: LoggedModel | null;
}

/** Finds what a model URI stands for, one step of the way. Runs within a read. */
export function findModelSource(connection: Connection, roots: ArtifactRoots, uri: ModelUri): Result<ModelSource> {
  switch (uri.kind) {
    case 'location':
      return success({ location: uri.uri, name: null, version: null, runId: null, loggedModel: null });
    case 'loggedModel':
      return loggedModelSource(connection, uri.id);
    case 'run':
      return runSource(connection, roots, uri);
    case 'version':
    case 'alias':
    case 'stage':
    case 'latest':
      return registeredSource(connection, uri);
  }
}

/** The version that a registered model's URI means now. MLflow takes the highest of a stage, and of all for `latest`. */
export function findVersion(connection: Connection, uri: Extract<ModelUri, { name: ModelName }>): Result<VersionNumber> {
  if (!modelExists(connection, uri.name)) return noModel(uri.name);
  if (uri.kind === 'version') return success(uri.version);
  if (uri.kind === 'alias' && uri.alias.toLowerCase() !== 'latest') return aliasTarget(connection, uri.name, uri.alias);
  const stage = uri.kind === 'stage' ? uri.stage : null;
  const highest = connection.row<{ version: VersionNumber | null }>(
    `SELECT CAST(MAX(v.version) AS TEXT) AS version FROM model_versions v
     WHERE v.name = @name AND ${VISIBLE} AND (@stage IS NULL OR v.current_stage = @stage)${connection.inWorkspace('model_versions', 'v')}`,
    { name: uri.name, stage },
  );
  if (highest?.version) return success(highest.version);
  return failure('not_found', `${shownText(uri.name)} has no version${stage === null ? '' : ` in ${stage}`}.`);
}

function aliasTarget(connection: Connection, name: ModelName, alias: string): Result<VersionNumber> {
  const row = connection.has('registered_model_aliases')
    ? connection.row<{ version: VersionNumber }>(
        `SELECT CAST(version AS TEXT) AS version FROM registered_model_aliases
         WHERE name = @name AND alias = @alias${connection.inWorkspace('registered_model_aliases')}`,
        { name, alias },
      )
    : undefined;
  return row === undefined ? failure('not_found', `${shownText(name)} has no alias '${shownText(alias)}'.`) : success(row.version);
}

function registeredSource(connection: Connection, uri: Extract<ModelUri, { name: ModelName }>): Result<ModelSource> {
  const number = findVersion(connection, uri);
  if (!number.ok) return number;
  const version = getVersion(connection, uri.name, number.value);
  if (!version.ok) return version;
  const location = storageLocation(connection, uri.name, number.value) ?? version.value.source;
  return success({ location, name: uri.name, version: number.value, runId: version.value.runId, loggedModel: null });
}

/** Absent in databases from before MLflow 2.8. */
function storageLocation(connection: Connection, name: ModelName, version: VersionNumber): string | null {
  if (!connection.has('model_versions', 'storage_location')) return null;
  const row = connection.row<{ location: string | null }>(
    `SELECT v.storage_location AS location FROM model_versions v
     WHERE v.name = @name AND v.version = CAST(@version AS INTEGER)${connection.inWorkspace('model_versions', 'v')}`,
    { name, version },
  );
  return row?.location || null;
}

function loggedModelSource(connection: Connection, id: LoggedModel['modelId'] & string): Result<ModelSource> {
  const model = getLoggedModel(connection, id);
  return model.ok ? success(ofLoggedModel(model.value, '')) : model;
}

/** A run's artifacts come before the model of that name that it logged, as in MLflow. */
function runSource(connection: Connection, roots: ArtifactRoots, uri: Extract<ModelUri, { kind: 'run' }>): Result<ModelSource> {
  const run = getRun(connection, uri.runId);
  if (!run.ok) return run;
  const location = uri.path === '' ? run.value.artifactUri : `${run.value.artifactUri}/${uri.path}`;
  const own: ModelSource = { location, name: null, version: null, runId: uri.runId, loggedModel: null };
  const local = localPathOf(location, roots);
  if (local.ok && existsSync(join(local.value, 'MLmodel'))) return success(own);
  const [modelName = '', ...rest] = uri.path.split('/');
  const logged = loggedModelByName(connection, uri.runId, modelName);
  if (logged !== null) return success(ofLoggedModel(logged, rest.join('/')));
  const isNoted = parseLogHistory(run.value.tags['mlflow.log-model.history'] ?? '').some(folder => folder.path === uri.path);
  if (isNoted || (local.ok && existsSync(local.value))) return success(own);
  return failure('not_found', `The run logged no model '${shownText(uri.path)}'.`, { nextStep: 'Look at the models that the run logged.' });
}

function ofLoggedModel(model: LoggedModel, below: string): ModelSource {
  const location = below === '' ? model.artifactLocation : `${model.artifactLocation}/${below}`;
  return { location, name: null, version: null, runId: model.sourceRunId, loggedModel: below === '' ? model : null };
}
