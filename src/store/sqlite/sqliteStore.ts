import { basename } from 'node:path';
import { unattendedJob } from '../../base/protocol';
import { failure, success, type Result } from '../../base/result';
import { type Artifact, type ArtifactMove, type ArtifactOwner, type NewArtifact } from '../../domain/artifact';
import { type Experiment, type LifecycleStage } from '../../domain/experiment';
import { type ExperimentId, type ModelName, type RunId, type VersionNumber } from '../../domain/ids';
import { type ModelVersion, type RegisteredModel } from '../../domain/registeredModel';
import { type ChangePlan, type ChangeRequest, type HistoryEntry, type RegistryEvent } from '../../domain/registryChange';
import { type LoggedDataset, type LoggedModel, type MetricPoint, type MetricSeries, type Run, type RunKeys } from '../../domain/run';
import { type TagChange } from '../../domain/tagOwner';
import { type ArtifactRoots } from '../artifactLocation';
import {
  type ExperimentQuery,
  type LoggedModelQuery,
  type ModelQuery,
  type Page,
  type RecoveredChange,
  type RegisterRequest,
  type ResolvedModel,
  type RunCount,
  type RunQuery,
  type SeriesQuery,
  type Store,
  type StoreInfo,
  type VersionQuery,
} from '../contract';
import { copyFolder } from '../copyFolder';
import { fetchArtifact, findArtifactRoot, listArtifacts, logArtifacts, notWritable } from './artifacts';
import { applyChange, planChange, readHistory } from './changes';
import { changeTags } from './changeTags';
import { type Connection } from './connection';
import { fileWriteObstacle } from './databaseFile';
import { listDatasets } from './datasets';
import { setDescription } from './descriptions';
import { renameExperiment, setExperimentStage } from './experimentChanges';
import { createExperiment, findExperiment, listExperiments } from './experiments';
import { findMovedArtifacts } from './findMovedArtifacts';
import { listLoggedModels, loggedModelsOfRun } from './loggedModels';
import { metricSeries } from './metricSeries';
import { deleteModel, deleteVersion, renameModel } from './modelChanges';
import { createModel, getModel, listModels } from './models';
import { findOrigin, insertVersion } from './registerVersion';
import { resolveModel } from './resolveModel';
import { renameRun, setRunStage } from './runChanges';
import { listRunKeys } from './runKeys';
import { countRuns, getRun, listRuns, metricHistory } from './runs';
import { getVersion, listVersions } from './versions';
import { writeObstacle } from './writeObstacle';

export interface SqliteStoreFacts {
  readonly uri: string;
  readonly roots: ArtifactRoots;
  /** What a user should know of the database, found when it was opened. */
  readonly remarks: readonly string[];
  readonly actor: string;
  readonly clock: () => number;
}

/** MLflow's tables in a SQLite file as a store. Every call is one transaction. */
export class SqliteStore implements Store {
  constructor(
    private readonly connection: Connection,
    private readonly facts: SqliteStoreFacts,
  ) {}

  get info(): StoreInfo {
    const obstacle = this.obstacle();
    return {
      uri: this.facts.uri,
      label: basename(this.connection.path),
      writable: obstacle === null,
      readOnlyReason: obstacle,
      schemaRevision: this.connection.schema.revisions[0] ?? null,
      kind: 'database',
      serverVersion: null,
      stages: true,
      aliases: this.connection.has('registered_model_aliases'),
      loggedModels: this.connection.has('logged_models'),
      webhooks: false,
      search: 'beyond',
      remarks: this.facts.remarks,
    };
  }

  async dataVersion(): Promise<Result<number>> {
    return this.connection.dataVersion();
  }

  close(): void {
    this.connection.close();
  }

  async listExperiments(query: ExperimentQuery): Promise<Result<Page<Experiment>>> {
    return this.read(() => listExperiments(this.connection, query));
  }

  async findExperiment(idOrName: string): Promise<Result<Experiment>> {
    return this.read(() => findExperiment(this.connection, idOrName));
  }

  async createExperiment(name: string): Promise<Result<Experiment>> {
    return this.write(now => createExperiment(this.connection, name, now));
  }

  async renameExperiment(id: ExperimentId, name: string): Promise<Result<Experiment>> {
    return this.write(now => renameExperiment(this.connection, id, name, now));
  }

  async setExperimentStage(id: ExperimentId, stage: LifecycleStage): Promise<Result<void>> {
    return this.write(now => setExperimentStage(this.connection, id, stage, now));
  }

  async renameRun(id: RunId, name: string): Promise<Result<Run>> {
    return this.write(() => renameRun(this.connection, id, name));
  }

  async setRunStage(runs: readonly RunId[], stage: LifecycleStage): Promise<Result<void>> {
    return this.write(now => setRunStage(this.connection, runs, stage, now));
  }

  async runKeys(experiments: readonly ExperimentId[]): Promise<Result<RunKeys>> {
    return this.read(() => listRunKeys(this.connection, experiments));
  }

  async metricSeries(query: SeriesQuery): Promise<Result<readonly MetricSeries[]>> {
    return this.read(() => metricSeries(this.connection, query));
  }

  async renameModel(name: ModelName, newName: string): Promise<Result<RegisteredModel>> {
    return this.write(now => renameModel(this.connection, name, newName, now));
  }

  async deleteModel(name: ModelName): Promise<Result<void>> {
    return this.write(() => deleteModel(this.connection, name));
  }

  async deleteVersion(name: ModelName, version: VersionNumber): Promise<Result<void>> {
    const reason = `Version ${version} was deleted.`;
    return this.write(now => deleteVersion(this.connection, name, version, { actor: this.facts.actor, now, reason }));
  }

  async recoverChanges(): Promise<Result<readonly RecoveredChange[]>> {
    return success([]);
  }

