import { type JsonNumber } from '../base/json';
import { call, notice } from '../base/protocol';
import { type Failure } from '../base/result';
import { type ViewType } from '../domain/experiment';
import { type ExperimentId, type RunId } from '../domain/ids';
import { type RunKeys } from '../domain/run';
import { type RunDetails } from '../domain/runDetails';
import { type RunRow } from '../domain/runRow';

export interface ShownExperiment {
  readonly experimentId: ExperimentId;
  readonly name: string;
}

/** A run as actions name it. */
export interface NamedRun {
  readonly runId: RunId;
  readonly runName: string;
}

/** Which columns are shown, in their order; the pinned ones stay at the left. Ids as in domain/runColumn.ts. */
export interface RunsLayout {
  readonly columns: readonly string[];
  readonly pinned: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

/** What the page is about. Asked by every page load, told again when the store is another one. */
export interface RunsPageState {
  readonly experiments: readonly ShownExperiment[];
  /** Null while no store is connected: `failure` says why. */
  readonly store: { readonly label: string; readonly beyondMlflow: boolean } | null;
  /** Not in Restricted Mode, and not on a store that can only be read: what changes runs is not offered then. */
  readonly canWrite: boolean;
  readonly canExport: boolean;
  /** As it was left the last time; null for the default one. */
  readonly layout: RunsLayout | null;
  /** Runs to compare at once, because the command named them; null leaves the page as it was. */
  readonly compare: readonly RunId[] | null;
  readonly failure: Failure | null;
}

/** Which runs, in which order. MLflow's grammar. */
export interface RunsQuery {
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly view: ViewType;
}

export interface RunsRequest extends RunsQuery {
  /** As in the store's RunQuery; null: all. */
  readonly parent: 'top' | RunId | null;
  readonly limit: number;
  readonly page: string | null;
  /** Columns whose cells are wanted, in this order. */
  readonly columns: readonly string[];
}

export interface RunsPage {
  readonly items: readonly RunRow[];
  readonly nextPage: string | null;
}

/** A metric's values as columns, which is half the size of a list of points. */
export interface SeriesColumns {
  readonly runId: RunId;
  readonly steps: readonly number[];
  readonly times: readonly number[];
  readonly values: readonly JsonNumber[];
  readonly recorded: number | null;
}

export type RunAction = 'rename' | 'tag' | 'note' | 'delete' | 'restore' | 'open' | 'register' | 'copyIds';

export interface RunsExport extends RunsQuery {
  readonly columns: readonly string[];
  /** Only these; null: every run that the query finds. */
  readonly runs: readonly RunId[] | null;
}

/** Most runs that one action or comparison takes. */
export const MOST_SELECTED = 100;

/** Page ↔ host. The host relays to the engine and asks what needs asking; it keeps no rows. */
export const runsPage = {
  calls: {
    ready: call<void, RunsPageState>('runs/ready'),
    listRuns: call<RunsRequest, RunsPage>('runs/listRuns'),
    countRuns: call<Pick<RunsQuery, 'filter' | 'view'>, number | null>('runs/countRuns'),
    runKeys: call<void, RunKeys>('runs/runKeys'),
    /** As many of these runs, from the first on, as one message holds. */
    runDetails: call<{ runs: readonly RunId[] }, readonly RunDetails[]>('runs/runDetails'),
    metricSeries: call<{ runs: readonly RunId[]; key: string; points: number }, readonly SeriesColumns[]>('runs/metricSeries'),
    /** The names of the datasets of each run, by its id. */
    datasets: call<{ runs: readonly RunId[] }, Readonly<Record<string, readonly string[]>>>('runs/datasets'),
    /** Asks what it needs to know, does it, and says what went wrong. True if something was changed. */
    act: call<{ action: RunAction; runs: readonly NamedRun[] }, void>('runs/act'),
    exportCsv: call<RunsExport, void>('runs/exportCsv'),
    rememberLayout: call<{ layout: RunsLayout | null }, void>('runs/rememberLayout'),
    copyText: call<{ text: string }, void>('runs/copyText'),
  },
  state: notice<RunsPageState>('runs/state'),
  /** Something in the store changed: what is shown may be out of date. */
  changed: notice<void>('runs/changed'),
} as const;
