import { type Handlers } from '../base/protocol';
import { success } from '../base/result';
import { type reportCalls } from './contract';
import { exportHtml, type Lighteners } from './exportHtml';
import { exportJson } from './exportJson';
import { lightState } from './lightState';
import { type Importer, listReports, readReport, saveReport } from './reportFiles';

interface ReportNeeds {
  /** The folder of the bundled pages (`drift.js`, `drift.css` …). */
  readonly webviewRoot: string;
  /** Kinds that can be exported without all their detail. */
  readonly lighteners?: Lighteners;
  /** Reads the reports of other tools. */
  readonly importers?: readonly Importer[];
}

/** Answers the calls about saved reports. */
export function createReportHandlers({ webviewRoot, lighteners, importers }: ReportNeeds): Handlers<typeof reportCalls> {
  return {
    list: ({ folder }) => listReports(folder),
    save: request => saveReport(request),
    read: ({ path }) => readReport(path, importers),
    exportHtml: request => exportHtml(webviewRoot, request, lighteners),
    exportJson: request => exportJson(request),
    light: ({ kind, report }) => success(lightState(report, lighteners?.[kind])),
  };
}
