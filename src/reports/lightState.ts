import { toReportJson } from './reportJson';
import { type Lighten } from './exportedReport';

/** Reports up to this many characters of JSON go into a page whole: a message may have 2 MB. */
const WHOLE = 500_000;

/** The report as a page is given it: whole if it is small, else without the detail that the page asks for part by part. */
export function lightState(report: unknown, lighten: Lighten | undefined): unknown {
  return lighten === undefined || toReportJson(report).length <= WHOLE ? report : lighten(report, 0);
}
