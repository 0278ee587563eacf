import { failure, success, type Result } from '../../base/result';
import { type Job } from '../../base/protocol';
import { type Artifact, type ArtifactMove, type ArtifactOwner, type NewArtifact } from '../../domain/artifact';
import { type Experiment, type LifecycleStage } from '../../domain/experiment';
import { type ExperimentId, type ModelName, type RunId, type VersionNumber } from '../../domain/ids';
import { type ModelVersion, type RegisteredModel } from '../../domain/registeredModel';
import { type ChangePlan, type ChangeRequest, type HistoryEntry, type RegistryEvent } from '../../domain/registryChange';
import { type LoggedDataset, type LoggedModel, type MetricPoint, type MetricSeries, type Run, type RunKeys } from '../../domain/run';
import { EXPERIMENT_SEARCH } from '../../domain/search/experimentSearch';
import { MODEL_SEARCH } from '../../domain/search/modelSearch';
import { RUN_SEARCH } from '../../domain/search/runSearch';
import { VERSION_SEARCH } from '../../domain/search/versionSearch';
import { type TagChange } from '../../domain/tagOwner';
import {
  type ExperimentQuery,
  type LoggedModelQuery,
  type Page,
  type RecoveredChange,
  type RegisterRequest,
  type ResolvedModel,
  type RunQuery,
  type Search,
  type SeriesQuery,
  type Store,
  type StoreInfo,
  type VersionQuery,
} from '../contract';
import { findPlace } from './artifactPlace';
import { listArtifacts } from './artifacts';
import { RegistryChanges, type ChangeFacts } from './changes';
import { DataVersion } from './dataVersion';
import { listDatasets } from './datasets';
import { deleteVersion } from './deleteVersion';
import { createExperiment, findExperiment, listExperiments, renameExperiment, setExperimentStage } from './experiments';
import { fetchArtifact } from './fetchArtifact';
import { logArtifacts } from './logArtifacts';
import { listLoggedModels, loggedModelsOfRun } from './loggedModels';
import { metricHistory, metricSeries } from './metrics';
import { type MlflowApi } from './mlflowApi';
import { createModel, deleteModel, getModel, listModels, renameModel } from './models';
import { serverCalls } from './registryCalls';
import { registerVersion } from './registerVersion';
import { resolveModel } from './resolveModel';
import { getRun, listRuns, renameRun, runKeys, setRunStage } from './runs';
import { serverSearch } from './serverSearch';
import { changeTags, setDescription } from './tags';
import { getVersion, listVersions } from './versions';

export interface RestStoreFacts extends ChangeFacts {
  readonly info: StoreInfo;
  /** Where copies of artifacts are kept. */
  readonly cacheFolder: string | undefined;
}

/** An MLflow tracking server as a store. What it answers is the server's; what it cannot do is said by a sentence. */
export class RestStore implements Store {
  private readonly changes: RegistryChanges;
  private readonly version: DataVersion;

  constructor(
    private readonly api: MlflowApi,
    private readonly facts: RestStoreFacts,
  ) {
    this.changes = new RegistryChanges(serverCalls(api), facts);
    this.version = new DataVersion(api);
  }

  get info(): StoreInfo {
    return this.facts.info;
  }

  dataVersion(): Promise<Result<number>> {
    return this.version.read();
  }

  close(): void {
    void this.api.http.close();
  }

  async listExperiments(query: ExperimentQuery): Promise<Result<Page<Experiment>>> {
    const search = serverSearch(query, EXPERIMENT_SEARCH);
    return search.ok ? await listExperiments(this.api, search.value) : search;
  }

  findExperiment(idOrName: string): Promise<Result<Experiment>> {
    return findExperiment(this.api, idOrName);
  }

  createExperiment(name: string): Promise<Result<Experiment>> {
    return createExperiment(this.api, name);
  }

  renameExperiment(id: ExperimentId, name: string): Promise<Result<Experiment>> {
    return renameExperiment(this.api, id, name);
  }

  setExperimentStage(id: ExperimentId, stage: LifecycleStage): Promise<Result<void>> {
    return setExperimentStage(this.api, id, stage);
  }

  /** A server would count by reading all of them. */
  async countRuns(): Promise<Result<null>> {
    return success(null);
  }

  async listRuns(query: RunQuery): Promise<Result<Page<Run>>> {
    const search = serverSearch(query, RUN_SEARCH);
    return search.ok ? await listRuns(this.api, search.value) : search;
  }

  getRun(id: RunId): Promise<Result<Run>> {
    return getRun(this.api, id);
  }

  renameRun(id: RunId, name: string): Promise<Result<Run>> {
    return renameRun(this.api, id, name);
  }

