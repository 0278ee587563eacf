import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { dataSourceLabel } from '../../domain/dataSource';
import { type ReportMaker } from '../../reports/contract';
import { type Engine } from '../../workbench/engineProcess';
import { driftCalls, type DriftReport, type DriftRequest } from '../contract';

/** How drift reports are made and named. @param reportsFolder where reports are kept. */
export function driftReport(engine: Engine, reportsFolder: () => string): ReportMaker<DriftRequest, DriftReport> {
  return {
    kind: 'drift',
    title,
    compute: (request, job) => engine.ask(driftCalls.compute, { request, reportsFolder: reportsFolder() }, job),
    requestOf: report => report.made?.request ?? null,
    modelOf: report => report.model ?? null,
    monitorOf: report => report.made?.request.monitor ?? null,
    madeAt: report => report.made?.at ?? null,
    isToBeLogged: report => report.made?.request.log === 'run',
    verdictOf: ({ dataset }) => dataset.drifted,
    summary: ({ dataset }) => l10n.t('{0} of {1} columns', dataset.driftedColumns, dataset.columns),
    parts: { part: (report, index) => report.columns[index] ?? null, sameSubject },
  };
}

function title({ model, reference, current }: DriftRequest): string {
  const version = model === null ? null : /^models:\/(.+)\/([^/]+)$/.exec(model);
  if (version !== null) return l10n.t('Drift of {0} v{1}', version[1] ?? '', version[2] ?? '');
  return l10n.t('Drift: {0} → {1}', plainLabel(dataSourceLabel(reference)), plainLabel(dataSourceLabel(current)));
}

/** Of one model, whichever version; without models, against the same reference data. */
function sameSubject(earlier: DriftReport, report: DriftReport): boolean {
  if (earlier.model !== undefined || report.model !== undefined) return earlier.model?.name === report.model?.name;
  const [before, now] = [earlier, report].map(({ reference }) => reference.files.map(file => file.path).join('\n'));
  return before !== '' && before === now;
}
