import { type ArtifactOwner } from '../domain/artifact';
import { type ExperimentId, type ModelName, type RunId, type VersionNumber } from '../domain/ids';
import { type LoggedModel } from '../domain/run';

/**
 * Every id that package.json contributes, declared once. What is missing here does not compile where it is used, and a
 * test compares the tables below with the manifest. This file imports no host, so that the test can read it.
 */

/** What a row of a tree hands to a command: the nodes carry these fields, and so may any other caller. */
export interface ExperimentArgument {
  readonly experiment: { readonly experimentId: ExperimentId; readonly name: string };
}
export interface RunArgument {
  readonly run: { readonly runId: RunId; readonly runName: string };
}
export interface LoggedModelArgument {
  readonly loggedModel: LoggedModel;
}
export interface ModelArgument {
  readonly model: { readonly name: ModelName };
}
export interface VersionArgument {
  readonly version: { readonly name: ModelName; readonly version: VersionNumber };
}
export interface ArtifactArgument {
  readonly artifact: {
    readonly owner: ArtifactOwner;
    /** Below the owner's artifact root; '' is the root. */
    readonly path: string;
    readonly isFolder: boolean;
    /** What a folder of it is called. */
    readonly name: string;
  };
}
/** A row that can be edited in place. */
export type EditableArgument = ExperimentArgument | RunArgument | ModelArgument | VersionArgument;

/** What is asked of a history: a moment (epoch milliseconds), an event. */
interface HistoryQuestion {
  readonly at?: number;
  readonly eventId?: string;
}
/** An event of a model's history. */
export interface EventArgument {
  readonly historyEvent: { readonly model: ModelName; readonly id: string; readonly versions: readonly VersionNumber[] };
}
/** A monitor of a folder's set-up file. */
export interface MonitorArgument {
  readonly monitor: { readonly folder: string; readonly name: string };
}
/** What each command is given. `undefined`: it may be called with nothing and asks for what it lacks. */
export interface CommandArguments {
  'modelOps.openSample': undefined;
  'modelOps.connect': { readonly uri: string } | undefined;
  'modelOps.addConnection': { readonly uri: string } | undefined;
  'modelOps.editConnection': undefined;
  'modelOps.testConnection': undefined;
  'modelOps.switchConnection': undefined;
  'modelOps.removeConnection': undefined;
  'modelOps.signIn': undefined;
  'modelOps.startServer': undefined;
  'modelOps.migrateFileStore': undefined;
  'modelOps.createExperiment': undefined;
  'modelOps.createModel': undefined;
  'modelOps.registerVersion': RunArgument | LoggedModelArgument | ModelArgument | undefined;
  'modelOps.setStage': VersionArgument | ModelArgument | undefined;
  'modelOps.setAlias': VersionArgument | ModelArgument | undefined;
  'modelOps.removeAlias': VersionArgument | ModelArgument | undefined;
  'modelOps.rollBack': VersionArgument | ModelArgument | undefined;
  'modelOps.showHistory': VersionArgument | (ModelArgument & HistoryQuestion) | undefined;
  'modelOps.whatWasInProduction': ModelArgument | undefined;
  'modelOps.exportHistory': ModelArgument | undefined;
  'modelOps.undoEvent': EventArgument;
  'modelOps.copyEventId': EventArgument;
  'modelOps.showVersion': EventArgument | VersionArgument;
  'modelOps.editDescription': EditableArgument | undefined;
  'modelOps.rename': ExperimentArgument | RunArgument | ModelArgument | undefined;
  'modelOps.editTags': EditableArgument | undefined;
  'modelOps.delete': EditableArgument | undefined;
  'modelOps.restore': ExperimentArgument | RunArgument;
  'modelOps.copyModelUri': VersionArgument | ModelArgument | LoggedModelArgument | undefined;
  'modelOps.openRun': RunArgument | undefined;
  'modelOps.showRuns': ExperimentArgument | undefined;
  'modelOps.compareRuns': RunArgument | undefined;
  'modelOps.showDriftReport': VersionArgument | ModelArgument | undefined;
  'modelOps.saveReferenceProfile': undefined;
  'modelOps.detectConceptDrift': undefined;
  'modelOps.showQualityReport': undefined;
  'modelOps.explainModel': VersionArgument | ModelArgument | undefined;
  'modelOps.compareVersions': VersionArgument | ModelArgument | undefined;
  'modelOps.showVersionsPlot': VersionArgument | ModelArgument | undefined;
  'modelOps.copyVersion': VersionArgument | ModelArgument | undefined;
  'modelOps.openReport': { readonly reportPath: string } | undefined;
  'modelOps.openAsReport': { readonly fsPath: string };
  'modelOps.logReportToRun': { readonly reportPath: string } | undefined;
  'modelOps.openEvidentlyReport': { readonly fsPath: string } | undefined;
  'modelOps.createMonitor': undefined;
  'modelOps.runMonitor': MonitorArgument | undefined;
  'modelOps.runAllMonitors': undefined;
  'modelOps.showMonitorTrend': MonitorArgument | undefined;
  'modelOps.editMonitor': { readonly file: string; readonly line: number };
  'modelOps.filterExperiments': undefined;
  'modelOps.filterModels': undefined;
  'modelOps.clearExperimentsFilter': undefined;
  'modelOps.clearModelsFilter': undefined;
  'modelOps.refresh': undefined;
  'modelOps.showLog': undefined;
  'modelOps.loadMore': { readonly loadMore: () => void };
  'modelOps.openArtifact': ArtifactArgument;
  'modelOps.downloadArtifact': ArtifactArgument;
  'modelOps.copyArtifactPath': ArtifactArgument;
  'modelOps.revealArtifact': ArtifactArgument;
  'modelOps.copyRunId': RunArgument;
  'modelOps.copyText': { readonly copyable: string };
}

