import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { type ExperimentId } from '../../domain/ids';
import { type Artifact } from '../../domain/artifact';
import { type Run } from '../../domain/run';
import { shownPath } from '../../domain/shownText';
import { listArtifactFolder } from '../artifactFolder';
import { localPathOf, type ArtifactRoots } from '../artifactLocation';
import { type Connection } from './connection';

/** The entries of one folder of a run's artifacts. A run that logged none has no folder, which is no failure. */
export async function listRunArtifacts(
  connection: Connection,
  roots: ArtifactRoots,
  run: Run,
  folder: string,
): Promise<Result<readonly Artifact[]>> {
  const root = localPathOf(run.artifactUri, roots);
  if (!root.ok) return root;
  const listed = await listArtifactFolder(root.value, folder);
  if (listed !== null) return listed;
  const expected = await connection.read(() => success(areArtifactsExpected(connection, root.value, run.experimentId)));
  if (!expected.ok) return expected;
  if (folder === '' && !expected.value) return success([]);
  return failure('not_found', `The artifact folder '${shownPath(root.value)}' is not there: it was moved or removed.`, {
    nextStep: 'Put it back there, or set where artifacts lie.',
  });
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
