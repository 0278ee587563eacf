import { type Call } from '../../src/base/protocol';
import { type Failure, type Result } from '../../src/base/result';
import { ask, hear } from '../../src/base/rpc';
import { type EarlierReport, type PageFile, type reportPage, type ReportPageState } from '../../src/reports/contract';
import { editor } from './editor';
import { embeddedState } from './embeddedState';
import { hostConnection } from './hostConnection';

/** What a page can ask of whoever shows it. An exported page has only its state: `actions` is null there. */
export interface ReportHost<Report> {
  readonly actions: ReportActions | null;
  /** Calls back now or soon with the state, and again whenever it changes. */
  start(onState: (state: ReportPageState<Report>) => void): void;
}

export interface ReportActions {
  rerun(): void;
  cancel(): void;
  exportHtml(): void;
  openJson(): void;
  logToRun(): void;
  copyText(text: string): void;
  exportJson(): void;
  saveFile(file: PageFile): void;
  /** A part of a report too large for one message; undefined if it could not be had, and the page said why. */
  part(index: number): Promise<unknown>;
  /** The report of the same subject before this one; null if there is none, undefined if it could not be had. */
  earlier(): Promise<EarlierReport<unknown> | null | undefined>;
}

/** The editor if the page is in one, else the state embedded in the page. `onFailure` hears what could not be done. */
export function findReportHost<Report>(
  page: ReturnType<typeof reportPage<Report>>,
  onFailure: (failure: Failure) => void,
): ReportHost<Report> {
  return editor ? liveHost(page, onFailure, message => editor?.postMessage(message)) : embeddedHost();
}

function liveHost<Report>(
  page: ReturnType<typeof reportPage<Report>>,
  onFailure: (failure: Failure) => void,
  post: (message: unknown) => void,
): ReportHost<Report> {
  const connection = hostConnection(post);
  const request = async <Params, Value>(what: Call<Params, Value>, params: Params): Promise<Value | undefined> => {
    const result: Result<Value> = await ask(connection, what, params);
    if (result.ok) return result.value;
    if (result.failure.reason !== 'cancelled') onFailure(result.failure);
    return undefined;
  };
  return {
    actions: {
      rerun: () => void request(page.calls.rerun, undefined),
      cancel: () => void request(page.calls.cancel, undefined),
      exportHtml: () => void request(page.calls.exportHtml, undefined),
      openJson: () => void request(page.calls.openJson, undefined),
      logToRun: () => void request(page.calls.logToRun, undefined),
      copyText: text => void request(page.calls.copyText, { text }),
      exportJson: () => void request(page.calls.exportJson, undefined),
      saveFile: file => void request(page.calls.saveFile, file),
      part: index => request(page.calls.part, { index }),
      earlier: () => request(page.calls.earlier, undefined),
    },
    start: onState => {
      hear(connection, page.state, onState);
      connection.listen();
      void request(page.calls.ready, undefined).then(state => state !== undefined && onState(state));
    },
  };
}

function embeddedHost<Report>(): ReportHost<Report> {
  return {
    actions: null,
    start: onState => {
      const place = document.getElementById('report-state');
      if (place) embeddedState(place, text => onState(JSON.parse(text) as ReportPageState<Report>));
    },
  };
}
