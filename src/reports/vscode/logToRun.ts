import { l10n } from 'vscode';
import { failure, type Result } from '../../base/result';
import { type Engine } from '../../workbench/engineProcess';
import { type LoggedReport, reportLogCalls, type ReportMaker } from '../contract';

/** Logs a report to the run of the version that it is about; reports of other kinds are refused in words. */
export async function logToRun<Request, Report>(
  engine: Engine,
  maker: ReportMaker<Request, Report>,
  { report, title }: { readonly report: Report; readonly title: string },
): Promise<Result<LoggedReport>> {
  if (maker.madeAt === undefined)
    return failure('unsupported', l10n.t('Only drift reports and explanations of a version are logged to its run.'));
  return await engine.ask(reportLogCalls.logToRun, {
    kind: maker.kind,
    report,
    title,
    model: maker.modelOf(report),
    monitor: maker.monitorOf?.(report) ?? null,
    at: maker.madeAt(report) ?? Date.now(),
  });
}

/** Whether there may be a run for it. */
export function mayBeLogged<Request, Report>(maker: ReportMaker<Request, Report>, report: Report): boolean {
  return maker.madeAt !== undefined && maker.modelOf(report) !== null;
}
