import { shownText } from '../../domain/shownText';
import { type RankPoint } from '../../numeric/rankSketch';
import { type ColumnProfile, countOf, type DataProfile, isCounted, type NumberProfile, type TextProfile } from './dataProfile';

/** A profile is compared as data of as many rows: more take more memory than there is. */
export const MOST_ROWS = 50_000_000;

/** What does not fit together in a profile, as the end of a sentence; null if all does. */
export function profileProblem({ rows, columns }: DataProfile): string | null {
  if (rows > MOST_ROWS) return `it says that it is of more than ${MOST_ROWS.toLocaleString('en')} rows`;
  if (new Set(columns.map(({ name }) => name)).size !== columns.length) return 'a column is in it twice';
  for (const column of columns) {
    const problem = columnProblem(column, rows);
    if (problem !== null) return `${problem} of the column "${shownText(column.name)}"`;
  }
  return null;
}

function columnProblem({ missing, values }: ColumnProfile, rows: number): string | null {
  const present = rows - missing;
  if (present < 0) return 'there are more missing values than rows';
  if (values.storage === 'texts') return textsProblem(values, present);
  if (values.storage === 'numbers') return numbersProblem(values, present);
  const { names, counts, pooled } = values;
  if (new Set(names).size !== names.length) return 'there is a category twice';
  return counts.reduce((sum, count) => sum + count, pooled?.rows ?? 0) === present ? null : 'the counts do not add up to the rows';
}

function textsProblem({ unique, descriptors }: TextProfile, present: number): string | null {
  if (unique[0] > unique[1] || unique[0] > present) return 'the distinct values do not fit the rows';
  if (descriptors === undefined) return null;
  if (descriptors.wordless > present) return 'there are more texts without words than rows';
  const { non_letter_character_percentage: shares, ...whole } = descriptors.numbers;
  // An empty text has no share of characters.
  if (countOf(shares) > present) return 'the counts do not add up to the rows';
  return (
    [numbersProblem(shares, countOf(shares)), ...Object.values(whole).map(each => numbersProblem(each, present))].find(
      problem => problem !== null,
    ) ?? null
  );
}

function numbersProblem(values: NumberProfile, present: number): string | null {
  const { numbers, infinite, unique } = values;
  if (countOf(values) + infinite.positive + infinite.negative !== present) return 'the counts do not add up to the rows';
  if (unique[0] > unique[1]) return 'the distinct values do not fit the rows';
  const ascending = isCounted(numbers) ? numbers.values : numbers.points.map(({ value }) => value);
  if (!ascending.every((value, k) => Number.isFinite(value) && (k === 0 || value > (ascending[k - 1] ?? NaN))))
    return 'the values are not in order';
  if (isCounted(numbers)) return numbers.counts.every(count => count > 0) ? null : 'a value has no rows';
  return ranksRise(numbers.points, numbers.count) ? null : 'the ranks do not rise';
}

/** From 0 below the first point to all at most at the last, each bound at least the one before it. */
function ranksRise(points: readonly RankPoint[], count: number): boolean {
  let before = { belowLeast: 0, belowMost: 0, atMostLeast: 0, atMostMost: 0 };
  for (const point of points) {
    const fits = point.belowLeast <= point.belowMost && point.atMostLeast <= point.atMostMost && point.belowLeast <= point.atMostLeast;
    const rises = point.belowLeast >= before.atMostLeast && point.belowMost >= before.atMostMost && point.belowMost <= point.atMostMost;
    if (!fits || !rises) return false;
    before = point;
  }
  return points[0]?.belowMost === 0 && before.atMostLeast === count && before.atMostMost === count;
}