  async countRuns(query: RunCount): Promise<Result<number | null>> {
    return this.read(() => success(countRuns(this.connection, query)));
  }

  async listRuns(query: RunQuery): Promise<Result<Page<Run>>> {
    return this.read(() => listRuns(this.connection, query));
  }

  async getRun(id: RunId): Promise<Result<Run>> {
    return this.read(() => getRun(this.connection, id));
  }

  async metricHistory(run: RunId, key: string): Promise<Result<readonly MetricPoint[]>> {
    return this.read(() => metricHistory(this.connection, run, key));
  }

  async listArtifacts(owner: ArtifactOwner, folder: string): Promise<Result<readonly Artifact[]>> {
    const root = await this.read(() => findArtifactRoot(this.connection, this.facts.roots, owner));
    return root.ok ? await listArtifacts(root.value, folder) : root;
  }

  async fetchArtifact(owner: ArtifactOwner, path: string): Promise<Result<string>> {
    const root = await this.read(() => findArtifactRoot(this.connection, this.facts.roots, owner));
    return root.ok ? await fetchArtifact(root.value, path) : root;
  }

  async logArtifacts(run: RunId, artifacts: readonly NewArtifact[], job = unattendedJob()): Promise<Result<void>> {
    const root = await this.read(() => findArtifactRoot(this.connection, this.facts.roots, { kind: 'run', runId: run }));
    if (!root.ok) return notWritable(root.failure);
    const obstacle = this.obstacle();
    return obstacle === null ? await logArtifacts(root.value, artifacts, job.signal) : readOnly(obstacle);
  }

  async findMovedArtifacts(): Promise<Result<ArtifactMove | null>> {
    return this.read(() => success(findMovedArtifacts(this.connection, this.facts.roots)));
  }

  async listLoggedModels(query: LoggedModelQuery): Promise<Result<Page<LoggedModel>>> {
    return this.read(() => listLoggedModels(this.connection, query));
  }

  async loggedModels(run: RunId): Promise<Result<readonly LoggedModel[]>> {
    return this.read(() => loggedModelsOfRun(this.connection, run));
  }

  async datasets(run: RunId): Promise<Result<readonly LoggedDataset[]>> {
    return this.read(() => listDatasets(this.connection, run));
  }

  async listModels(query: ModelQuery): Promise<Result<Page<RegisteredModel>>> {
    return this.read(() => listModels(this.connection, query));
  }

  async getModel(name: ModelName): Promise<Result<RegisteredModel>> {
    return this.read(() => getModel(this.connection, name));
  }

  async createModel(name: ModelName, description?: string): Promise<Result<RegisteredModel>> {
    return this.write(now => createModel(this.connection, name, { description, now }));
  }

  async listVersions(query: VersionQuery): Promise<Result<Page<ModelVersion>>> {
    return this.read(() => listVersions(this.connection, query));
  }

  async getVersion(name: ModelName, version: VersionNumber): Promise<Result<ModelVersion>> {
    return this.read(() => getVersion(this.connection, name, version));
  }

  async registerVersion(request: RegisterRequest, job = unattendedJob()): Promise<Result<ModelVersion>> {
    // Files are looked for and copied before the write begins: a slow disk must not keep others from writing.
    const origin = await this.read(() => findOrigin(this.connection, this.facts.roots, request));
    if (!origin.ok) return origin;
    const obstacle = this.obstacle();
    if (obstacle !== null) return readOnly(obstacle);
    const insert = (): Promise<Result<ModelVersion>> => this.write(now => insertVersion(this.connection, request, origin.value, now));
    const { adoption } = origin.value;
    if (adoption === null) return await insert();
    const copied = await copyFolder(adoption.from, adoption.path, job);
    if (!copied.ok) return copied;
    const made = await insert();
    if (!made.ok) await copied.value.undo();
    return made;
  }

  async setDescription(name: ModelName, version: VersionNumber | null, description: string): Promise<Result<void>> {
    return this.write(now => setDescription(this.connection, { name, version }, { description, now }));
  }

  async changeTags(change: TagChange): Promise<Result<void>> {
    return this.write(() => changeTags(this.connection, change));
  }

  async planChange(request: ChangeRequest): Promise<Result<ChangePlan>> {
    return this.read(() => planChange(this.connection, request, this.facts.clock()));
  }

  async applyChange(plan: ChangePlan, reason: string): Promise<Result<RegistryEvent>> {
    return this.write(now => applyChange(this.connection, plan, { actor: this.facts.actor, now, reason }));
  }

  async history(name: ModelName): Promise<Result<readonly HistoryEntry[]>> {
    return this.read(() => readHistory(this.connection, name, this.facts.clock()));
  }

  async resolveModel(uri: string): Promise<Result<ResolvedModel>> {
    return this.read(() => resolveModel(this.connection, this.facts.roots, uri));
  }

  private async read<T>(work: () => Result<T>): Promise<Result<T>> {
    return await this.connection.read(work);
  }

  private async write<T>(work: (now: number) => Result<T>): Promise<Result<T>> {
    if (this.connection.isReadOnly) return readOnly(this.obstacle());
    return await this.connection.write(() => {
      const obstacle = writeObstacle(this.connection.schema);
      return obstacle === null ? work(this.facts.clock()) : readOnly(obstacle);
    });
  }

  private obstacle(): string | null {
    const file = this.connection.isReadOnly
      ? (fileWriteObstacle(this.connection.path) ?? 'The database was opened to read only. Connect again.')
      : null;
    return file ?? writeObstacle(this.connection.schema);
  }
}

function readOnly(reason: string | null): Result<never> {
  return failure('read_only', `Nothing was changed. ${reason ?? 'The database cannot be written to.'}`);
}
