import { failure, type Result, success } from '../base/result';
import { withoutAbsent } from '../base/withoutAbsent';
import { type ColumnType, type DriftProfile, type DriftReport, type DriftRequest } from '../drift/contract';
import { dataSourceLabel, readRowFilter } from '../domain/dataSource';
import { checkOutputs } from './checkOutputs';
import { command, type Outcome, type PreparedCommand, type Session } from './command';
import { DATA_SOURCES, dataSources } from './dataSources';
import { driftOptions, driftSettings } from './driftOptions';
import { recordOptions, writeRecords } from './driftRecords';
import { driftText } from './driftText';
import { driftVerdict, type FailOn } from './driftVerdict';
import { embeddingOptions, embeddingSettings } from './embeddingOptions';
import { keepOptions, keepReport, type Keeping } from './keepReport';
import { logOptions, logReport } from './logReport';
import { computeDrift, monitorOptions, runMonitors } from './monitoredDrift';
import { choice, choiceOrDefault, kinds, names, text } from './options';
import { printedReport } from './printedReport';

const COLUMN_TYPES: readonly ColumnType[] = ['numeric', 'categorical', 'text', 'datetime'];

const ROW_FILTERS = 'COLUMN=FROM..TO (from FROM up to, but without, TO), or a condition such as "month = 6 AND origin = \'DEN\'"';

export const drift = command({
  words: 'drift',
  summary: 'Compare current data with reference data, column by column.',
  positionals: [],
  options: {
    reference: text('DATA', `Reference data: ${DATA_SOURCES}. Needed without --monitor.`),
    current: text('DATA', 'Current data. Needed without --monitor.'),
    'reference-where': text('CONDITION', `Only these rows of the reference data: ${ROW_FILTERS}.`),
    'current-where': text('CONDITION', 'Only these rows of the current data.'),
    ...monitorOptions,
    model: text('MODEL', "Its signature's inputs are the features: models:/NAME/VERSION, models:/NAME@ALIAS, runs:/ID/PATH or a folder."),
    columns: names('A,B', 'Only these features.'),
    ignore: names('A,B', 'Not these columns.'),
    id: text('COLUMN', 'Identifies a row: not tested.'),
    time: text('COLUMN', 'Says when: not tested.'),
    target: text('COLUMN', 'The true outcome: tested, not in the share.'),
    prediction: text('COLUMN', 'What the model said: tested, not in the share.'),
    proba: names('A,B', 'Predicted probabilities: tested, not in the share.'),
    type: kinds('COLUMN=TYPE', COLUMN_TYPES, `Corrects a column's type: ${COLUMN_TYPES.join(', ')}. As often as needed.`),
    profile: choice<DriftProfile>(['evidently', 'evidently-legacy', 'strict'], 'Whose rules; evidently when absent.'),
    ...driftOptions,
    ...embeddingOptions,
    ...keepOptions,
    ...recordOptions,
    ...logOptions,
    'fail-on-drift': choiceOrDefault<FailOn>(
      ['dataset', 'any'],
      'dataset',
      'Exit with 3 if the dataset (or any column, embedding or all together) drifted, with 1 if that cannot be said.',
    ),
  },
  plan: (_, values) => {
    if (values.monitor !== undefined || values.all === true) return planMonitors(values);
    const { reference, current, columns = null, model = null } = values;
    if (reference === undefined || current === undefined)
      return failure('invalid', `--${reference === undefined ? 'reference' : 'current'} is missing.`);
    if (values.window !== undefined && values.time === undefined)
      return failure('invalid', '--window needs --time, the column that says when.');
    if (values['log-to-run'] && model === null) return failure('invalid', '--log-to-run needs --model, whose run it is logged to.');
    const embeddings = embeddingSettings(values);
    if (!embeddings.ok) return embeddings;
    const request = {
      ...whereOf(values['reference-where'], values['current-where']),
      model,
      columns,
      roles: rolesOf(values),
      ignore: values.ignore ?? [],
      types: values.type ?? {},
      profile: values.profile ?? 'evidently',
      ...driftSettings(values),
      ...embeddings.value,
    } as const;
    return success(session => run(session, { ...request, reference, current }, values));
  },
});

interface GivenRoles {
  readonly id?: string;
  readonly time?: string;
  readonly target?: string;
  readonly prediction?: string;
  readonly proba?: readonly string[];
}

function rolesOf({ id, time, target, prediction, proba }: GivenRoles): DriftRequest['roles'] {
  return withoutAbsent({ id, time, target, prediction, probabilities: proba });
}

type Given = Keeping & {
  readonly monitor?: string;
  readonly all?: boolean;
  readonly junit?: string;
  readonly markdown?: string;
  readonly 'log-to-run'?: boolean;
  readonly 'fail-on-drift'?: FailOn;
};

/** A monitor says what to compare: beside it only what is made of the report can be said. */
function planMonitors(values: Given): Result<PreparedCommand> {
  const { monitor, all, save, html, junit, markdown, 'log-to-run': log, 'fail-on-drift': failOn, ...others } = values;
  if (monitor !== undefined && all === true) return failure('invalid', '--monitor and --all exclude each other.');
  const shared = ['store', 'json'];
  const other = Object.keys(others).find(name => !shared.includes(name));
  const given = monitor === undefined ? '--all' : '--monitor';
  if (other !== undefined) return failure('invalid', `--${other} cannot be given with ${given}: the file says what is compared.`);
  if (all === true && html !== undefined && !html.includes('{monitor}'))
    return failure('invalid', '--html with --all needs {monitor} in the name of the file, for one each.');
  const keeping = withoutAbsent({ save, html, junit, markdown, log });
  return success(session => runMonitors(session, { name: monitor ?? null, failOn, keeping }));
}

/** The request as it was typed. */
type Typed = Omit<DriftRequest, 'reference' | 'current'> & { readonly reference: string; readonly current: string };

async function run(session: Session, typed: Typed, values: Given): Promise<Result<Outcome>> {
  const places = await checkOutputs(session.terminal, [values.html, values.junit, values.markdown]);
  if (!places.ok) return places;
  const sources = await dataSources(session, [typed.reference, typed.current]);
  if (!sources.ok) return sources;
  const [reference, current] = sources.value;
  const request: DriftRequest = { ...typed, reference, current };
  const computed = await computeDrift(session, request);
  if (!computed.ok) return computed;
  const report = computed.value;
  const named = title(report, request);
  const kept = await keepReport(session, values, { kind: 'drift', model: report.model ?? null, report, title: named });
  const logged = values['log-to-run'] ? await logReport(session, report, { title: named, monitor: null }) : [];
  const made = [{ name: dataSourceLabel(current), report: computed, unkept: [...kept, ...logged] }];
  const unwritten = await writeRecords(session, values, made);
  return success({ json: printedReport(report), text: driftText(report), ...driftVerdict(made, values['fail-on-drift'], unwritten) });
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
