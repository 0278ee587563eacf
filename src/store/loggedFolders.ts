import { type LoggedModel, type Run } from '../domain/run';
import { parseLogHistory } from './logHistory';

/** The models of a run that MLflow 2 noted in its tag `mlflow.log-model.history`, in the order of logging. */
export function loggedFolders(run: Pick<Run, 'runId' | 'artifactUri' | 'tags'>): LoggedModel[] {
  return parseLogHistory(run.tags['mlflow.log-model.history'] ?? '').map(entry => ({
    modelId: null,
    name: entry.path,
    uri: `runs:/${run.runId}/${entry.path}`,
    artifactLocation: `${run.artifactUri}/${entry.path}`,
    status: 'READY',
    creationTime: entry.createdAt,
    sourceRunId: run.runId,
    versions: [],
  }));
}
