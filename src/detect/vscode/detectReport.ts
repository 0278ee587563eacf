import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { dataSourceLabel } from '../../domain/dataSource';
import { type ReportMaker } from '../../reports/contract';
import { type Engine } from '../../workbench/engineProcess';
import { detectCalls, type DetectReport, type DetectRequest } from '../contract';

/** How reports about concept drift are made and named. */
export function detectReport(engine: Engine): ReportMaker<DetectRequest, DetectReport> {
  return {
    kind: 'detect',
    title: ({ column, data }) => l10n.t('Concept drift: {0} of {1}', plainLabel(column, 60), dataSourceLabel(data)),
    compute: (request, job) => engine.ask(detectCalls.detect, request, job),
    requestOf: report => report.made.request,
    modelOf: () => null,
    summary: ({ counts }) => l10n.t('Changes: {0}', counts.detections),
  };
}