export type CommandId = keyof CommandArguments;

interface CommandDeclaration {
  /** When the palette offers it, as in package.json: true needs no rule, false hides it. */
  readonly palette: boolean | string;
}

/** Restricted Mode offers nothing that writes or computes. */
const TRUSTED = 'isWorkspaceTrusted';
const CONNECTED = 'modelOps.connected';
const EXPORTABLE = 'modelOps.connected && isWorkspaceTrusted';
const WRITABLE = 'modelOps.writable && isWorkspaceTrusted';

export const commands: { readonly [Id in CommandId]: CommandDeclaration } = {
  'modelOps.openSample': { palette: TRUSTED },
  'modelOps.connect': { palette: true },
  'modelOps.addConnection': { palette: true },
  'modelOps.editConnection': { palette: true },
  'modelOps.testConnection': { palette: true },
  'modelOps.switchConnection': { palette: true },
  'modelOps.removeConnection': { palette: true },
  'modelOps.signIn': { palette: true },
  'modelOps.startServer': { palette: 'modelOps.connected && !modelOps.onServer && isWorkspaceTrusted' },
  'modelOps.migrateFileStore': { palette: 'modelOps.fileStoreFound' },
  'modelOps.createExperiment': { palette: WRITABLE },
  'modelOps.createModel': { palette: WRITABLE },
  'modelOps.registerVersion': { palette: WRITABLE },
  'modelOps.setStage': { palette: WRITABLE },
  'modelOps.setAlias': { palette: WRITABLE },
  'modelOps.removeAlias': { palette: WRITABLE },
  'modelOps.rollBack': { palette: WRITABLE },
  'modelOps.showHistory': { palette: CONNECTED },
  'modelOps.whatWasInProduction': { palette: CONNECTED },
  'modelOps.exportHistory': { palette: EXPORTABLE },
  'modelOps.undoEvent': { palette: false },
  'modelOps.copyEventId': { palette: false },
  'modelOps.showVersion': { palette: false },
  'modelOps.editDescription': { palette: WRITABLE },
  'modelOps.rename': { palette: WRITABLE },
  'modelOps.editTags': { palette: WRITABLE },
  'modelOps.delete': { palette: WRITABLE },
  'modelOps.restore': { palette: false },
  'modelOps.copyModelUri': { palette: CONNECTED },
  'modelOps.openRun': { palette: CONNECTED },
  'modelOps.showRuns': { palette: CONNECTED },
  'modelOps.compareRuns': { palette: CONNECTED },
  'modelOps.showDriftReport': { palette: TRUSTED },
  'modelOps.saveReferenceProfile': { palette: TRUSTED },
  'modelOps.detectConceptDrift': { palette: TRUSTED },
  'modelOps.showQualityReport': { palette: TRUSTED },
  'modelOps.explainModel': { palette: TRUSTED },
  'modelOps.compareVersions': { palette: EXPORTABLE },
  'modelOps.showVersionsPlot': { palette: EXPORTABLE },
  'modelOps.copyVersion': { palette: WRITABLE },
  'modelOps.openReport': { palette: true },
  'modelOps.openAsReport': { palette: false },
  'modelOps.logReportToRun': { palette: WRITABLE },
  'modelOps.openEvidentlyReport': { palette: true },
  'modelOps.createMonitor': { palette: TRUSTED },
  'modelOps.runMonitor': { palette: TRUSTED },
  'modelOps.runAllMonitors': { palette: TRUSTED },
  'modelOps.showMonitorTrend': { palette: TRUSTED },
  'modelOps.editMonitor': { palette: false },
  'modelOps.filterExperiments': { palette: CONNECTED },
  'modelOps.filterModels': { palette: CONNECTED },
  'modelOps.clearExperimentsFilter': { palette: 'modelOps.experimentsFiltered' },
  'modelOps.clearModelsFilter': { palette: 'modelOps.modelsFiltered' },
  'modelOps.refresh': { palette: CONNECTED },
  'modelOps.showLog': { palette: true },
  'modelOps.loadMore': { palette: false },
  'modelOps.openArtifact': { palette: false },
  'modelOps.downloadArtifact': { palette: false },
  'modelOps.copyArtifactPath': { palette: false },
  'modelOps.revealArtifact': { palette: false },
  'modelOps.copyRunId': { palette: false },
  'modelOps.copyText': { palette: false },
};