  setRunStage(runs: readonly RunId[], stage: LifecycleStage): Promise<Result<void>> {
    return setRunStage(this.api, runs, stage);
  }

  runKeys(experiments: readonly ExperimentId[]): Promise<Result<RunKeys>> {
    return runKeys(this.api, experiments);
  }

  metricSeries(query: SeriesQuery): Promise<Result<readonly MetricSeries[]>> {
    return metricSeries(this.api, query);
  }

  metricHistory(run: RunId, key: string): Promise<Result<readonly MetricPoint[]>> {
    return metricHistory(this.api, run, key);
  }

  listArtifacts(owner: ArtifactOwner, folder: string): Promise<Result<readonly Artifact[]>> {
    return listArtifacts(this.api, owner, folder);
  }

  async fetchArtifact(owner: ArtifactOwner, path: string, job?: Job): Promise<Result<string>> {
    const place = await findPlace(this.api, owner);
    return place.ok ? await fetchArtifact(this.api, place.value, path, { cacheFolder: this.facts.cacheFolder, job }) : place;
  }

  logArtifacts(run: RunId, artifacts: readonly NewArtifact[], job?: Job): Promise<Result<void>> {
    return logArtifacts(this.api, run, artifacts, job);
  }

  /** A server knows where its artifacts are. */
  async findMovedArtifacts(): Promise<Result<ArtifactMove | null>> {
    return success(null);
  }

  async listLoggedModels(query: LoggedModelQuery): Promise<Result<Page<LoggedModel>>> {
    return this.info.loggedModels ? await listLoggedModels(this.api, query) : success({ items: [], nextPage: null });
  }

  loggedModels(run: RunId): Promise<Result<readonly LoggedModel[]>> {
    return loggedModelsOfRun(this.api, run, this.info.loggedModels);
  }

  datasets(run: RunId): Promise<Result<readonly LoggedDataset[]>> {
    return listDatasets(this.api, run);
  }

  async listModels(query: Search): Promise<Result<Page<RegisteredModel>>> {
    const search = serverSearch(query, MODEL_SEARCH);
    return search.ok ? await listModels(this.api, search.value) : search;
  }

  getModel(name: ModelName): Promise<Result<RegisteredModel>> {
    return getModel(this.api, name);
  }

  createModel(name: ModelName, description?: string): Promise<Result<RegisteredModel>> {
    return createModel(this.api, name, description);
  }

  renameModel(name: ModelName, newName: string): Promise<Result<RegisteredModel>> {
    return renameModel(this.api, name, newName);
  }

  deleteModel(name: ModelName): Promise<Result<void>> {
    return deleteModel(this.api, name);
  }

  deleteVersion(name: ModelName, version: VersionNumber): Promise<Result<void>> {
    return deleteVersion(this.api, this.changes, { name, version });
  }

  async listVersions(query: VersionQuery): Promise<Result<Page<ModelVersion>>> {
    const search = serverSearch(query, VERSION_SEARCH);
    return search.ok ? await listVersions(this.api, search.value) : search;
  }

  getVersion(name: ModelName, version: VersionNumber): Promise<Result<ModelVersion>> {
    return getVersion(this.api, name, version);
  }

  registerVersion(request: RegisterRequest, job?: Job): Promise<Result<ModelVersion>> {
    return registerVersion(this.api, request, { loggedModels: this.info.loggedModels, job });
  }

  setDescription(name: ModelName, version: VersionNumber | null, description: string): Promise<Result<void>> {
    return setDescription(this.api, { name, version }, description);
  }

  changeTags(change: TagChange): Promise<Result<void>> {
    return changeTags(this.api, change);
  }

  async planChange(request: ChangeRequest): Promise<Result<ChangePlan>> {
    if (request.action !== 'alias' || this.info.aliases) return await this.changes.planChange(request);
    return failure('unsupported', 'This server is an MLflow without aliases.', { nextStep: 'Upgrade it to MLflow 2.3 or later.' });
  }

  applyChange(plan: ChangePlan, reason: string): Promise<Result<RegistryEvent>> {
    return this.changes.applyChange(plan, reason);
  }

  history(name: ModelName): Promise<Result<readonly HistoryEntry[]>> {
    return this.changes.history(name);
  }

  recoverChanges(): Promise<Result<readonly RecoveredChange[]>> {
    return this.changes.recoverChanges();
  }

  resolveModel(uri: string, job?: Job): Promise<Result<ResolvedModel>> {
    return resolveModel(this.api, uri, { loggedModels: this.info.loggedModels, cacheFolder: this.facts.cacheFolder, job });
  }
}
