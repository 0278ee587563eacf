import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unattendedJob, type Job } from '../../base/protocol';
import { failure, success, type Result } from '../../base/result';
import { type Experiment } from '../../domain/experiment';
import { experimentId, runId, type ExperimentId, type ModelName, type RunId } from '../../domain/ids';
import { shownPath } from '../../domain/shownText';
import { listArtifactFolder } from '../artifactFolder';
import { proxiedPath } from './artifactPlace';
import { type NewVersion } from './createVersion';
import { getExperiment, listExperiments } from './experiments';
import { toLoggedModel } from './loggedModels';
import { type MlflowApi } from './mlflowApi';
import { findRun } from './runs';
import { sendFile } from './sendFile';

interface Uploading {
  readonly name: ModelName;
  /** The run that the model belongs to, if the user named one. */
  readonly runId: RunId | null;
  readonly loggedModels: boolean;
  readonly job: Job | undefined;
}

type Uploaded = Pick<NewVersion, 'source' | 'runId' | 'modelId'>;

/** Copies a model folder into the server's artifacts: as a logged model, or below a run where there are none yet. */
export async function uploadModel(api: MlflowApi, folder: string, uploading: Uploading): Promise<Result<Uploaded>> {
  const experiment = await findExperimentFor(api, uploading.runId);
  if (!experiment.ok) return experiment;
  return uploading.loggedModels
    ? await asLoggedModel(api, folder, experiment.value, uploading)
    : await belowRun(api, folder, experiment.value, uploading);
}

/** The run's experiment, else the default one, else the newest. It must keep its artifacts where the server takes files. */
async function findExperimentFor(api: MlflowApi, run: RunId | null): Promise<Result<ExperimentId>> {
  const experiment = run === null ? await anyExperiment(api) : await experimentOf(api, run);
  if (!experiment.ok) return experiment;
  const { artifactLocation } = experiment.value;
  return proxiedPath(api, artifactLocation) === null ? noProxy(artifactLocation) : success(experiment.value.experimentId);
}

async function experimentOf(api: MlflowApi, run: RunId): Promise<Result<Experiment>> {
  const found = await findRun(api, run);
  return found.ok ? await getExperiment(api, found.value.experimentId) : found;
}

async function anyExperiment(api: MlflowApi): Promise<Result<Experiment>> {
  const byDefault = await getExperiment(api, experimentId('0'));
  if (byDefault.ok && byDefault.value.lifecycleStage === 'active') return byDefault;
  const active = await listExperiments(api, { limit: 1 });
  if (!active.ok) return active;
  const [newest] = active.value.items;
  return newest === undefined
    ? failure('not_found', 'The server has no experiment to keep the model in.', { nextStep: 'Create one.' })
    : success(newest);
}

function noProxy(location: string): Result<never> {
  return failure('unsupported', `This server does not take files: its artifacts are kept at '${shownPath(location)}'.`, {
    nextStep: "Log the model with MLflow's Python client, and register it from its run.",
  });
}

async function asLoggedModel(api: MlflowApi, folder: string, experiment: ExperimentId, uploading: Uploading): Promise<Result<Uploaded>> {
  const body = {
    experiment_id: experiment,
    name: basename(folder).replaceAll(/[/:.%"']/g, '_') || 'model',
    ...(uploading.runId === null ? {} : { source_run_id: uploading.runId }),
  };
  const created = await api.once('POST', 'logged-models', body, answer => toLoggedModel(answer.fields('model')));
  if (!created.ok) return created;
  const { modelId, uri, artifactLocation } = created.value;
  if (modelId === null) return failure('unreadable', `${api.host} did not say what it made.`);
  const sent = await sendFolder(api, folder, artifactLocation, uploading.job);
  const status = sent.ok ? 'LOGGED_MODEL_READY' : 'LOGGED_MODEL_UPLOAD_FAILED';
  const finished = await api.put('PATCH', `logged-models/${encodeURIComponent(modelId)}`, { model_id: modelId, status });
  if (!sent.ok) return sent;
  return finished.ok ? success({ source: uri, runId: uploading.runId, modelId }) : finished;
}

/** MLflow 2 keeps models below runs: below the one that is named, else below one made for it. */
async function belowRun(api: MlflowApi, folder: string, experiment: ExperimentId, uploading: Uploading): Promise<Result<Uploaded>> {
  const made = uploading.runId === null ? await makeRun(api, experiment, uploading.name) : success(uploading.runId);
  if (!made.ok) return made;
  const run = await findRun(api, made.value);
  if (!run.ok) return run;
  const source = `${run.value.artifactUri}/registered-${Date.now().toString(36)}`;
  const sent = await sendFolder(api, folder, source, uploading.job);
  if (uploading.runId === null) {
    const status = sent.ok ? 'FINISHED' : 'FAILED';
    await api.put('POST', 'runs/update', { run_id: made.value, status, end_time: Date.now() });
  }
  return sent.ok ? success({ source, runId: made.value, modelId: null }) : sent;
}

async function makeRun(api: MlflowApi, experiment: ExperimentId, name: ModelName): Promise<Result<RunId>> {
  const body = { experiment_id: experiment, run_name: `register ${name}`, start_time: Date.now() };
  return await api.once('POST', 'runs/create', body, answer => runId(answer.fields('run').fields('info').id('run_id')));
}

async function sendFolder(api: MlflowApi, folder: string, location: string, job: Job = unattendedJob()): Promise<Result<void>> {
  const root = proxiedPath(api, location);
  if (root === null) return noProxy(location);
  const files = await localFiles(folder, '');
  if (!files.ok) return files;
  const total = files.value.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  for (const file of files.value) {
    const onProgress = (bytes: number): void => job.progress({ done: done + bytes, total, what: file.path });
    const { path: name } = file;
    const sent = await sendFile(api, { file: join(folder, name), place: `${root}/${name}`, name, onProgress }, job);
    if (!sent.ok) return sent;
    done += file.size;
  }
  return success(undefined);
}

interface LocalFile {
  readonly path: string;
  readonly size: number;
}

async function localFiles(root: string, folder: string): Promise<Result<LocalFile[]>> {
  const listed = await listArtifactFolder(root, folder);
  if (listed === null) return failure('not_found', `The folder '${shownPath(root)}' is not there any more.`);
  if (!listed.ok) return listed;
  const files: LocalFile[] = [];
  for (const entry of listed.value) {
    if (!entry.isFolder) files.push({ path: entry.path, size: entry.size ?? (await stat(join(root, entry.path))).size });
    const below = entry.isFolder ? await localFiles(root, entry.path) : success([]);
    if (!below.ok) return below;
    files.push(...below.value);
  }
  return success(files);
}
