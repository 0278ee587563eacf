import { call } from '../base/protocol';
import { type Result } from '../base/result';
import { type Experiment, type ViewType } from '../domain/experiment';
import { type ExperimentId, type ModelName, type RunId, type VersionNumber } from '../domain/ids';
import { type ModelVersion, type RegisteredModel } from '../domain/registeredModel';
import { type ChangePlan, type ChangeRequest, type HistoryEntry, type RegistryEvent } from '../domain/registryChange';
import { type Artifact, type LoggedDataset, type LoggedModel, type MetricPoint, type Run } from '../domain/run';

/** A part of a list. `nextPage` continues it; null at its end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPage: string | null;
}

export interface PageRequest {
  /** 100 when absent. */
  readonly limit?: number;
  /** `nextPage` of the page before. */
  readonly page?: string;
}

/** A list, or the part of it that a filter lets through, in MLflow's words: docs/search.md. */
export interface Search extends PageRequest {
  /** Absent or blank: everything. */
  readonly filter?: string;
  /** `FIELD`, `FIELD ASC` or `FIELD DESC`, the first deciding; the list's own order when absent or empty. */
  readonly orderBy?: readonly string[];
}

export interface ExperimentQuery extends Search {
  readonly view?: ViewType;
}

export interface RunQuery extends Search {
  readonly experiments: readonly ExperimentId[];
  readonly view?: ViewType;
  /** 'top': runs without a parent, but with a filter or an order all, as absent; an id: the children of that run; absent: all, as MLflow lists them. */
  readonly parent?: 'top' | RunId;
}

export type ModelQuery = Search;

export interface VersionQuery extends Search {
  readonly name?: ModelName;
}

/** Where a new version comes from: a `models:/…` or `runs:/…` URI, or a local model folder. */
export interface RegisterRequest {
  readonly name: ModelName;
  readonly source: string;
  readonly runId?: RunId;
  readonly description?: string;
}

/** What a URI stands for, and the local folder or file that holds the model. */
export interface ResolvedModel {
  readonly uri: string;
  readonly path: string;
  readonly name: ModelName | null;
  readonly version: VersionNumber | null;
  readonly runId: RunId | null;
}

/** What a connected store is and can do. */
export interface StoreInfo {
  /** As the user gave it, e.g. `sqlite:////home/ana/mlflow.db`. */
  readonly uri: string;
  /** Short, for a view's description: `mlflow.db`. */
  readonly label: string;
  readonly writable: boolean;
  /** Why not, and what to do; null if writable. */
  readonly readOnlyReason: string | null;
  /** The Alembic revision of a database file. */
  readonly schemaRevision: string | null;
  readonly stages: boolean;
  readonly aliases: boolean;
  readonly loggedModels: boolean;
}

/** Experiments and runs. */
interface TrackingStore {
  listExperiments(query: ExperimentQuery): Promise<Result<Page<Experiment>>>;
  /** By id, else by name; `name:X` forces the name. */
  findExperiment(idOrName: string): Promise<Result<Experiment>>;
  createExperiment(name: string): Promise<Result<Experiment>>;
  /** Runs that the view holds, without reading them. */
  countRuns(experiment: ExperimentId): Promise<Result<number>>;
  listRuns(query: RunQuery): Promise<Result<Page<Run>>>;
  getRun(id: RunId): Promise<Result<Run>>;
  metricHistory(run: RunId, key: string): Promise<Result<readonly MetricPoint[]>>;
  /** The entries of one folder below the run's artifact root; '' is the root. */
  listArtifacts(run: RunId, folder: string): Promise<Result<readonly Artifact[]>>;
  loggedModels(run: RunId): Promise<Result<readonly LoggedModel[]>>;
  datasets(run: RunId): Promise<Result<readonly LoggedDataset[]>>;
}

