import path from 'node:path';
import { type Handlers, type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type DriftReport } from '../drift/contract';
import { type reportCalls, type SavedReport } from '../reports/contract';
import { type monitorCalls, MONITORS_FILE, type TrendReport, type TrendRequest } from './contract';
import { type KeptReport, trendReport } from './trendReport';

/** Reports that a trend reads at most, the newest: a year of weeks, or two months of days. */
const MOST_REPORTS = 60;

type Reports = Pick<Handlers<typeof reportCalls>, 'list' | 'read'>;

/** Answers what the host asks about monitors. */
export function createMonitorHandlers(reports: Reports): Handlers<typeof monitorCalls> {
  return {
    // Loaded when a folder is first asked for: the libraries that read the file would lengthen every start of the engine.
    list: async ({ folder }) => {
      const { readMonitors } = await import('./monitorsFile.js');
      return await readMonitors(path.join(folder, MONITORS_FILE));
    },
    add: async ({ folder, name, request }) => {
      const { addMonitor } = await import('./monitorsFile.js');
      return await addMonitor(path.join(folder, MONITORS_FILE), name, request);
    },
    trend: (request, job) => readTrend(reports, request, job),
  };
}

async function readTrend(reports: Reports, request: TrendRequest, job: Job): Promise<Result<TrendReport>> {
  const listed = await reports.list({ folder: request.folder }, job);
  if (!listed.ok) return listed;
  const own = listed.value.filter(({ kind, monitor }) => kind === 'drift' && monitor === request.monitor);
  if (own.length === 0) return failure('not_found', `${request.monitor} has no saved report yet.`, { nextStep: 'Run the monitor first.' });
  const read = await readAll(reports, own.slice(0, MOST_REPORTS), job);
  if (!read.ok) return read;
  const unreadable = Math.min(own.length, MOST_REPORTS) - read.value.length;
  return success(trendReport(request, read.value, { older: Math.max(0, own.length - MOST_REPORTS), unreadable }));
}

async function readAll(reports: Reports, saved: readonly SavedReport[], job: Job): Promise<Result<readonly KeptReport[]>> {
  const kept: KeptReport[] = [];
  for (const [done, { path: file, createdAt }] of saved.entries()) {
    if (job.signal.aborted) return failure('cancelled', 'Cancelled.');
    job.progress({ done, total: saved.length, what: `report ${done + 1} of ${saved.length}` });
    const read = await reports.read({ path: file }, job);
    if (read.ok && read.value.kind === 'drift') kept.push({ path: file, createdAt, report: read.value.report as DriftReport });
  }
  return success(kept);
}
