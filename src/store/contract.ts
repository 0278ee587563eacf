import { call, type Job } from '../base/protocol';
import { type Result } from '../base/result';
import { type Experiment, type LifecycleStage, type ViewType } from '../domain/experiment';
import { type ExperimentId, type ModelName, type RunId, type VersionNumber } from '../domain/ids';
import { type Artifact, type ArtifactMove, type ArtifactOwner, type NewArtifact } from '../domain/artifact';
import { type ModelVersion, type RegisteredModel } from '../domain/registeredModel';
import { type ChangePlan, type ChangeRequest, type HistoryEntry, type RegistryEvent } from '../domain/registryChange';
import { type LoggedDataset, type LoggedModel, type MetricPoint, type MetricSeries, type Run, type RunKeys } from '../domain/run';
import { type TagChange } from '../domain/tagOwner';

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
  /** Reads only these keys of each run, so that a page of a table with a thousand columns stays small; absent: all. */
  readonly only?: RunKeys;
}

export type RunCount = Pick<RunQuery, 'experiments' | 'view' | 'filter'>;
export type ModelQuery = Search;

export interface VersionQuery extends Search {
  readonly name?: ModelName;
}

export interface LoggedModelQuery extends PageRequest {
  readonly experiments: readonly ExperimentId[];
}

export interface SeriesQuery {
  /** At most 100. */
  readonly runs: readonly RunId[];
  readonly key: string;
  /** About how many points of each run: extremes are kept, so that no spike is lost. */
  readonly points: number;
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
  readonly kind: 'database' | 'server' | 'files';
  /** MLflow's version, of a server. */
  readonly serverVersion: string | null;
  readonly stages: boolean;
  readonly aliases: boolean;
  readonly loggedModels: boolean;
  readonly webhooks: boolean;
  /** 'beyond': more than MLflow's own grammar, as docs/search.md says. */
  readonly search: 'mlflow' | 'beyond';
  /** Whole sentences that a user should know, e.g. that another workspace's rows are not shown. */
  readonly remarks: readonly string[];
}

/** A change of stages and aliases that was interrupted half-way, and what became of it. */
export interface RecoveredChange {
  readonly model: ModelName;
  readonly outcome: 'finished' | 'undone';
  /** One sentence that says what was found and what was done. */
  readonly sentence: string;
}

/** Experiments and runs. */
interface TrackingStore {
  listExperiments(query: ExperimentQuery): Promise<Result<Page<Experiment>>>;
  /** By id, else by name; `name:X` forces the name. */
  findExperiment(idOrName: string): Promise<Result<Experiment>>;
  createExperiment(name: string): Promise<Result<Experiment>>;
  renameExperiment(id: ExperimentId, name: string): Promise<Result<Experiment>>;
  /** 'deleted' takes its runs with it, 'active' brings all of them back, as MLflow does. */
  setExperimentStage(id: ExperimentId, stage: LifecycleStage): Promise<Result<void>>;
  /** How many runs there are, without reading them; null where a server does not say. */
  countRuns(query: RunCount): Promise<Result<number | null>>;
  listRuns(query: RunQuery): Promise<Result<Page<Run>>>;
  getRun(id: RunId): Promise<Result<Run>>;
  renameRun(id: RunId, name: string): Promise<Result<Run>>;
  setRunStage(runs: readonly RunId[], stage: LifecycleStage): Promise<Result<void>>;
  /** What a table of these experiments' runs could have as columns. */
  runKeys(experiments: readonly ExperimentId[]): Promise<Result<RunKeys>>;
  metricSeries(query: SeriesQuery): Promise<Result<readonly MetricSeries[]>>;
  metricHistory(run: RunId, key: string): Promise<Result<readonly MetricPoint[]>>;
  /** The entries of one folder below the artifact root; '' is the root. */
  listArtifacts(owner: ArtifactOwner, folder: string): Promise<Result<readonly Artifact[]>>;
  /** A local file or folder that holds an artifact: itself where it lies on this machine, else a copy in the cache folder. */
  fetchArtifact(owner: ArtifactOwner, path: string, job?: Job): Promise<Result<string>>;
  /** Copies files into a run's artifacts; one that is there is replaced. 'unsupported' where the store cannot write them. */
  logArtifacts(run: RunId, artifacts: readonly NewArtifact[], job?: Job): Promise<Result<void>>;
  /** Where artifacts that the store names seem to lie now, if the folder that it names is gone; null if nothing is amiss or nothing is found. */
  findMovedArtifacts(): Promise<Result<ArtifactMove | null>>;
  /** Those of MLflow 3, newest first; none where `info.loggedModels` is false. */
  listLoggedModels(query: LoggedModelQuery): Promise<Result<Page<LoggedModel>>>;
  loggedModels(run: RunId): Promise<Result<readonly LoggedModel[]>>;
  datasets(run: RunId): Promise<Result<readonly LoggedDataset[]>>;
}

