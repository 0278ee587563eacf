import { type Failure, failureSentence } from '../base/result';
import { type DriftReport } from '../drift/contract';
import { type Outcome } from './command';
import { type MadeReport } from './madeReport';

/** Of what `--fail-on-drift` fails: the dataset's verdict, or any of the report: a column, an embedding, all columns together. */
export type FailOn = 'dataset' | 'any';

const COMPLAINTS: Readonly<Record<FailOn, string>> = {
  dataset: 'Whether there is drift cannot be said: too many columns could not be tested. The report names them and says why.',
  any: 'Whether there is drift cannot be said: not everything could be tested. The report names what could not, and says why.',
};

/**
 * The exit code that reports ask for, the gravest first: what was to be written and is not, drift, "cannot be said", a comparison
 * that was not computed. The complaint names all but drift, which is the value itself.
 * @param unwritten the records of all reports that failed
 */
export function driftVerdict(
  made: readonly MadeReport[],
  failOn: FailOn | undefined,
  unwritten: readonly Failure[] = [],
): Pick<Outcome, 'exitCode' | 'complaint'> {
  const verdicts = failOn === undefined ? [] : made.flatMap(({ report }) => (report.ok ? [verdictOf(report.value, failOn)] : []));
  const unkept = [...made.flatMap(each => unkeptSentences(each, made.length > 1)), ...unwritten.map(failureSentence)];
  const drifted = verdicts.includes(true);
  const broken = made.filter(({ report }) => !report.ok).map(({ name }) => name);
  const complaints = [
    ...unkept,
    ...(failOn !== undefined && !drifted && verdicts.includes(null) ? [COMPLAINTS[failOn]] : []),
    ...(broken.length === 0 ? [] : [`Not computed: ${broken.join(', ')}.`]),
  ];
  const complaint = complaints.length === 0 ? {} : { complaint: complaints.join(' ') };
  if (drifted && unkept.length === 0) return { exitCode: 3, ...complaint };
  return complaints.length === 0 ? {} : { exitCode: 1, ...complaint };
}

function unkeptSentences({ name, unkept = [] }: MadeReport, named: boolean): string[] {
  return unkept.map(each => (named ? `${name}: ${failureSentence(each)}` : failureSentence(each)));
}

function verdictOf(report: DriftReport, failOn: FailOn): boolean | null {
  return failOn === 'dataset' ? report.dataset.drifted : anyDrifted(report);
}

/** Null if nothing drifted, but something cannot be told: a column or an embedding, or all columns together where they were asked for. */
function anyDrifted({ columns, embeddings = [], together }: DriftReport): boolean | null {
  const tested = [...columns.filter(({ status }) => status !== 'not_tested'), ...embeddings, ...(together === undefined ? [] : [together])];
  const verdicts = tested.map(({ drifted }) => drifted);
  if (verdicts.includes(true)) return true;
  return verdicts.length === 0 || verdicts.includes(null) ? null : false;
}