/** Registered models and versions. */
export interface RegistryStore {
  listModels(query: ModelQuery): Promise<Result<Page<RegisteredModel>>>;
  getModel(name: ModelName): Promise<Result<RegisteredModel>>;
  createModel(name: ModelName, description?: string): Promise<Result<RegisteredModel>>;
  listVersions(query: VersionQuery): Promise<Result<Page<ModelVersion>>>;
  getVersion(name: ModelName, version: VersionNumber): Promise<Result<ModelVersion>>;
  /** Creates the model if it is not there. */
  registerVersion(request: RegisterRequest): Promise<Result<ModelVersion>>;
  setDescription(name: ModelName, version: VersionNumber | null, description: string): Promise<Result<void>>;
  setTag(name: ModelName, version: VersionNumber | null, key: string, value: string): Promise<Result<void>>;
  deleteTag(name: ModelName, version: VersionNumber | null, key: string): Promise<Result<void>>;
  /** Works a change out without making it. */
  planChange(request: ChangeRequest): Promise<Result<ChangePlan>>;
  /** Makes a planned change and records it, or neither: 'conflict' if anything it moves has moved since. */
  applyChange(plan: ChangePlan, reason: string): Promise<Result<RegistryEvent>>;
  /** Newest first. Never writes. */
  history(name: ModelName): Promise<Result<readonly HistoryEntry[]>>;
  /** `models:/…`, `runs:/…` or a local path → the local folder of the model. */
  resolveModel(uri: string): Promise<Result<ResolvedModel>>;
}

export interface Store extends TrackingStore, RegistryStore {
  readonly info: StoreInfo;
  /** Grows with every change made by anyone; cheap to ask. */
  dataVersion(): Promise<Result<number>>;
  close(): void;
}

/** What opening a store may be told. */
export interface StoreOptions {
  /** Where `mlflow-artifacts:/` lies; default `mlartifacts` beside the database. */
  readonly artifactsDestination?: string;
  /** Who history says made a change. */
  readonly actor: string;
  /** Create the database file when there is none. */
  readonly create?: boolean;
}

/** Opens a store by URI: `sqlite:///PATH`, `sqlite:////ABS/PATH` or a plain path to a database file. */
export type OpenStore = (uri: string, options: StoreOptions) => Promise<Result<Store>>;

/** Host ↔ engine: the store that the engine holds. All but `connect` fail with 'unavailable' until it succeeded. */
export const storeCalls = {
  connect: call<{ uri: string; options: StoreOptions }, StoreInfo>('store/connect'),
  disconnect: call<void, void>('store/disconnect'),
  dataVersion: call<void, number>('store/dataVersion'),
  listExperiments: call<ExperimentQuery, Page<Experiment>>('store/listExperiments'),
  createExperiment: call<{ name: string }, Experiment>('store/createExperiment'),
  countRuns: call<{ experiment: ExperimentId }, number>('store/countRuns'),
  listRuns: call<RunQuery, Page<Run>>('store/listRuns'),
  getRun: call<{ runId: RunId }, Run>('store/getRun'),
  metricHistory: call<{ runId: RunId; key: string }, readonly MetricPoint[]>('store/metricHistory'),
  listArtifacts: call<{ runId: RunId; folder: string }, readonly Artifact[]>('store/listArtifacts'),
  loggedModels: call<{ runId: RunId }, readonly LoggedModel[]>('store/loggedModels'),
  datasets: call<{ runId: RunId }, readonly LoggedDataset[]>('store/datasets'),
  listModels: call<ModelQuery, Page<RegisteredModel>>('store/listModels'),
  getModel: call<{ name: ModelName }, RegisteredModel>('store/getModel'),
  createModel: call<{ name: ModelName; description?: string }, RegisteredModel>('store/createModel'),
  listVersions: call<VersionQuery, Page<ModelVersion>>('store/listVersions'),
  getVersion: call<{ name: ModelName; version: VersionNumber }, ModelVersion>('store/getVersion'),
  registerVersion: call<RegisterRequest, ModelVersion>('store/registerVersion'),
  setDescription: call<{ name: ModelName; version: VersionNumber | null; description: string }, void>('store/setDescription'),
  setTag: call<{ name: ModelName; version: VersionNumber | null; key: string; value: string }, void>('store/setTag'),
  deleteTag: call<{ name: ModelName; version: VersionNumber | null; key: string }, void>('store/deleteTag'),
  planChange: call<ChangeRequest, ChangePlan>('store/planChange'),
  applyChange: call<{ plan: ChangePlan; reason: string }, RegistryEvent>('store/applyChange'),
  history: call<{ name: ModelName }, readonly HistoryEntry[]>('store/history'),
  resolveModel: call<{ uri: string }, ResolvedModel>('store/resolveModel'),
} as const;
