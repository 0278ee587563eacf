import { call, notice } from '../base/protocol';
import { type Failure } from '../base/result';
import { type ModelName, type VersionNumber } from '../domain/ids';
import { type HistoryEntry } from '../domain/registryChange';

export type HistoryFormat = 'csv' | 'json';

/** Host ↔ engine: what is made of the store's history. */
export const historyCalls = {
  /** Writes the whole history of a model to a file, newest first; says how many events it holds. */
  exportHistory: call<{ name: ModelName; format: HistoryFormat; file: string }, { events: number }>('history/export'),
} as const;

/** A moment, an event, or just the page. */
interface HistoryQuestion {
  /** Epoch milliseconds. */
  readonly at?: number;
  readonly eventId?: string;
  /** When it was asked, so that the page answers each question once. */
  readonly since: number;
}

/** What the history page shows. */
export interface HistoryPageState {
  readonly model: ModelName;
  /** Newest first; null until it is read. */
  readonly history: readonly HistoryEntry[] | null;
  /** Versions that the history names and that are deleted by now. */
  readonly deleted: readonly VersionNumber[];
  readonly failure: Failure | null;
  /** Whether changes can be made: a store that can be written, in a trusted folder. */
  readonly canChange: boolean;
  readonly canExport: boolean;
  /** What was asked for last with the page; null: nothing yet. */
  readonly asked: HistoryQuestion | null;
}

/** Host ↔ webview. The host answers; `state` goes to the page whenever it changes. */
export const historyPage = {
  calls: {
    /** Asked by every page load: a hidden page lost what was sent meanwhile. */
    ready: call<void, HistoryPageState>('history/ready'),
    /** Takes an event back, a roll back included. The host shows what will change and asks why. */
    undo: call<{ id: string }, void>('history/undo'),
    exportHistory: call<void, void>('history/exportHistory'),
    showVersion: call<{ version: VersionNumber }, void>('history/showVersion'),
    copyText: call<{ text: string }, void>('history/copyText'),
  },
  state: notice<HistoryPageState>('history/state'),
} as const;
