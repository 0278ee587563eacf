import { join } from 'node:path';
import { loggedModelId, runId, type LoggedModelId } from '../../domain/ids';
import { type LoggedDataset, type LoggedModel, type Run } from '../../domain/run';
import { loggedFolders } from '../loggedFolders';
import { parseModelVersions, VERSIONS_TAG } from '../loggedModelVersions';
import { type ExperimentFolder } from './experimentFiles';
import { textsIn } from './keyFiles';
import { foldersIn, Meta } from './metaFile';
import { type RunFolder } from './runFiles';

const STATUSES: readonly LoggedModel['status'][] = ['UNSPECIFIED', 'PENDING', 'READY', 'FAILED'];

/** A logged model of MLflow 3 by id; null if no experiment has it. */
export async function findLoggedModel(experiments: readonly ExperimentFolder[], id: LoggedModelId): Promise<LoggedModel | null> {
  if (!/^m-[A-Za-z0-9]{1,64}$/.test(id)) return null;
  for (const { folder } of experiments) {
    const found = await readLoggedModel(join(folder, 'models', id));
    if (found !== null) return found;
  }
  return null;
}

/** The logged models of an experiment, newest first. Cost: every one of its files. */
export async function readExperimentModels({ folder }: ExperimentFolder): Promise<readonly LoggedModel[]> {
  const models = join(folder, 'models');
  const found = await Promise.all((await foldersIn(models)).map(name => readLoggedModel(join(models, name))));
  return found
    .filter(model => model !== null)
    .sort((a, b) => (b.creationTime ?? 0) - (a.creationTime ?? 0) || ((a.modelId ?? '') < (b.modelId ?? '') ? -1 : 1));
}

/** The models that a run logged, oldest first: MLflow 3's own, then the folders that MLflow 2 noted in the run's tag. */
export async function readLoggedModels(experiment: ExperimentFolder, run: Run): Promise<readonly LoggedModel[]> {
  const own = (await readExperimentModels(experiment)).filter(model => model.sourceRunId === run.runId);
  const names = new Set(own.map(model => model.name));
  const noted = loggedFolders(run).filter(folder => !names.has(folder.name));
  return [...own.sort((a, b) => (a.creationTime ?? 0) - (b.creationTime ?? 0)), ...noted];
}

/** The datasets that a run logged, by name. */
export async function readDatasets(experiment: ExperimentFolder, run: RunFolder): Promise<readonly LoggedDataset[]> {
  const inputs = join(run.folder, 'inputs');
  const found = await Promise.all((await foldersIn(inputs)).map(name => readInput(experiment, join(inputs, name))));
  return found.filter(dataset => dataset !== null).sort((a, b) => (`${a.name}\0${a.digest}` < `${b.name}\0${b.digest}` ? -1 : 1));
}

async function readInput(experiment: ExperimentFolder, folder: string): Promise<LoggedDataset | null> {
  const edge = await Meta.of(folder);
  const id = edge?.text('source_id') ?? '';
  if (edge?.text('source_type') !== 'DATASET' || !/^[A-Za-z0-9_-]+$/.test(id)) return null;
  const dataset = await Meta.of(join(experiment.folder, 'datasets', id));
  if (dataset === null) return null;
  return {
    name: dataset.text('name') ?? '',
    digest: dataset.text('digest') ?? '',
    sourceType: dataset.text('source_type') ?? '',
    source: dataset.text('source') ?? '',
    schema: dataset.text('schema'),
    profile: dataset.text('profile'),
    context: edge.texts('tags')['mlflow.data.context'] ?? null,
  };
}

async function readLoggedModel(folder: string): Promise<LoggedModel | null> {
  const meta = await Meta.of(folder);
  const id = meta?.text('model_id') ?? null;
  if (meta === null || id === null || meta.text('lifecycle_stage') === 'deleted') return null;
  const status = meta.text('status') ?? '';
  const source = meta.text('source_run_id');
  return {
    modelId: loggedModelId(id),
    name: meta.text('name') ?? '',
    uri: `models:/${id}`,
    artifactLocation: meta.text('artifact_location') ?? '',
    status: STATUSES[Number(status)] ?? STATUSES.find(name => name === status) ?? 'UNSPECIFIED',
    creationTime: meta.number('creation_timestamp'),
    sourceRunId: source === null || source === '' ? null : runId(source),
    versions: parseModelVersions((await textsIn(join(folder, 'tags'), [VERSIONS_TAG]))[VERSIONS_TAG] ?? ''),
  };
}
