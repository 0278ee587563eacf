import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { versionNumber, type LoggedModelId, type ModelName, type RunId } from '../../domain/ids';
import { parseModelUri, type ModelUri } from '../../domain/modelUri';
import { checkDescription, checkModelName } from '../../domain/registryNames';
import { type ModelVersion } from '../../domain/registeredModel';
import { shownPath } from '../../domain/shownText';
import { localPathOf, type ArtifactRoots } from '../artifactLocation';
import { type RegisterRequest } from '../contract';
import { VERSIONS_TAG } from '../loggedModelVersions';
import { insertAdopted, isInStore, planAdoption, type Adoption } from './adoptFolder';
import { type Connection } from './connection';
import { createModel } from './models';
import { checkNoPrompt, modelExists } from './modelNames';
import { findModelSource, findVersion, type ModelSource } from './modelSource';
import { getRun } from './runs';
import { getVersion } from './versions';

const SOURCE_LENGTH = 500;

/** What a new version says of where it comes from. */
export interface VersionOrigin {
  readonly source: string;
  readonly storageLocation: string;
  readonly runId: RunId | null;
  /** The logged model that holds the files, if one does. */
  readonly loggedModel: LoggedModelId | null;
  /** A folder from elsewhere that is to be copied before; null if the files are where they stay. */
  readonly adoption: Adoption | null;
}

/**
 * Finds where a new version comes from, as MLflow's `register_model` does: `runs:/` becomes the artifact folder if that
 * holds a model, else the run's logged model of that name; `models:/m-…` stays and points at that model's folder;
 * `models:/NAME/VERSION` (or a stage or alias, taken as the version it means now) stays, points where that version's files
 * are and keeps its run, as MLflow's `copy_model_version` does. A path must hold an MLmodel file: one among the store's
 * artifacts becomes absolute, any other is to be copied. Runs within a read.
 */
export function findOrigin(connection: Connection, roots: ArtifactRoots, request: RegisterRequest): Result<VersionOrigin> {
  const uri = parseModelUri(request.source);
  if (!uri.ok) return uri;
  const checked = checkRequest(connection, request);
  if (!checked.ok) return checked;
  const runId = request.runId ?? null;
  const origin =
    uri.value.kind === 'location'
      ? locationOrigin(connection, roots, { uri: uri.value.uri, runId })
      : storedOrigin(connection, roots, uri.value);
  if (!origin.ok) return origin;
  const { source, storageLocation } = origin.value;
  if (source.length > SOURCE_LENGTH || storageLocation.length > SOURCE_LENGTH) {
    return failure('invalid', `The place of the model has more than ${SOURCE_LENGTH} characters.`, {
      nextStep: 'Move the model to a shorter path.',
    });
  }
  return success({ ...origin.value, runId: runId ?? origin.value.runId });
}

/** Writes the version, and the model if there is none of the name. Runs within a write. */
export function insertVersion(connection: Connection, request: RegisterRequest, origin: VersionOrigin, now: number): Result<ModelVersion> {
  const ready = prepareModel(connection, request, now);
  if (!ready.ok) return ready;
  const name = ready.value;
  const adopted = origin.adoption === null ? success(undefined) : insertAdopted(connection, origin.adoption, now);
  if (!adopted.ok) return adopted;
  const next = connection.row<{ version: string }>(
    `SELECT CAST(COALESCE(MAX(version), 0) + 1 AS TEXT) AS version FROM model_versions WHERE name = @name${connection.inWorkspace('model_versions')}`,
    { name },
  );
  const version = versionNumber(next?.version ?? '1');
  connection.insert('model_versions', {
    name,
    version,
    creation_time: now,
    last_updated_time: now,
    description: request.description ?? null,
    user_id: null,
    current_stage: 'None',
    source: origin.source,
    run_id: origin.runId,
    status: 'READY',
    ...(connection.has('model_versions', 'storage_location') ? { storage_location: origin.storageLocation } : {}),
  });
  connection.run(`UPDATE registered_models SET last_updated_time = @now WHERE name = @name${connection.inWorkspace('registered_models')}`, {
    name,
    now,
  });
  if (origin.loggedModel !== null) noteOnLoggedModel(connection, origin.loggedModel, { name, version });
  return getVersion(connection, name, version);
}

/** What can be wrong with a request whatever its source. */
function checkRequest(connection: Connection, request: RegisterRequest): Result<unknown> {
  const described = checkDescription(request.description ?? '');
  if (!described.ok) return described;
  const prompt = checkNoPrompt(connection, request.name);
  if (!prompt.ok) return prompt;
  const name = modelExists(connection, request.name) ? success(undefined) : checkModelName(request.name);
  return name.ok && request.runId !== undefined ? getRun(connection, request.runId) : name;
}

