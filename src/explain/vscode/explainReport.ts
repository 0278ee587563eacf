import * as path from 'node:path';
import { l10n } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { type ReportMaker } from '../../reports/contract';
import { type Engine } from '../../workbench/engineProcess';
import { explainCalls, type ExplainReport, type ExplainRequest } from '../contract';

/** How SHAP reports are made and named. */
export function explainReport(engine: Engine): ReportMaker<ExplainRequest, ExplainReport> {
  return {
    kind: 'explain',
    title,
    compute: (request, job) => engine.ask(explainCalls.explain, { request, withValues: false, forPage: true }, job),
    requestOf: report => report.page?.request ?? null,
    modelOf: ({ model }) => (model.name === null || model.version === null ? null : { name: model.name, version: model.version }),
    madeAt: report => report.page?.at ?? null,
    summary: ({ importance }) =>
      l10n.t(
        'top: {0}',
        importance
          .slice(0, 3)
          .map(({ feature }) => plainLabel(feature, 40))
          .join(', '),
      ),
  };
}

function title({ model }: ExplainRequest): string {
  const version = /^models:\/(.+)\/([^/]+)$/.exec(model);
  if (version !== null) return l10n.t('Explanation of {0} v{1}', version[1] ?? '', version[2] ?? '');
  return l10n.t('Explanation of {0}', path.basename(model));
}
