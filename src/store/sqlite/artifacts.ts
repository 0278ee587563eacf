import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure, success, type Failure, type Result } from '../../base/result';
import { type Artifact, type ArtifactOwner, type NewArtifact } from '../../domain/artifact';
import { type ExperimentId } from '../../domain/ids';
import { shownPath } from '../../domain/shownText';
import { findArtifact, listArtifactFolder } from '../artifactFolder';
import { localPathOf, type ArtifactRoots } from '../artifactLocation';
import { writeArtifacts } from '../writeArtifacts';
import { type Connection } from './connection';
import { getLoggedModel } from './loggedModels';
import { resolveVersion } from './resolveModel';
import { getRun } from './runs';
import { getVersion } from './versions';

/** The folder of an owner's artifacts. */
interface ArtifactRoot {
  readonly path: string;
  /** Whether something is known to be in it: then that it is missing tells of a move. */
  readonly isExpected: boolean;
}

/** Finds the folder of an owner's artifacts. Runs within a read. */
export function findArtifactRoot(connection: Connection, roots: ArtifactRoots, owner: ArtifactOwner): Result<ArtifactRoot> {
  switch (owner.kind) {
    case 'run':
      return runRoot(connection, roots, owner);
    case 'loggedModel': {
      const model = getLoggedModel(connection, owner.modelId);
      return model.ok ? expectedRoot(localPathOf(model.value.artifactLocation, roots)) : model;
    }
    case 'version': {
      const version = getVersion(connection, owner.name, owner.version);
      if (!version.ok) return version;
      const resolved = resolveVersion(connection, roots, version.value);
      return resolved.ok ? success({ path: resolved.value.path, isExpected: true }) : resolved;
    }
  }
}

/** The entries of one folder. A run that logged nothing has no folder, which is no failure. */
export async function listArtifacts(root: ArtifactRoot, folder: string): Promise<Result<readonly Artifact[]>> {
  const listed = await listArtifactFolder(root.path, folder);
  if (listed !== null) return listed;
  return folder === '' && !root.isExpected ? success([]) : movedAway(root);
}

/** The file or folder itself, where it lies on this machine. */
export async function fetchArtifact(root: ArtifactRoot, path: string): Promise<Result<string>> {
  return (await findArtifact(root.path, path)) ?? movedAway(root);
}

/** Copies files into the artifacts, whose folder is made if nothing was logged yet. */
export async function logArtifacts(root: ArtifactRoot, artifacts: readonly NewArtifact[], signal: AbortSignal): Promise<Result<void>> {
  const isGone = root.isExpected && !existsSync(root.path);
  return isGone ? movedAway(root) : await writeArtifacts(root.path, artifacts, signal);
}

/** Artifacts that are kept elsewhere can be read there, but are not written from here. */
export function notWritable(failed: Failure): Result<never> {
  return {
    ok: false,
    failure: failed.reason === 'unsupported' ? { ...failed, nextStep: "Log them with MLflow's Python client." } : failed,
  };
}

function movedAway(root: ArtifactRoot): Result<never> {
  return failure('not_found', `The artifact folder '${shownPath(root.path)}' is not there: it was moved or removed.`, {
    nextStep: 'Put it back there, or set where artifacts lie.',
  });
}

function expectedRoot(path: Result<string>): Result<ArtifactRoot> {
  return path.ok ? success({ path: path.value, isExpected: true }) : path;
}

function runRoot(connection: Connection, roots: ArtifactRoots, owner: Extract<ArtifactOwner, { kind: 'run' }>): Result<ArtifactRoot> {
  const run = getRun(connection, owner.runId);
  if (!run.ok) return run;
  const path = localPathOf(run.value.artifactUri, roots);
  if (!path.ok) return path;
  const isExpected = !existsSync(path.value) && areArtifactsExpected(connection, path.value, run.value.experimentId);
  return success({ path: path.value, isExpected });
}

/**
 * Whether a missing folder `ROOT/EXPERIMENT/RUN/artifacts` tells of a move: the experiment's folder is missing too, and
 * either the folder that held ROOT is gone or the database says that the experiment has artifacts.
 */
function areArtifactsExpected(connection: Connection, runRoot: string, experiment: ExperimentId): boolean {
  const experimentFolder = dirname(dirname(runRoot));
  if (existsSync(experimentFolder)) return false;
  return !existsSync(dirname(dirname(experimentFolder))) || hasArtifacts(connection, experiment);
}

function hasArtifacts(connection: Connection, experiment: ExperimentId): boolean {
  const noted = connection.row(
    `SELECT 1 FROM tags t JOIN runs r ON r.run_uuid = t.run_uuid
     WHERE t.key IN ('mlflow.log-model.history', 'mlflow.loggedArtifacts') AND r.experiment_id = CAST(@experiment AS INTEGER) LIMIT 1`,
    { experiment },
  );
  if (noted !== undefined) return true;
  if (!connection.has('logged_models')) return false;
  return (
    connection.row('SELECT 1 FROM logged_models WHERE experiment_id = CAST(@experiment AS INTEGER) LIMIT 1', { experiment }) !== undefined
  );
}