export const viewContainer = 'modelOps';
export const views = {
  experiments: 'modelOps.experiments',
  registeredModels: 'modelOps.registeredModels',
  monitors: 'modelOps.monitors',
  history: 'modelOps.history',
} as const;

/** Keys for `when` clauses, and what each holds. */
export interface ContextValues {
  'modelOps.connected': boolean;
  'modelOps.writable': boolean;
  /** A database file lies in the workspace and nothing is connected: the welcome view offers it. */
  'modelOps.databaseFound': boolean;
  /** The same for a server that MLFLOW_TRACKING_URI names, and for MLflow's old file store. */
  'modelOps.serverFound': boolean;
  'modelOps.fileStoreFound': boolean;
  /** What is connected is a server. */
  'modelOps.onServer': boolean;
  'modelOps.experimentsFiltered': boolean;
  'modelOps.modelsFiltered': boolean;
  /** Each is set when a walkthrough step was really done. */
  'modelOps.done.sample': boolean;
  'modelOps.done.version': boolean;
  'modelOps.done.stage': boolean;
  'modelOps.done.rollBack': boolean;
  'modelOps.done.drift': boolean;
  'modelOps.done.explain': boolean;
}

export type ContextKey = keyof ContextValues;

export const contextKeys: { readonly [Key in ContextKey]: true } = {
  'modelOps.connected': true,
  'modelOps.writable': true,
  'modelOps.databaseFound': true,
  'modelOps.serverFound': true,
  'modelOps.fileStoreFound': true,
  'modelOps.onServer': true,
  'modelOps.experimentsFiltered': true,
  'modelOps.modelsFiltered': true,
  'modelOps.done.sample': true,
  'modelOps.done.version': true,
  'modelOps.done.stage': true,
  'modelOps.done.rollBack': true,
  'modelOps.done.drift': true,
  'modelOps.done.explain': true,
};

/** The steps of the walkthrough and the key that ticks each off. */
export const walkthrough = {
  id: 'start',
  steps: {
    sample: 'modelOps.done.sample',
    version: 'modelOps.done.version',
    stage: 'modelOps.done.stage',
    rollBack: 'modelOps.done.rollBack',
    drift: 'modelOps.done.drift',
    explain: 'modelOps.done.explain',
  },
} as const satisfies { readonly id: string; readonly steps: Readonly<Record<string, ContextKey>> };

/** `contextValue` of the rows that menus know. */
export const rows = {
  experiment: 'experiment',
  deletedExperiment: 'deletedExperiment',
  run: 'run',
  deletedRun: 'deletedRun',
  loggedModel: 'loggedModel',
  artifact: 'artifact',
  artifactFolder: 'artifactFolder',
  artifacts: 'artifacts',
  registeredModel: 'registeredModel',
  modelVersion: 'modelVersion',
  savedReport: 'savedReport',
  fact: 'fact',
  monitor: 'monitor',
  historyModel: 'historyModel',
  historyEvent: 'historyEvent',
} as const;

/** View types of the pages that a reload of the window brings back. */
export const reportViews = {
  drift: 'modelOps.driftReport',
  quality: 'modelOps.qualityReport',
  explain: 'modelOps.explainReport',
  versions: 'modelOps.versionsReport',
  monitor: 'modelOps.monitorReport',
  detect: 'modelOps.detectReport',
  history: 'modelOps.historyPage',
  runs: 'modelOps.runs',
} as const;

/** View type of the page of a table, or of a file that is not opened; a reload brings it back too. */
export const artifactPages = 'modelOps.artifactPage';
