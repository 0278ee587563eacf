import { type DriftReport } from '../drift/contract';
import { type Outcome } from './command';
import { type MadeReport } from './madeReport';

/** Of what `--fail-on-drift` fails: the dataset's verdict, or any column or embedding. */
export type FailOn = 'dataset' | 'any';

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
        complaint: 'Whether there is drift cannot be said: too many columns could not be tested. The report names them and says why.',
      };
  }
  return broken.length === 0 ? {} : { exitCode: 1, complaint: `Not computed: ${broken.map(({ name }) => name).join(', ')}.` };
}

/** Null if no column or embedding drifted but one could not be tested. */
function anyDrifted({ columns, embeddings = [] }: DriftReport): boolean | null {
  const all = [...columns, ...embeddings];
  if (all.some(each => each.drifted === true)) return true;
  const tested = all.some(each => each.status === 'ok');
  return tested && all.every(each => each.status !== 'not_computable') ? false : null;
}