/** Registered models and versions. */
export interface RegistryStore {
  listModels(query: ModelQuery): Promise<Result<Page<RegisteredModel>>>;
  getModel(name: ModelName): Promise<Result<RegisteredModel>>;
  createModel(name: ModelName, description?: string): Promise<Result<RegisteredModel>>;
  renameModel(name: ModelName, newName: string): Promise<Result<RegisteredModel>>;
  /** With all its versions, and its history: nothing of it can be brought back. */
  deleteModel(name: ModelName): Promise<Result<void>>;
  /** Its aliases go with it; the number is never used again. */
  deleteVersion(name: ModelName, version: VersionNumber): Promise<Result<void>>;
  listVersions(query: VersionQuery): Promise<Result<Page<ModelVersion>>>;
  getVersion(name: ModelName, version: VersionNumber): Promise<Result<ModelVersion>>;
  /** Creates the model if it is not there. A local folder outside the store is copied into it. */
  registerVersion(request: RegisterRequest, job?: Job): Promise<Result<ModelVersion>>;
  setDescription(name: ModelName, version: VersionNumber | null, description: string): Promise<Result<void>>;
  /** On a database all of it or nothing; on a server one after the other, and a failure says how far it came. */
  changeTags(change: TagChange): Promise<Result<void>>;
  /** Works a change out without making it. */
  planChange(request: ChangeRequest): Promise<Result<ChangePlan>>;
  /** Makes a planned change and records it, or neither: 'conflict' if anything it moves has moved since. */
  applyChange(plan: ChangePlan, reason: string): Promise<Result<RegistryEvent>>;
  /** Newest first. Never writes. */
  history(name: ModelName): Promise<Result<readonly HistoryEntry[]>>;
  /** Finishes or undoes changes that an interruption left half-made. */
  recoverChanges(): Promise<Result<readonly RecoveredChange[]>>;
  /** `models:/…`, `runs:/…` or a local path → the local folder of the model. */
  resolveModel(uri: string, job?: Job): Promise<Result<ResolvedModel>>;
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
  /** Moves of artifact folders that the user confirmed. */
  readonly artifactMoves?: readonly ArtifactMove[];
  /** Where copies of a server's artifacts are kept, as `<server>/<owner>/…`; needed to fetch any. */
  readonly cacheFolder?: string;
  /** Bytes that the copies may take together: above it the oldest are removed. */
  readonly cacheLimit?: number;
  readonly server?: ServerAccess;
}

/** How a tracking server lets one in. Credentials belong to the origin of the URI that they are given with. */
export interface ServerAccess {
  readonly credentials?:
    { readonly kind: 'basic'; readonly username: string; readonly password: string } | { readonly kind: 'bearer'; readonly token: string };
  readonly workspace?: string;
  /** PEM files. */
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  /** Certificates are not checked. */
  readonly insecure?: boolean;
}

/** Opens a store by URI: a database file (`sqlite:///PATH` or its path), a server (`https://…`), or MLflow's `mlruns` folder. */
export type OpenStore = (uri: string, options: StoreOptions) => Promise<Result<Store>>;

/** Copies a database file that others may be using, whole. Never replaces a file. */
export type CopyDatabase = (database: string, target: string) => Promise<Result<void>>;

/**
 * Host ↔ engine: the store that the engine holds. All fail with 'unavailable' until `connect` succeeded, but for
 * `tryStore` and `copyDatabase`, which need none.
 */
