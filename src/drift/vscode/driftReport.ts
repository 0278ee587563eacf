import * as path from 'node:path';
import { l10n } from 'vscode';
import { type ReportMaker } from '../../reports/contract';
import { type Engine } from '../../workbench/engineProcess';
import { driftCalls, type DriftReport, type DriftRequest } from '../contract';

/** How drift reports are made and named. */
export function driftReport(engine: Engine): ReportMaker<DriftRequest, DriftReport> {
  return {
    kind: 'drift',
    title,
    compute: (request, job) => engine.ask(driftCalls.compute, request, job),
    requestOf: report => report.made?.request ?? null,
    modelOf: report => report.model ?? null,
    monitorOf: report => report.made?.request.monitor ?? null,
    verdictOf: ({ dataset }) => dataset.drifted,
    summary: ({ dataset }) => l10n.t('{0} of {1} columns', dataset.driftedColumns, dataset.columns),
  };
}

function title({ model, reference, current }: DriftRequest): string {
  const version = model === null ? null : /^models:\/(.+)\/([^/]+)$/.exec(model);
  if (version !== null) return l10n.t('Drift of {0} v{1}', version[1] ?? '', version[2] ?? '');
  return l10n.t('Drift: {0} → {1}', path.basename(reference), path.basename(current));
}
