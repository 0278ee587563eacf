import { type Handlers } from '../base/protocol';
import { type reportCalls } from './contract';
import { exportHtml } from './exportHtml';
import { listReports, readReport, saveReport } from './reportFiles';

/** Answers the calls about saved reports. @param webviewRoot the folder of the bundled pages (`drift.js`, `drift.css` …). */
export function createReportHandlers({ webviewRoot }: { readonly webviewRoot: string }): Handlers<typeof reportCalls> {
  return {
    list: ({ folder }) => listReports(folder),
    save: request => saveReport(request),
    read: ({ path }) => readReport(path),
    exportHtml: request => exportHtml(webviewRoot, request),
  };
}
