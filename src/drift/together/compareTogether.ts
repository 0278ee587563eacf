import { type TogetherDrift } from '../../domain/togetherDrift';
import { correlationChanges, MOST_CATEGORIES, MOST_PAIRED } from './correlationChanges';
import { domainClassifier } from './domainClassifier';
import { encodeColumns } from './encodeRows';
import { reconstruction } from './reconstruction';
import { columnsToCompare, type TogetherColumn, type TogetherTask } from './togetherTask';

/**
 * "Did the rows change as a whole?" A classifier that tries to tell the sides apart, and principal components that no longer
 * express the rows; and which pairs of columns depend on each other otherwise. Drift where one of the two says so, no drift
 * only where both say so. Takes over the arrays. O(rows × columns × (rounds + columns)).
 */
export function compareTogether(task: TogetherTask): TogetherDrift {
  const { rows, columns, leftOut } = task;
  const { used, problem } = columnsToCompare(task);
  const empty = columns.filter(column => !used.includes(column)).map(({ name }) => name);
  const paired = used.filter(isPaired).slice(0, MOST_PAIRED);
  const { encoded, without } = encodeColumns(used);
  const others = used.filter(column => !paired.includes(column));
  const shared = {
    rows,
    columns: used.map(({ name }) => name),
    leftOut: [
      ...leftOut,
      ...because('They have no values in the rows that were looked at.', empty),
      ...because(
        `Not among the correlations, which are of at most ${MOST_PAIRED} columns with at most ${MOST_CATEGORIES} categories.`,
        others.map(({ name }) => name),
      ),
      ...because('Not in the reconstruction error: infinite or huge values have no components.', without),
    ],
  };
  const nothing = { ...shared, drifted: null, classifier: null, reconstruction: null, correlations: [] };
  if (Math.min(rows.reference, rows.current) === 0) return { ...nothing, leftOut: [], reason: 'A profile has no rows to look at.' };
  if (problem !== null) return { ...nothing, reason: problem };
  const classifier = domainClassifier(used, rows, task.judgements);
  const rebuilt = reconstruction(encoded);
  const found = { classifier, reconstruction: 'reason' in rebuilt ? null : rebuilt };
  const why = 'reason' in rebuilt ? rebuilt.reason : null;
  return { ...shared, ...verdict(found, why), ...found, correlations: correlationChanges(paired) };
}

function isPaired(column: TogetherColumn): boolean {
  return column.kind === 'numbers' || column.categories <= MOST_CATEGORIES;
}

function because(reason: string, columns: readonly string[]): TogetherDrift['leftOut'] {
  return columns.length === 0 ? [] : [{ reason, columns }];
}

function verdict(
  { classifier, reconstruction: rebuilt }: Pick<TogetherDrift, 'classifier' | 'reconstruction'>,
  withoutComponents: string | null,
): Pick<TogetherDrift, 'drifted' | 'reason'> {
  const verdicts = [classifier?.drifted ?? null, rebuilt?.drifted ?? null];
  const reason = `${classifierWords(classifier?.drifted ?? null)} ${withoutComponents ?? reconstructionWords(rebuilt?.drifted ?? null)}`;
  const drifted = verdicts.includes(true) ? true : verdicts.includes(null) ? null : false;
  return { drifted, reason };
}

function classifierWords(drifted: boolean | null): string {
  if (drifted === null) return 'A classifier tells the sides apart, but no better than chance can with so few rows.';
  return drifted ? 'A classifier tells the sides apart.' : 'A classifier tells the sides apart no better than the limit allows.';
}

function reconstructionWords(drifted: boolean | null): string {
  if (drifted === null) return 'The reconstruction error is unusual, but no further than chance brings it with so few rows.';
  return drifted
    ? 'The columns no longer go together as they did: the reconstruction error is unusual.'
    : 'The reconstruction error is as usual.';
}
