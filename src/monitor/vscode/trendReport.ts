import { l10n } from 'vscode';
import { type ReportMaker } from '../../reports/contract';
import { type Engine } from '../../workbench/engineProcess';
import { monitorCalls, type TrendReport, type TrendRequest } from '../contract';

/** How trends of monitors are made and named. */
export function trendReport(engine: Engine): ReportMaker<TrendRequest, TrendReport> {
  return {
    kind: 'monitor',
    title: ({ monitor }) => l10n.t('Trend of {0}', monitor),
    compute: (request, job) => engine.ask(monitorCalls.trend, request, job),
    requestOf: report => report.request,
    modelOf: () => null,
    monitorOf: report => report.monitor,
    summary: ({ points }) => l10n.t('{0} reports', points.length),
  };
}