function prepareModel(connection: Connection, request: RegisterRequest, now: number): Result<ModelName> {
  const checked = checkRequest(connection, request);
  if (!checked.ok) return checked;
  if (modelExists(connection, request.name)) return success(request.name);
  const created = createModel(connection, request.name, { description: undefined, now });
  return created.ok ? success(request.name) : created;
}

function locationOrigin(
  connection: Connection,
  roots: ArtifactRoots,
  from: { readonly uri: string; readonly runId: RunId | null },
): Result<VersionOrigin> {
  const isPath = !/^[a-z][a-z0-9+.-]+:/i.test(from.uri);
  const path = isPath ? success(resolve(from.uri)) : localPathOf(from.uri, roots);
  if (!path.ok) return path;
  if (!existsSync(join(path.value, 'MLmodel'))) return noModelFolder(path.value);
  if (isInStore(connection, roots, path.value)) {
    const source = isPath ? path.value : from.uri;
    return success({ source, storageLocation: source, runId: null, loggedModel: null, adoption: null });
  }
  const adoption = planAdoption(connection, roots, { path: path.value, runId: from.runId });
  return adoption.ok ? success(adoptedOrigin(connection, adoption.value)) : adoption;
}

function adoptedOrigin(connection: Connection, adoption: Adoption): VersionOrigin {
  const { modelId, location, runId } = adoption;
  const isLogged = connection.has('logged_models');
  return {
    source: isLogged ? `models:/${modelId}` : location,
    storageLocation: location,
    runId,
    loggedModel: isLogged ? modelId : null,
    adoption,
  };
}

function noModelFolder(path: string): Result<never> {
  if (!existsSync(path)) return failure('not_found', `There is no folder '${shownPath(path)}'.`, { nextStep: 'Check the path.' });
  return failure('invalid', `'${shownPath(path)}' is not a model folder: it holds no MLmodel file.`, {
    nextStep: 'Choose a folder that MLflow saved a model to.',
  });
}

function storedOrigin(connection: Connection, roots: ArtifactRoots, uri: Exclude<ModelUri, { kind: 'location' }>): Result<VersionOrigin> {
  const found = findModelSource(connection, roots, uri);
  if (!found.ok) return found;
  const { location, runId, loggedModel } = found.value;
  if (loggedModel !== null) {
    const source = loggedModel.uri;
    return success({
      source,
      storageLocation: location,
      runId: uri.kind === 'run' ? uri.runId : runId,
      loggedModel: loggedModel.modelId,
      adoption: null,
    });
  }
  if (uri.kind !== 'run' && uri.kind !== 'loggedModel') return versionOrigin(connection, uri, found.value);
  const local = localPathOf(location, roots);
  if (local.ok && !existsSync(join(local.value, 'MLmodel'))) return noModelFolder(local.value);
  return success({ source: location, storageLocation: location, runId, loggedModel: null, adoption: null });
}

function versionOrigin(connection: Connection, uri: Extract<ModelUri, { name: ModelName }>, found: ModelSource): Result<VersionOrigin> {
  const version = findVersion(connection, uri);
  if (!version.ok) return version;
  const source = `models:/${uri.name}/${version.value}`;
  return success({ source, storageLocation: found.location, runId: found.runId, loggedModel: null, adoption: null });
}

/** MLflow's client appends the version to a list in this tag, written as Python writes JSON. */
function noteOnLoggedModel(connection: Connection, modelId: string, version: { name: string; version: string }): void {
  if (!connection.has('logged_model_tags')) return;
  const key = VERSIONS_TAG;
  const old = connection.row<{ value: string | null }>(
    'SELECT tag_value AS value FROM logged_model_tags WHERE model_id = @modelId AND tag_key = @key',
    { modelId, key },
  );
  const value = withEntry(old?.value ?? '[]', `{"name": ${JSON.stringify(version.name)}, "version": ${version.version}}`);
  if (value === null) return;
  connection.run('DELETE FROM logged_model_tags WHERE model_id = @modelId AND tag_key = @key', { modelId, key });
  connection.run(
    `INSERT INTO logged_model_tags (model_id, experiment_id, tag_key, tag_value)
     SELECT model_id, experiment_id, @key, @value FROM logged_models WHERE model_id = @modelId`,
    { modelId, key, value },
  );
}

/** The JSON list with one entry more; null if it is no list, which is then left as it is. */
function withEntry(list: string, entry: string): string | null {
  try {
    const entries = JSON.parse(list) as unknown;
    if (!Array.isArray(entries)) return null;
    return entries.length === 0 ? `[${entry}]` : `${list.trim().slice(0, -1)}, ${entry}]`;
  } catch {
    return null;
  }
}
