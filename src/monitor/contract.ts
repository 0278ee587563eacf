import { call } from '../base/protocol';
import { type DriftColumn, type DriftRequest } from '../drift/contract';
import { reportPage } from '../reports/contract';

/** The file in a workspace folder, or a repository, that says what is watched. */
export const MONITORS_FILE = 'modelops.yaml';

/** A comparison that is made again and again: its name and what to compute. Paths are absolute. */
export interface Monitor {
  readonly name: string;
  /** From 1, of the place in the file. */
  readonly line: number;
  readonly request: DriftRequest;
}

/** What is wrong in the file, and where, from 1. */
export interface MonitorProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What the file says. Monitors are listed only if nothing is wrong: a half-read set-up would watch half. */
export interface Monitors {
  readonly file: string;
  /** Whether there is such a file. */
  readonly exists: boolean;
  readonly monitors: readonly Monitor[];
  readonly problems: readonly MonitorProblem[];
}

/** A saved report of a monitor, as far as the trend shows it. */
export interface TrendPoint {
  /** When it was made, epoch milliseconds. */
  readonly at: number;
  readonly path: string;
  readonly drifted: boolean | null;
  readonly share: number | null;
  readonly driftedColumns: number;
  readonly columns: number;
  readonly skipped: number;
  /** Rows of the current data. */
  readonly rows: number;
}

/** One column over the reports: entries are in the order of the points; null where a report does not have the column. */
export interface TrendColumn {
  readonly name: string;
  readonly cells: readonly (Pick<DriftColumn, 'method' | 'score' | 'threshold' | 'drifted' | 'severity'> | null)[];
}

/** The reports of a monitor, oldest first, as a value. */
export interface TrendReport {
  readonly schema: 1;
  readonly monitor: string;
  /** The share from which the newest report calls the dataset drifted. */
  readonly threshold: number;
  readonly points: readonly TrendPoint[];
  /** The columns that drifted most often first. */
  readonly trend: readonly TrendColumn[];
  /** Reports that are older than those shown, or could not be read. */
  readonly left: { readonly older: number; readonly unreadable: number };
  readonly request: TrendRequest;
}

export interface TrendRequest {
  readonly folder: string;
  readonly monitor: string;
}

/** Host ↔ engine: the monitors of a folder, and what their reports say over time. */
export const monitorCalls = {
  list: call<{ folder: string }, Monitors>('monitor/list'),
  /** Adds a monitor at the end of the file, which is made if there is none; comments stay. A name that is taken is refused. */
  add: call<{ folder: string; name: string; request: DriftRequest }, Monitor>('monitor/add'),
  trend: call<TrendRequest, TrendReport>('monitor/trend'),
} as const;

export const trendPage = reportPage<TrendReport>();
