import { type DriftMethod } from '../../src/domain/driftMethod';
import { type DriftColumn, type DriftReport } from '../../src/drift/contract';
import { methodMeaning, methodName } from './method';

type ReportFacts = Pick<DriftReport, 'profile' | 'made' | 'imported'>;
type ColumnFacts = Pick<DriftColumn, 'name' | 'type'> & { readonly method: DriftMethod };

/** When Evidently's default rules choose a test. */
const defaults: Readonly<Partial<Record<DriftMethod, string>>> = {
  ks: 'The reference has at most 1,000 values, and they are numbers with more than 5 distinct ones.',
  chisquare: 'The reference has at most 1,000 values, and they are more than 2 categories (or numbers with 3 to 5 distinct values).',
  z: 'The reference has at most 1,000 values with at most 2 distinct ones.',
  wasserstein: 'The reference has more than 1,000 values, and they are numbers with more than 5 distinct ones.',
  jensenshannon: 'The reference has more than 1,000 values, and they are categories (or numbers with at most 5 distinct values).',
  perc_text_content_drift: 'The reference has at most 1,000 texts.',
  abs_text_content_drift: 'The reference has more than 1,000 texts.',
};

/** Why this test was made for this column, and what its score means. */
export function whyThisTest(column: ColumnFacts, report: ReportFacts): string {
  return `${reason(column, report)} ${methodMeaning(column.method)}`;
}

/** Whose the threshold is: the user's for a column, a type or all, else the test's own. */
export function thresholdOrigin(column: Pick<ColumnFacts, 'name' | 'type'>, { made }: Pick<DriftReport, 'made'>): string {
  const scope = chosenFor(column, made?.request.thresholds);
  return scope === null ? 'the test’s own' : `set for ${scope}`;
}

function reason(column: ColumnFacts, { profile, made, imported }: ReportFacts): string {
  if (imported !== undefined) return `${imported.tool} made this test; its report does not say why.`;
  const scope = chosenFor(column, made?.request.methods);
  if (scope !== null) return `${methodName(column.method)} was chosen for ${scope}.`;
  if (profile === 'strict') return 'The profile strict chooses tests that count the sampling error of both sides.';
  return defaults[column.method] ?? 'It was chosen in the set-up.';
}

/** A column's own setting before its type's before that for all; null where the user set nothing. */
function chosenFor(
  { name, type }: Pick<ColumnFacts, 'name' | 'type'>,
  settings: NonNullable<DriftReport['made']>['request']['methods' | 'thresholds'],
): string | null {
  if (settings?.columns && Object.hasOwn(settings.columns, name)) return 'this column';
  if ((type === 'numeric' || type === 'categorical' || type === 'text') && settings?.[type] !== undefined) return `all ${type} columns`;
  return settings?.all === undefined ? null : 'all columns';
}
