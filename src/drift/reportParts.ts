import { type ReportParts } from '../reports/contract';
import { type DriftReport } from './contract';
import { lightReport } from './lightReport';

/** Reports up to this many characters of JSON go into a page whole. */
const WHOLE = 500_000;

/** How a drift report goes into a page: beyond half a megabyte a column's detail only when it is opened. */
export const driftParts: ReportParts<DriftReport> = {
  light: report => (JSON.stringify(report).length <= WHOLE ? report : lightReport(report, 0)),
  part: (report, index) => report.columns[index] ?? null,
  sameSubject,
};

/** Of one model, whichever version; without models, against the same reference data. */
function sameSubject(earlier: DriftReport, report: DriftReport): boolean {
  if (earlier.model !== undefined || report.model !== undefined) return earlier.model?.name === report.model?.name;
  const [before, now] = [earlier, report].map(({ reference }) => reference.files.map(file => file.path).join('\n'));
  return before !== '' && before === now;
}
