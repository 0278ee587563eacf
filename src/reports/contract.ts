import { call, type Job, notice, type Progress } from '../base/protocol';
import { type Failure, type Result } from '../base/result';
import { type RunId } from '../domain/ids';

export type ReportKind = 'drift' | 'detect' | 'quality' | 'explain' | 'versions' | 'monitor';

/** Kinds that are about one version, and shown below it. */
export type VersionReportKind = Exclude<ReportKind, 'versions' | 'monitor' | 'detect' | 'quality'>;

/** A saved report as a list shows it, known from its file name alone. */
export interface SavedReport {
  readonly kind: ReportKind;
  readonly path: string;
  /** Registered model and version that it was made for; null when made for files alone. */
  readonly model: { readonly name: string; readonly version: string } | null;
  /** The monitor that asked for it; null when a person did. */
  readonly monitor: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** Host ↔ engine: reports kept under `<folder>/.modelops/reports/`, written atomically. */
export const reportCalls = {
  /** Newest first. Reads names only. */
  list: call<{ folder: string }, readonly SavedReport[]>('reports/list'),
  save: call<{ folder: string; kind: ReportKind; model: SavedReport['model']; monitor?: string | null; report: unknown }, SavedReport>(
    'reports/save',
  ),
  /** The report as it was saved; 'unreadable' if the file is no report of a schema known here. */
  read: call<{ path: string }, { kind: ReportKind; report: unknown }>('reports/read'),
  /** Writes one self-contained HTML file: the page's script, style and the report; no network. */
  exportHtml: call<{ kind: ReportKind; report: unknown; title: string; file: string }, void>('reports/exportHtml'),
  /** Writes the report as it would be saved. */
  exportJson: call<{ report: unknown; file: string }, void>('reports/exportJson'),
  /** The report as one message to its page: the same if it is small, else without what the page asks for part by part. */
  light: call<{ kind: ReportKind; report: unknown }, unknown>('reports/light'),
} as const;

/** A report for the run of the version that it is about. */
export interface ReportToLog {
  readonly kind: ReportKind;
  readonly report: unknown;
  /** Of the page. */
  readonly title: string;
  readonly model: SavedReport['model'];
  readonly monitor: SavedReport['monitor'];
  /** When it was made, epoch milliseconds: its files are named by it. */
  readonly at: number;
}

/** Where a report was logged: its JSON and its page, as paths below the run's artifact root. */
export interface LoggedReport {
  readonly runId: RunId;
  readonly paths: readonly string[];
}

/** Fails with one sentence where there is no such run, or the store cannot write its artifacts. */
export type LogReport = (report: ReportToLog, job: Job) => Promise<Result<LoggedReport>>;

/** Host ↔ engine: the only thing that a report asks of the connected store. */
export const reportLogCalls = {
  logToRun: call<ReportToLog, LoggedReport>('reports/logToRun'),
} as const;

/** What a report page shows. The page keeps nothing of its own but which row is open and how it is sorted. */
export interface ReportPageState<Report> {
  readonly title: string;
  readonly report: Report | null;
  readonly running: Progress | null;
  readonly failure: Failure | null;
  /** Where it is saved, relative to the workspace; null if it is not. */
  readonly savedAs: string | null;
  /** Whether Re-run is possible: false in an exported page and where the set-up is unknown. */
  readonly canRun: boolean;
  /** Whether the page may be written to a file: not in Restricted Mode. True when absent. */
  readonly canExport?: boolean;
  /** Whether it may be logged to a run: it is about a version. False when absent. */
  readonly canLog?: boolean;
  /** The run that it was logged to from this page. */
  readonly loggedTo?: RunId | null;
}

/** A report to compare with, without what a page can do without. */
export interface EarlierReport<Report> {
  readonly report: Report;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Its file, relative to the workspace. */
  readonly savedAs: string;
}

/** What a page made of its report. */
export interface PageFile {
  readonly format: 'csv' | 'png';
  /** What it shows, for the suggested file name: a column's name. Empty: the report. */
  readonly of: string;
  /** Text of a CSV file, base64 of a PNG file. */
  readonly content: string;
}

/** Host ↔ webview, the same words for every report page. The host answers; `state` goes to the page whenever it changes. */
export function reportPage<Report>() {
  return {
    calls: {
      /** Asked by every page load: a hidden page lost what was sent meanwhile. */
      ready: call<void, ReportPageState<Report>>('page/ready'),
      rerun: call<void, void>('page/rerun'),
      cancel: call<void, void>('page/cancel'),
      exportHtml: call<void, void>('page/exportHtml'),
      openJson: call<void, void>('page/openJson'),
      logToRun: call<void, void>('page/logToRun'),
      copyText: call<{ text: string }, void>('page/copyText'),
      /** Of a report too large for one message, the part with this number, whole; null if there is none. */
      part: call<{ index: number }, unknown>('page/part'),
      /** The newest saved report of the same subject that is older than the one shown; null if there is none. */
      earlier: call<void, EarlierReport<Report> | null>('page/earlier'),
      /** Writes what the page made to a file that the user chooses: text, or bytes in base64. */
      saveFile: call<PageFile, void>('page/saveFile'),
      /** Writes the whole report as JSON to a file that the user chooses. */
      exportJson: call<void, void>('page/exportJson'),
    },
    state: notice<ReportPageState<Report>>('page/state'),
  } as const;
}

/** What a capability tells the report pages about its kind of report. Handed in by the entry point. */
export interface ReportMaker<Request, Report> {
  readonly kind: ReportKind;
  /** The title of the page: what, of which version. */
  title(request: Request): string;
  compute(request: Request, job: Job): Promise<Result<Report>>;
  /** The request that made a report; null if the report does not say. */
  requestOf(report: Report): Request | null;
  modelOf(report: Report): SavedReport['model'];
  /** The monitor that it is kept with; none if absent. */
  monitorOf?(report: Report): SavedReport['monitor'];
  /** When it was made, epoch milliseconds; absent: reports of this kind are not logged to runs. */
  madeAt?(report: Report): number | null;
  /** Whether it is logged to the run of its version as soon as it is made. Never if absent. */
  isToBeLogged?(report: Report): boolean;
  /** One line for a list: "2 of 12 columns drifted". */
  summary(report: Report): string;
  /** How a large report goes into its page part by part; absent: always whole. */
  readonly parts?: ReportParts<Report>;
  /** Its verdict, where it has one; null: it cannot be said. */
  verdictOf?(report: Report): boolean | null;
}

interface ReportParts<Report> {
  /** A part that a light report lacks; null if there is none of this number. */
  part(report: Report, index: number): unknown;
  /** Whether two reports are about the same subject, so that their numbers can be compared. */
  sameSubject(earlier: Report, report: Report): boolean;
}

/** What a saved report says in one line, for a row of a tree. */
export interface ReportLine {
  readonly kind: ReportKind;
  readonly path: string;
  readonly createdAt: number;
  readonly summary: string;
  /** Whether there is drift; null where that cannot be said, absent where it is not asked. */
  readonly verdict?: boolean | null;
}

/** The saved reports, as the trees see them. */
export interface ReportLines {
  /** The newest report of each kind that is about the version alone. Cheap to ask again: what was read is kept. */
  newest(version: NonNullable<SavedReport['model']>): Promise<readonly ReportLine[]>;
  /** The newest drift reports of a monitor, newest first, at most so many. */
  ofMonitor(name: string, most: number): Promise<readonly ReportLine[]>;
  /** The folder below which reports are kept. */
  folder(): string;
}
