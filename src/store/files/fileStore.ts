import { failure, success, type Result } from '../../base/result';
import { type Artifact, type ArtifactMove, type ArtifactOwner } from '../../domain/artifact';
import { type Experiment } from '../../domain/experiment';
import { type ExperimentId, type ModelName, type RunId, type VersionNumber } from '../../domain/ids';
import { type HistoryEntry } from '../../domain/registryChange';
import { type ModelVersion, type RegisteredModel } from '../../domain/registeredModel';
import { type LoggedDataset, type LoggedModel, type MetricPoint, type MetricSeries, type Run, type RunKeys } from '../../domain/run';
import { EXPERIMENT_SEARCH } from '../../domain/search/experimentSearch';
import { MODEL_SEARCH } from '../../domain/search/modelSearch';
import { searchedExperiment, searchedModel, searchedVersion } from '../../domain/search/searched';
import { VERSION_SEARCH } from '../../domain/search/versionSearch';
import { shownPath, shownText } from '../../domain/shownText';
import { findArtifact, listArtifactFolder } from '../artifactFolder';
import { localPathOf, type ArtifactRoots } from '../artifactLocation';
import {
  type ExperimentQuery,
  type LoggedModelQuery,
  type ModelQuery,
  type Page,
  type ResolvedModel,
  type RunCount,
  type RunQuery,
  type SeriesQuery,
  type Store,
  type StoreInfo,
  type VersionQuery,
} from '../contract';
import { findExperimentFolder, readExperiments } from './experimentFiles';
import { movedWithTheStore } from './fileArtifacts';
import { fileHistory } from './fileHistory';
import { countFileRuns, fileMetricHistory, fileMetricSeries, fileRunKeys, getFileRun, listFileRuns } from './fileRuns';
import { FileVersion } from './fileVersion';
import { findLoggedModel, readDatasets, readExperimentModels, readLoggedModels } from './loggedFiles';
import { findModel, readModels } from './modelFiles';
import { ReadOnlyStore } from './readOnlyStore';
import { resolveFileModel } from './resolveFileModel';
import { pageOf, searchInMemory } from './searchInMemory';

interface FileStoreFacts {
  readonly uri: string;
  /** `mlruns`, absolute. */
  readonly folder: string;
  readonly label: string;
  readonly roots: ArtifactRoots;
}

/** The experiments, runs and models that MLflow kept as files before 3.7, read where they lie. Nothing is ever written. */
export class FileStore extends ReadOnlyStore implements Store {
  private readonly version: FileVersion;

  constructor(private readonly facts: FileStoreFacts) {
    super();
    this.version = new FileVersion(facts.folder);
  }

  get info(): StoreInfo {
    return {
      uri: this.facts.uri,
      label: this.facts.label,
      kind: 'files',
      writable: false,
      readOnlyReason: this.readOnlyReason,
      schemaRevision: null,
      serverVersion: null,
      stages: true,
      aliases: true,
      loggedModels: true,
      webhooks: false,
      search: 'beyond',
      remarks: [],
    };
  }

  protected get readOnlyReason(): string {
    return `MLflow's old file store is only read. To change things, make a database of it with \`${migrationCommand(this.facts.folder)}\` (MLflow 3.10 or later) and connect to that.`;
  }

  async dataVersion(): Promise<Result<number>> {
    return success(await this.version.current());
  }

  close(): void {
    // Nothing is held open.
  }

  async listExperiments(query: ExperimentQuery): Promise<Result<Page<Experiment>>> {
    const all = (await readExperiments(this.facts.folder, query.view ?? 'active')).map(({ experiment }) => experiment);
    const found = searchInMemory(all, query, EXPERIMENT_SEARCH, searchedExperiment);
    return found.ok ? pageOf(found.value, query) : found;
  }

  async findExperiment(idOrName: string): Promise<Result<Experiment>> {
    const found = await findExperimentFolder(this.facts.folder, idOrName);
    return found.ok ? success(found.value.experiment) : found;
  }

  async countRuns(query: RunCount): Promise<Result<number>> {
    return await countFileRuns(this.facts.folder, query);
  }

  async listRuns(query: RunQuery): Promise<Result<Page<Run>>> {
    return await listFileRuns(this.facts.folder, query);
  }

  async getRun(id: RunId): Promise<Result<Run>> {
    const found = await getFileRun(this.facts.folder, id);
    return found.ok ? success(found.value.run) : found;
  }

  async runKeys(experiments: readonly ExperimentId[]): Promise<Result<RunKeys>> {
    return success(await fileRunKeys(this.facts.folder, experiments));
  }

  async metricSeries(query: SeriesQuery): Promise<Result<readonly MetricSeries[]>> {
    return await fileMetricSeries(this.facts.folder, query);
  }

  async metricHistory(run: RunId, key: string): Promise<Result<readonly MetricPoint[]>> {
    return await fileMetricHistory(this.facts.folder, run, key);
  }

