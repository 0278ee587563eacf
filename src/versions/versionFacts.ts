import { type Handlers, type Job } from '../base/protocol';
import { failureSentence, type Result, success } from '../base/result';
import { type ModelVersion } from '../domain/registeredModel';
import { type LoggedDataset, type Run } from '../domain/run';
import { type ReadModelFolder, type Signature } from '../formats/contract';
import { type storeCalls } from '../store/contract';
import { type VersionKey, type VersionSide } from './contract';
import { type ModelFiles, readModelFiles } from './modelFiles';

/** What is asked of the connected store. */
export type VersionsStore = Pick<Handlers<typeof storeCalls>, 'getVersion' | 'listVersions' | 'getRun' | 'datasets' | 'resolveModel'>;

export interface VersionsParts {
  readonly store: VersionsStore;
  readonly readModelFolder: ReadModelFolder;
}

/** All that is known of a version; null: could not be read, and `side` says why. */
export interface VersionFacts {
  readonly version: ModelVersion;
  readonly run: Run | null;
  readonly datasets: readonly LoggedDataset[] | null;
  readonly folder: string | null;
  readonly signature: Signature | null;
  readonly files: ModelFiles | null;
  readonly side: VersionSide;
}

interface Model {
  readonly folder: string | null;
  readonly signature: Signature | null;
  readonly files: ModelFiles | null;
  readonly said: Pick<VersionSide, 'flavor' | 'modelClass' | 'filesProblem' | 'signatureProblem'>;
}

/** Reads a version, its run and its model folder. Fails if the version is not there, or when cancelled. */
export async function readVersionFacts(parts: VersionsParts, key: VersionKey, job: Job): Promise<Result<VersionFacts>> {
  const version = await parts.store.getVersion(key, job);
  if (!version.ok) return version;
  const { run, datasets, said } = await readRun(parts.store, version.value, job);
  const model = await readModel(parts, key, job);
  if (!model.ok) return model;
  const { name, version: number, stage, aliases, description, source, creationTime } = version.value;
  const side: VersionSide = {
    name,
    version: number,
    stage,
    aliases,
    description,
    source,
    createdAt: creationTime,
    ...said,
    ...model.value.said,
  };
  return success({ version: version.value, run, datasets, ...model.value, side });
}

/** The local folder of a version's model; one on a server is fetched. */
export async function resolveVersion({ store }: VersionsParts, { name, version }: VersionKey, job: Job): Promise<Result<string>> {
  const resolved = await store.resolveModel({ uri: `models:/${name}/${version}` }, job);
  return resolved.ok ? success(resolved.value.path) : resolved;
}

interface RunFacts {
  readonly run: Run | null;
  readonly datasets: readonly LoggedDataset[] | null;
  readonly said: Pick<VersionSide, 'run' | 'runProblem' | 'datasetsProblem'>;
}

async function readRun(store: VersionsStore, { runId }: ModelVersion, job: Job): Promise<RunFacts> {
  if (runId === null) return noRun(null, 'It was registered without a source run.');
  const run = await store.getRun({ runId }, job);
  if (!run.ok) return noRun({ id: runId, name: '' }, failureSentence(run.failure));
  const datasets = await store.datasets({ runId }, job);
  return {
    run: run.value,
    datasets: datasets.ok ? datasets.value : null,
    said: {
      run: { id: runId, name: run.value.runName },
      runProblem: null,
      datasetsProblem: datasets.ok ? null : failureSentence(datasets.failure),
    },
  };
}

function noRun(run: VersionSide['run'], problem: string): RunFacts {
  return { run: null, datasets: null, said: { run, runProblem: problem, datasetsProblem: problem } };
}

/** A model that cannot be read is no failure of the comparison; only a cancel is. */
async function readModel(parts: VersionsParts, key: VersionKey, job: Job): Promise<Result<Model>> {
  const folder = await resolveVersion(parts, key, job);
  if (!folder.ok) return folder.failure.reason === 'cancelled' ? folder : success(noModel(failureSentence(folder.failure)));
  const files = await readModelFiles(folder.value, job);
  if (!files.ok) return files.failure.reason === 'cancelled' ? files : success(noModel(failureSentence(files.failure)));
  const described = await parts.readModelFolder(folder.value);
  const signature = described.ok ? described.value.signature : null;
  return success({
    folder: folder.value,
    signature,
    files: files.value,
    said: {
      flavor: described.ok ? described.value.flavor : null,
      modelClass: described.ok ? described.value.modelClass : null,
      filesProblem: files.value.problem,
      signatureProblem: described.ok ? signatureProblem(signature) : failureSentence(described.failure),
    },
  });
}

function signatureProblem(signature: Signature | null): string | null {
  return signature === null ? 'The model was logged without a signature.' : null;
}

function noModel(problem: string): Model {
  return {
    folder: null,
    signature: null,
    files: null,
    said: { flavor: null, modelClass: null, filesProblem: problem, signatureProblem: problem },
  };
}
