import { type DriftReport } from './contract';
import { readEvidentlyReport } from './evidently/readEvidentlyReport';
import { lightReport } from './lightReport';

/** What is special of drift reports as files: exports may leave detail out, and Evidently's reports can be read. */
export const driftReportFiles = {
  // A saved report's schema was checked when it was read.
  lighteners: { drift: (report: unknown, detailed: number) => lightReport(report as DriftReport, detailed) },
  importers: [
    (value: unknown) => {
      const report = readEvidentlyReport(value);
      return report === null ? null : { kind: 'drift' as const, report };
    },
  ],
};
