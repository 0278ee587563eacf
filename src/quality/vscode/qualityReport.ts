import { l10n } from 'vscode';
import { dataSourceLabel } from '../../domain/dataSource';
import { type ReportMaker } from '../../reports/contract';
import { type Engine } from '../../workbench/engineProcess';
import { qualityCalls, type QualityReport, type QualityRequest } from '../contract';

/** How quality reports are made and named. */
export function qualityReport(engine: Engine): ReportMaker<QualityRequest, QualityReport> {
  return {
    kind: 'quality',
    title: ({ reference, current }) => l10n.t('Model quality: {0} → {1}', dataSourceLabel(reference), dataSourceLabel(current)),
    compute: (request, job) => engine.ask(qualityCalls.measure, request, job),
    requestOf: report => report.made?.request ?? null,
    modelOf: () => null,
    summary: ({ verdict }) => `${verdict.metric}: ${verdict.outcome}`,
  };
}