export const storeCalls = {
  connect: call<{ uri: string; options: StoreOptions }, StoreInfo>('store/connect'),
  disconnect: call<void, void>('store/disconnect'),
  /** Opens a store, says what it is, and lets go of it. The store that is held stays. */
  tryStore: call<{ uri: string; options: StoreOptions }, StoreInfo>('store/tryStore'),
  /** What the store is and can do by now: another program may have upgraded it since `connect`. */
  info: call<void, StoreInfo>('store/info'),
  /** Paths of files. */
  copyDatabase: call<{ database: string; target: string }, void>('store/copyDatabase'),
  dataVersion: call<void, number>('store/dataVersion'),
  listExperiments: call<ExperimentQuery, Page<Experiment>>('store/listExperiments'),
  getExperiment: call<{ experiment: ExperimentId }, Experiment>('store/getExperiment'),
  createExperiment: call<{ name: string }, Experiment>('store/createExperiment'),
  renameExperiment: call<{ experiment: ExperimentId; name: string }, Experiment>('store/renameExperiment'),
  setExperimentStage: call<{ experiment: ExperimentId; stage: LifecycleStage }, void>('store/setExperimentStage'),
  countRuns: call<RunCount, number | null>('store/countRuns'),
  listRuns: call<RunQuery, Page<Run>>('store/listRuns'),
  getRun: call<{ runId: RunId }, Run>('store/getRun'),
  renameRun: call<{ runId: RunId; name: string }, Run>('store/renameRun'),
  setRunStage: call<{ runs: readonly RunId[]; stage: LifecycleStage }, void>('store/setRunStage'),
  runKeys: call<{ experiments: readonly ExperimentId[] }, RunKeys>('store/runKeys'),
  metricSeries: call<SeriesQuery, readonly MetricSeries[]>('store/metricSeries'),
  metricHistory: call<{ runId: RunId; key: string }, readonly MetricPoint[]>('store/metricHistory'),
  listArtifacts: call<{ owner: ArtifactOwner; folder: string }, readonly Artifact[]>('store/listArtifacts'),
  fetchArtifact: call<{ owner: ArtifactOwner; path: string }, string>('store/fetchArtifact'),
  logArtifacts: call<{ runId: RunId; artifacts: readonly NewArtifact[] }, void>('store/logArtifacts'),
  findMovedArtifacts: call<void, ArtifactMove | null>('store/findMovedArtifacts'),
  listLoggedModels: call<LoggedModelQuery, Page<LoggedModel>>('store/listLoggedModels'),
  loggedModels: call<{ runId: RunId }, readonly LoggedModel[]>('store/loggedModels'),
  datasets: call<{ runId: RunId }, readonly LoggedDataset[]>('store/datasets'),
  listModels: call<ModelQuery, Page<RegisteredModel>>('store/listModels'),
  getModel: call<{ name: ModelName }, RegisteredModel>('store/getModel'),
  createModel: call<{ name: ModelName; description?: string }, RegisteredModel>('store/createModel'),
  renameModel: call<{ name: ModelName; newName: string }, RegisteredModel>('store/renameModel'),
  deleteModel: call<{ name: ModelName }, void>('store/deleteModel'),
  deleteVersion: call<{ name: ModelName; version: VersionNumber }, void>('store/deleteVersion'),
  listVersions: call<VersionQuery, Page<ModelVersion>>('store/listVersions'),
  getVersion: call<{ name: ModelName; version: VersionNumber }, ModelVersion>('store/getVersion'),
  registerVersion: call<RegisterRequest, ModelVersion>('store/registerVersion'),
  setDescription: call<{ name: ModelName; version: VersionNumber | null; description: string }, void>('store/setDescription'),
  changeTags: call<TagChange, void>('store/changeTags'),
  planChange: call<ChangeRequest, ChangePlan>('store/planChange'),
  applyChange: call<{ plan: ChangePlan; reason: string }, RegistryEvent>('store/applyChange'),
  history: call<{ name: ModelName }, readonly HistoryEntry[]>('store/history'),
  recoverChanges: call<void, readonly RecoveredChange[]>('store/recoverChanges'),
  resolveModel: call<{ uri: string }, ResolvedModel>('store/resolveModel'),
} as const;
