import { dataSourceLabel } from '../domain/dataSource';
import { failure, type Result, success } from '../base/result';
import { type QualityPeriod, type QualityReport, type QualityRequest, type QualityWindowing } from '../quality/contract';
import { checkOutputs } from './checkOutputs';
import { command, type Outcome, type Session } from './command';
import { DATA_SOURCES, dataSources } from './dataSources';
import { keepOptions, keepReport, keptOutcome, type Keeping } from './keepReport';
import { choice, count, flag, names, wholeNumber, text } from './options';
import { type Option } from './parseArguments';
import { qualityText } from './qualityText';

const PERIODS: readonly QualityPeriod[] = ['hour', 'day', 'week', 'month', 'quarter', 'year'];
const ROUNDS = 200;
const MOST_ROUNDS = 10_000;
const CHUNKS = 10;

export const quality = command({
  words: 'quality',
  summary: 'Measure how good predictions are in reference and current data, and estimate it where labels are missing.',
  positionals: [],
  options: {
    reference: text('DATA', `Reference data with labels: ${DATA_SOURCES}. Needed.`),
    current: text('DATA', 'Current data; its labels may be missing. Needed.'),
    target: text('COLUMN', 'The true outcome. Needed.'),
    prediction: text('COLUMN', 'What the model said. From the probabilities when absent.'),
    proba: names('A,B', 'The probability of the positive class; or one column a class.'),
    positive: text('CLASS', 'Of two classes the one that is looked for; the last in order when absent.'),
    time: text('COLUMN', 'Puts rows in order.'),
    window: windowing(),
    task: choice<NonNullable<QualityRequest['task']>>(['classification', 'regression'], 'Told from the columns when absent.'),
    features: names('A,B', 'Quality by the values of these columns; of all others when absent.'),
    estimate: flag('Estimate quality without labels too (CBPE): it holds while P(y|x) is unchanged.'),
    rounds: count('N', `Rounds of the bootstrap; ${ROUNDS} when absent.`),
    seed: wholeNumber('S', 'Of the bootstrap; 0 when absent.'),
    ...keepOptions,
  },
  plan: (_, values) => {
    const { reference, current, target, time = null, window = { kind: 'chunks', count: CHUNKS }, rounds = ROUNDS } = values;
    if (reference === undefined || current === undefined || target === undefined)
      return failure('invalid', `--${firstAbsent({ reference, current, target })} is missing.`);
    if (values.prediction === undefined && values.proba === undefined) return failure('invalid', 'Give --prediction, --proba or both.');
    if (window.kind === 'period' && time === null) return failure('invalid', '--window with a period needs --time.');
    if (rounds > MOST_ROUNDS) return failure('invalid', `--rounds is at most ${MOST_ROUNDS}.`);
    const request: Typed = {
      reference,
      current,
      target,
      prediction: values.prediction ?? null,
      probabilities: values.proba ?? [],
      positive: values.positive ?? null,
      time,
      windows: window,
      task: values.task ?? null,
      estimate: values.estimate ?? false,
      features: values.features ?? null,
      rounds,
      seed: values.seed ?? 0,
    };
    return success(session => run(session, request, values));
  },
});

function firstAbsent(values: Readonly<Record<string, string | undefined>>): string {
  return Object.keys(values).find(name => values[name] === undefined) ?? '';
}

function windowing(): Option<QualityWindowing> {
  const most = 1000;
  return {
    placeholder: `N|${PERIODS.join('|')}`,
    help: `Number of equal chunks of rows, or a period of --time; ${CHUNKS} chunks when absent.`,
    read: (value, before) => {
      if (before !== undefined) return failure('invalid', 'is given twice.');
      const period = PERIODS.find(name => name === value);
      if (period !== undefined) return success({ kind: 'period', period });
      const chunks = Number(value);
      if (/^\d+$/.test(value) && chunks >= 1 && chunks <= most) return success({ kind: 'chunks', count: chunks });
      return failure('invalid', `"${value}" is neither a number from 1 to ${most} nor one of ${PERIODS.join(', ')}.`);
    },
  };
}

/** The request with its data as they were typed. */
type Typed = Omit<QualityRequest, 'reference' | 'current'> & { readonly reference: string; readonly current: string };

async function run(session: Session, typed: Typed, keeping: Keeping): Promise<Result<Outcome>> {
  const places = await checkOutputs(session.terminal, [keeping.html]);
  if (!places.ok) return places;
  const sources = await dataSources(session, [typed.reference, typed.current]);
  if (!sources.ok) return sources;
  const [reference, current] = sources.value;
  const made = await session.services.quality.measure({ ...typed, reference, current }, session.job);
  if (!made.ok) return made;
  const title = `Model quality on ${dataSourceLabel(current)}`;
  const kept = await keepReport(session, keeping, { kind: 'quality', model: null, report: made.value, title });
  return success({ json: printed(made.value), text: qualityText(made.value), ...keptOutcome(kept) });
}

/** Without what only saved reports need. */
function printed({ made: _, ...report }: QualityReport): Omit<QualityReport, 'made'> {
  return report;
}
