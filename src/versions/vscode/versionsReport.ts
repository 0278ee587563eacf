import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ReportMaker, type SavedReport } from '../../reports/contract';
import { type Engine } from '../../workbench/engineProcess';
import { versionsCalls, type VersionsReport, type VersionsRequest } from '../contract';

/** How reports about versions are made and named. */
export function versionsReport(engine: Engine): ReportMaker<VersionsRequest, VersionsReport> {
  return {
    kind: 'versions',
    title,
    compute: (request, job) => engine.ask(versionsCalls.report, request, job),
    requestOf: report => report.request,
    modelOf,
    summary,
  };
}

function title(request: VersionsRequest): string {
  if (request.kind === 'trend') return l10n.t('Metrics over versions of {0}', plainLabel(request.model, 80));
  const { from, to } = request;
  const target = from.name === to.name ? `v${to.version}` : `${plainLabel(to.name, 80)} v${to.version}`;
  return `${plainLabel(from.name, 80)} v${from.version} → ${target}`;
}

/** A trend is kept with the newest version that it shows. */
function modelOf({ request, trend }: VersionsReport): SavedReport['model'] {
  if (request.kind === 'compare') return request.to;
  const newest = trend?.versions.at(-1);
  return newest === undefined ? null : { name: request.model, version: newest.version };
}

function summary({ comparison, trend }: VersionsReport): string {
  if (comparison === null) return l10n.t('{0} versions', trend?.versions.length ?? 0);
  const different = comparison.metrics.filter(({ difference }) => difference !== 'same').length;
  return l10n.t('{0} of {1} metrics differ', different, comparison.metrics.length);
}
