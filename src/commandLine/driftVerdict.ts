import { type DriftReport } from '../drift/contract';
import { type Outcome } from './command';
import { type MadeReport } from './madeReport';

/** Of what `--fail-on-drift` fails: the dataset's verdict, or any of the report: a column, an embedding, all columns together. */
export type FailOn = 'dataset' | 'any';

const COMPLAINTS: Readonly<Record<FailOn, string>> = {
  dataset: 'Whether there is drift cannot be said: too many columns could not be tested. The report names them and says why.',
  any: 'Whether there is drift cannot be said: not everything could be tested. The report names what could not, and says why.',
};

/** The exit code that reports ask for, the gravest of them: drift before "cannot be said". */
export function driftVerdict(made: readonly MadeReport[], failOn: FailOn | undefined): Pick<Outcome, 'exitCode' | 'complaint'> {
  const broken = made.filter(({ report }) => !report.ok);
  if (failOn !== undefined) {
    const verdicts = made.flatMap(({ report }) =>
      report.ok ? [failOn === 'dataset' ? report.value.dataset.drifted : anyDrifted(report.value)] : [],
    );
    if (verdicts.includes(true)) return { exitCode: 3 };
    if (verdicts.includes(null))
      return {
        exitCode: 1,
        complaint: COMPLAINTS[failOn],
      };
  }
  return broken.length === 0 ? {} : { exitCode: 1, complaint: `Not computed: ${broken.map(({ name }) => name).join(', ')}.` };
}

/** Null if nothing drifted, but something cannot be told: a column or an embedding, or all columns together where they were asked for. */
function anyDrifted({ columns, embeddings = [], together }: DriftReport): boolean | null {
  const tested = [...columns.filter(({ status }) => status !== 'not_tested'), ...embeddings, ...(together === undefined ? [] : [together])];
  const verdicts = tested.map(({ drifted }) => drifted);
  if (verdicts.includes(true)) return true;
  return verdicts.length === 0 || verdicts.includes(null) ? null : false;
}
