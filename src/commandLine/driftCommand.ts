import { failure, type Result, success } from '../base/result';
import { type ColumnType, type DriftProfile, type DriftReport, type DriftRequest, withoutPageData } from '../drift/contract';
import { dataSourceLabel, readRowFilter } from '../domain/dataSource';
import { command, type Outcome, type Session } from './command';
import { dataSources } from './dataSources';
import { driftText } from './driftText';
import { keepOptions, keepReport, type Keeping } from './keepReport';
import { choice, choiceOrDefault, kinds, names, text } from './options';
import { withModels } from './resolveModels';

const COLUMN_TYPES: readonly ColumnType[] = ['numeric', 'categorical', 'text', 'datetime'];

const DATA_SOURCES =
  "a CSV, TSV, Parquet, JSON lines or Arrow file, a glob, sqlite:///FILE?table=NAME, runs:/ID/PATH, runs:/ID?dataset=NAME, or SELECT … FROM 'FILE'";
const ROW_FILTERS = 'COLUMN=FROM..TO (from FROM up to, but without, TO), or a condition such as "month = 6 AND origin = \'DEN\'"';

type FailOn = 'dataset' | 'any';

export const drift = command({
  words: 'drift',
  summary: 'Compare current data with reference data, column by column.',
  positionals: [],
  options: {
    reference: text('DATA', `Reference data: ${DATA_SOURCES}. Needed.`),
    current: text('DATA', 'Current data. Needed.'),
    'reference-where': text('CONDITION', `Only these rows of the reference data: ${ROW_FILTERS}.`),
    'current-where': text('CONDITION', 'Only these rows of the current data.'),
    model: text('MODEL', "Its signature's inputs are the features: models:/NAME/VERSION, models:/NAME@ALIAS, runs:/ID/PATH or a folder."),
    columns: names('A,B', 'Only these features.'),
    ignore: names('A,B', 'Not these columns.'),
    id: text('COLUMN', 'Identifies a row: not tested.'),
    time: text('COLUMN', 'Says when: not tested.'),
    target: text('COLUMN', 'The true outcome: tested, not in the share.'),
    prediction: text('COLUMN', 'What the model said: tested, not in the share.'),
    proba: names('A,B', 'Predicted probabilities: tested, not in the share.'),
    type: kinds('COLUMN=TYPE', COLUMN_TYPES, `Corrects a column's type: ${COLUMN_TYPES.join(', ')}. As often as needed.`),
    profile: choice<DriftProfile>(['evidently'], 'Whose rules; evidently when absent.'),
    ...keepOptions,
    'fail-on-drift': choiceOrDefault<FailOn>(
      ['dataset', 'any'],
      'dataset',
      'Exit with 3 if the dataset (or any column) drifted, with 1 if that cannot be said.',
    ),
  },
  plan: (_, values) => {
    const { reference, current, columns = null, model = null, id, time, target, prediction, proba } = values;
    if (reference === undefined || current === undefined)
      return failure('invalid', `--${reference === undefined ? 'reference' : 'current'} is missing.`);
    const roles = {
      ...(id === undefined ? {} : { id }),
      ...(time === undefined ? {} : { time }),
      ...(target === undefined ? {} : { target }),
      ...(prediction === undefined ? {} : { prediction }),
      ...(proba === undefined ? {} : { probabilities: proba }),
    };
    const request = {
      ...whereOf(values['reference-where'], values['current-where']),
      model,
      columns,
      roles,
      ignore: values.ignore ?? [],
      types: values.type ?? {},
      profile: values.profile ?? 'evidently',
    } as const;
    return success(session => run(session, { ...request, reference, current }, values, values['fail-on-drift']));
  },
});

/** The request as it was typed. */
type Given = Omit<DriftRequest, 'reference' | 'current'> & { readonly reference: string; readonly current: string };

async function run(session: Session, given: Given, keeping: Keeping, failOn: FailOn | undefined): Promise<Result<Outcome>> {
  const sources = await dataSources(session, [given.reference, given.current]);
  if (!sources.ok) return sources;
  const [reference, current] = sources.value;
  const request: DriftRequest = { ...given, reference, current };
  const made = await withModels(session, request.model, resolveModel => session.services.drift(resolveModel).compute(request, session.job));
  if (!made.ok) return made;
  const report = made.value;
  const kept = await keepReport(session, keeping, { kind: 'drift', model: report.model ?? null, report, title: title(report, request) });
  if (!kept.ok) return kept;
  return success({ json: withoutPageData(report), text: driftText(report), ...verdict(report, failOn) });
}

function whereOf(reference: string | undefined, current: string | undefined): Pick<DriftRequest, 'where'> {
  if (reference === undefined && current === undefined) return {};
  return {
    where: {
      ...(reference === undefined ? {} : { reference: readRowFilter(reference) }),
      ...(current === undefined ? {} : { current: readRowFilter(current) }),
    },
  };
}

function title(report: DriftReport, request: DriftRequest): string {
  return report.model ? `Drift of ${report.model.name} v${report.model.version}` : `Drift of ${dataSourceLabel(request.current)}`;
}

function verdict(report: DriftReport, failOn: FailOn | undefined): Pick<Outcome, 'exitCode' | 'complaint'> {
  if (failOn === undefined) return {};
  const drifted = failOn === 'dataset' ? report.dataset.drifted : anyDrifted(report);
  if (drifted === null)
    return {
      exitCode: 1,
      complaint: 'Whether there is drift cannot be said: too many columns could not be tested. The report names them and says why.',
    };
  return drifted ? { exitCode: 3 } : {};
}

/** Null if no column drifted but one could not be tested. */
function anyDrifted({ columns }: DriftReport): boolean | null {
  if (columns.some(column => column.drifted === true)) return true;
  const tested = columns.some(column => column.status === 'ok');
  return tested && columns.every(column => column.status !== 'not_computable') ? false : null;
}
