import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failure, success, type Result } from '../../base/result';
import { type Experiment } from '../../domain/experiment';
import { loggedModelId, type ExperimentId, type LoggedModelId, type RunId } from '../../domain/ids';
import { shownPath, shownText } from '../../domain/shownText';
import { isWithin, localPathOf, type ArtifactRoots } from '../artifactLocation';
import { type Connection } from './connection';
import { findActiveExperiment } from './experimentChanges';
import { getRun } from './runs';

/** A model folder from elsewhere that becomes a logged model of the store's own. */
export interface Adoption {
  readonly from: string;
  readonly modelId: LoggedModelId;
  readonly name: string;
  readonly experiment: ExperimentId;
  readonly runId: RunId | null;
  /** Where its files will be, as the database names it. */
  readonly location: string;
  /** The same on this machine. */
  readonly path: string;
}

/**
 * Whether a folder lies where the store keeps artifacts: it is registered as it lies there. Looks at every experiment,
 * and at runs and logged models that keep theirs elsewhere. Runs within a read.
 */
export function isInStore(connection: Connection, roots: ArtifactRoots, folder: string): boolean {
  const real = realpathSync(folder);
  const experiments = connection.rows<{ place: string }>(
    "SELECT artifact_location AS place FROM experiments WHERE artifact_location <> ''",
  );
  const inOne = experiments.some(({ place }) => {
    const root = localPathOf(place, roots);
    return root.ok && (isWithin(root.value, folder) || isWithin(realPath(root.value), real));
  });
  return inOne || isInOwnPlace(connection, ancestors(folder)) || isInOwnPlace(connection, ancestors(real));
}

/**
 * Plans to keep a folder as MLflow 3 keeps a logged model: in the experiment of the run that it is said to be of, else in
 * the default one. An MLflow 2 database has no rows for logged models and gets the files in the same place, where its
 * versions name them by path: a run that was never run would be invented otherwise. Runs within a read.
 */
export function planAdoption(
  connection: Connection,
  roots: ArtifactRoots,
  folder: { readonly path: string; readonly runId: RunId | null },
): Result<Adoption> {
  const experiment = homeOf(connection, folder.runId);
  if (!experiment.ok) return experiment;
  const root = localPathOf(experiment.value.artifactLocation, roots);
  if (!root.ok) return root;
  // Beside the database there may be none yet, however deep it lies, as of a workspace of MLflow's.
  const isBeside = isWithin(roots.databaseFolder, root.value);
  if (!isBeside && !existsSync(root.value) && !existsSync(dirname(dirname(root.value)))) {
    return failure('not_found', `The artifact folder '${shownPath(root.value)}' is not there: it was moved or removed.`, {
      nextStep: 'Put it back there, or set where artifacts lie.',
    });
  }
  const modelId = loggedModelId(`m-${randomBytes(16).toString('hex')}`);
  const location = `${experiment.value.artifactLocation.replace(/\/+$/, '')}/models/${modelId}/artifacts`;
  const path = localPathOf(location, roots);
  if (!path.ok) return path;
  return success({
    from: folder.path,
    modelId,
    name: nameOf(folder.path),
    experiment: experiment.value.experimentId,
    runId: folder.runId,
    location,
    path: path.value,
  });
}

/** Writes the row of the logged model, where there are such. Runs within a write. */
export function insertAdopted(connection: Connection, adoption: Adoption, now: number): Result<void> {
  const experiment = findActiveExperiment(connection, adoption.experiment);
  if (!experiment.ok) return experiment;
  if (!connection.has('logged_models')) return success(undefined);
  connection.insert('logged_models', {
    model_id: adoption.modelId,
    experiment_id: adoption.experiment,
    name: adoption.name,
    artifact_location: adoption.location,
    creation_timestamp_ms: now,
    last_updated_timestamp_ms: now,
    status: READY,
    lifecycle_stage: 'active',
    model_type: '',
    source_run_id: adoption.runId,
  });
  return success(undefined);
}

const READY = 2;

function homeOf(connection: Connection, run: RunId | null): Result<Experiment> {
  if (run === null) return activeHome(connection);
  const found = getRun(connection, run);
  return found.ok ? findActiveExperiment(connection, found.value.experimentId) : found;
}

/** The default experiment, or the oldest if that was deleted. */
function activeHome(connection: Connection): Result<Experiment> {
  const row = connection.row<{ id: ExperimentId }>(
    `SELECT CAST(experiment_id AS TEXT) AS id FROM experiments
     WHERE lifecycle_stage = 'active'${connection.inWorkspace('experiments')} ORDER BY experiments.experiment_id LIMIT 1`,
  );
  if (row !== undefined) return findActiveExperiment(connection, row.id);
  return failure('not_found', 'There is no experiment to keep the model in.', { nextStep: 'Create one first.' });
}

/** How MLflow may have written one of these folders. */
function isInOwnPlace(connection: Connection, folders: readonly string[]): boolean {
  const places = JSON.stringify(folders.flatMap(folder => [folder, pathToFileURL(folder).href]));
  const isOneOf = (column: string, table: string): boolean =>
    connection.has(table) &&
    connection.row(`SELECT 1 FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(@places)) LIMIT 1`, { places }) !== undefined;
  return isOneOf('artifact_uri', 'runs') || isOneOf('artifact_location', 'logged_models');
}

function ancestors(folder: string): string[] {
  const all = [folder];
  for (let above = dirname(folder); above !== all.at(-1); above = dirname(above)) all.push(above);
  return all;
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** The name that the model was logged by, as its MLmodel file says, else that of its folder, as MLflow lets names be. */
function nameOf(folder: string): string {
  const logged = /^artifact_path:[ \t]*(['"]?)([^\n\r]*?)\1[ \t]*$/m.exec(readFileSync(join(folder, 'MLmodel'), 'utf8'))?.[2] ?? '';
  const name = isLoggedModelName(logged) ? logged : basename(folder);
  const cleaned = shownText(name).replace(/[/:.%"'\\]/g, '_');
  return cleaned === '' ? 'model' : cleaned;
}

function isLoggedModelName(name: string): boolean {
  return name !== '' && name !== 'null' && !/[/:.%"'\\]/.test(name);
}