  async listArtifacts(owner: ArtifactOwner, folder: string): Promise<Result<readonly Artifact[]>> {
    const root = await this.artifactRoot(owner);
    if (!root.ok) return root;
    return (await listArtifactFolder(root.value, folder)) ?? (owner.kind === 'run' ? success([]) : artifactsGone(root.value));
  }

  async fetchArtifact(owner: ArtifactOwner, path: string): Promise<Result<string>> {
    const root = await this.artifactRoot(owner);
    return root.ok ? ((await findArtifact(root.value, path)) ?? artifactsGone(root.value)) : root;
  }

  async findMovedArtifacts(): Promise<Result<ArtifactMove | null>> {
    return success(movedWithTheStore(this.facts.folder, await readExperiments(this.facts.folder, 'active'), this.facts.roots));
  }

  async listLoggedModels(query: LoggedModelQuery): Promise<Result<Page<LoggedModel>>> {
    const wanted = (await readExperiments(this.facts.folder, 'all')).filter(({ experiment }) =>
      query.experiments.includes(experiment.experimentId),
    );
    const models = (await Promise.all(wanted.map(readExperimentModels))).flat();
    return pageOf(
      models.sort((a, b) => (b.creationTime ?? 0) - (a.creationTime ?? 0)),
      query,
    );
  }

  async loggedModels(run: RunId): Promise<Result<readonly LoggedModel[]>> {
    const found = await getFileRun(this.facts.folder, run);
    return found.ok ? success(await readLoggedModels(found.value.experiment, found.value.run)) : found;
  }

  async datasets(run: RunId): Promise<Result<readonly LoggedDataset[]>> {
    const found = await getFileRun(this.facts.folder, run);
    return found.ok ? success(await readDatasets(found.value.experiment, found.value.folder)) : found;
  }

  async listModels(query: ModelQuery): Promise<Result<Page<RegisteredModel>>> {
    const all = (await readModels(this.facts.folder)).map(({ model }) => model);
    const found = searchInMemory(all, query, MODEL_SEARCH, searchedModel);
    return found.ok ? pageOf(found.value, query) : found;
  }

  async getModel(name: ModelName): Promise<Result<RegisteredModel>> {
    const found = await findModel(this.facts.folder, name);
    return found.ok ? success(found.value.model) : found;
  }

  async listVersions(query: VersionQuery): Promise<Result<Page<ModelVersion>>> {
    const versions = query.name === undefined ? await this.everyVersion() : await this.versionsOf(query.name);
    if (!versions.ok) return versions;
    const found = searchInMemory(versions.value, query, VERSION_SEARCH, searchedVersion);
    return found.ok ? pageOf(found.value, query) : found;
  }

  async getVersion(name: ModelName, version: VersionNumber): Promise<Result<ModelVersion>> {
    const versions = await this.versionsOf(name);
    const found = versions.ok ? versions.value.find(each => each.version === version) : undefined;
    if (!versions.ok) return versions;
    if (found !== undefined) return success(found);
    return failure('not_found', `${shownText(name)} has no version ${shownText(version)}.`, {
      nextStep: 'Refresh: it may have been deleted.',
    });
  }

  async history(name: ModelName): Promise<Result<readonly HistoryEntry[]>> {
    const content = await findModel(this.facts.folder, name);
    return content.ok ? success(fileHistory(content.value)) : content;
  }

  async resolveModel(uri: string): Promise<Result<ResolvedModel>> {
    return await resolveFileModel(this.facts.folder, this.facts.roots, uri);
  }

  private async versionsOf(name: ModelName): Promise<Result<readonly ModelVersion[]>> {
    const content = await findModel(this.facts.folder, name);
    return content.ok ? success(content.value.versions) : content;
  }

  /** Last changed first. */
  private async everyVersion(): Promise<Result<readonly ModelVersion[]>> {
    const all = (await readModels(this.facts.folder)).flatMap(({ versions }) => versions);
    return success(all.sort((a, b) => b.lastUpdateTime - a.lastUpdateTime));
  }

  private async artifactRoot(owner: ArtifactOwner): Promise<Result<string>> {
    if (owner.kind === 'run') {
      const found = await getFileRun(this.facts.folder, owner.runId);
      return found.ok ? localPathOf(found.value.run.artifactUri, this.facts.roots) : found;
    }
    if (owner.kind === 'loggedModel') {
      const model = await findLoggedModel(await readExperiments(this.facts.folder, 'all'), owner.modelId);
      if (model === null) return failure('not_found', `There is no logged model '${shownText(owner.modelId)}'.`);
      return localPathOf(model.artifactLocation, this.facts.roots);
    }
    const resolved = await this.resolveModel(`models:/${owner.name}/${owner.version}`);
    return resolved.ok ? success(resolved.value.path) : resolved;
  }
}

/** The one command that makes a database of such a folder, ids and times included. */
export function migrationCommand(folder: string): string {
  return `mlflow migrate-filestore --source ${folder} --target sqlite:///mlflow.db`;
}

function artifactsGone(path: string): Result<never> {
  return failure('not_found', `The artifact folder '${shownPath(path)}' is not there: it was moved or removed.`, {
    nextStep: 'Put it back there, or set where artifacts lie.',
  });
}
