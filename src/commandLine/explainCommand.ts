import path from 'node:path';
import { failure, type Result, success } from '../base/result';
import { type ExplainRequest, withoutPageData } from '../explain/contract';
import { checkOutputs } from './checkOutputs';
import { command, type Outcome, type Session } from './command';
import { explainText } from './explainText';
import { keepOptions, keepReport, keptOutcome, type Keeping } from './keepReport';
import { count, flag, refused, wholeNumber, text } from './options';
import { withModels } from './resolveModels';

export const explain = command({
  words: 'explain',
  summary: 'SHAP values: what pushes the predictions of a model up and down.',
  positionals: [],
  options: {
    model: text(
      'MODEL',
      'models:/NAME/VERSION, models:/NAME@ALIAS, models:/NAME/STAGE, models:/m-…, runs:/ID/PATH, a model folder or file. Needed.',
    ),
    data: text('FILE', 'The rows to explain: CSV, TSV, Parquet or JSON lines; a glob for several files. Needed.'),
    background: refused('is not available in this version: values are those of path-dependent TreeSHAP, which needs no background data.'),
    rows: count('N', 'Only the first N rows.'),
    sample: count('N', 'N rows drawn without replacement, by --seed.'),
    seed: wholeNumber('S', 'Which sample.'),
    target: text('COLUMN', 'The true outcome, shown beside a row.'),
    prediction: text('COLUMN', "The model's recorded predictions, to check against."),
    values: flag('The JSON holds the values of every row.'),
    ...keepOptions,
  },
  plan: (_, values) => {
    const { model, data, target = null, prediction = null } = values;
    if (model === undefined || data === undefined) return failure('invalid', `--${model === undefined ? 'model' : 'data'} is missing.`);
    const rows = rowChoice(values);
    if (!rows.ok) return rows;
    return success(session => run(session, { model, data, rows: rows.value, target, prediction }, values));
  },
});

function rowChoice(given: { readonly rows?: number; readonly sample?: number; readonly seed?: number }): Result<ExplainRequest['rows']> {
  if (given.rows !== undefined && given.sample !== undefined) return failure('invalid', 'Only one of --rows and --sample is possible.');
  if ((given.sample === undefined) !== (given.seed === undefined)) return failure('invalid', '--sample and --seed go together.');
  if (given.rows !== undefined) return success({ kind: 'first', count: given.rows });
  if (given.sample !== undefined && given.seed !== undefined) return success({ kind: 'sample', count: given.sample, seed: given.seed });
  return success({ kind: 'all' });
}

async function run(session: Session, given: ExplainRequest, keeping: Keeping & { readonly values?: boolean }): Promise<Result<Outcome>> {
  const places = await checkOutputs(session.terminal, [keeping.html]);
  if (!places.ok) return places;
  const request = { ...given, data: path.resolve(session.terminal.folder, given.data) };
  // The page's parts are made in any case: the text names the units as the page does.
  const options = { withValues: keeping.values ?? false, forPage: true };
  const made = await withModels(session, request.model, resolveModel =>
    session.services.explain(resolveModel).explain(request, options, session.job),
  );
  if (!made.ok) return made;
  const report = made.value;
  const { name, version } = report.model;
  const model = name === null || version === null ? null : { name, version };
  const title = `Why ${model ? `${model.name} v${model.version}` : path.basename(given.model)} says what it says`;
  const kept = await keepReport(session, keeping, { kind: 'explain', model, report, title });
  return success({ json: withoutPageData(report), text: explainText(report, request), ...keptOutcome(kept) });
}
