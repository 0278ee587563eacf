import { type DetectReport } from '../contract';

const MOST_LISTED = 2_000;

/** A report small enough for a page, whatever the stream: the counts and the stream's shape still have everything. */
export function shortenedReport(report: DetectReport): DetectReport {
  const { detections, warnings, changes } = report;
  return {
    ...report,
    detections: detections.slice(0, MOST_LISTED),
    warnings: warnings.slice(0, MOST_LISTED),
    changes: changes.slice(0, MOST_LISTED),
  };
}
