import { type ColumnSurvey, type ValueGroups } from '../../data/contract';
import { success, type Result } from '../../base/result';
import { infinitiesOf, type KeptInfinities } from '../legacyInfinities';

type SignedCounts = KeptInfinities['reference'];

/** How many infinite values the old table leaves in a column: none of one that also has a missing value. */
export function infinitiesIn({ missing, infinite }: ColumnSurvey): SignedCounts {
  return missing > 0 ? { positive: 0, negative: 0 } : infinite;
}

/** The counts of a column whose infinite values are the largest doubles, as `keepInfinities` puts them. */
export function surveyWith(survey: ColumnSurvey, kept: SignedCounts): ColumnSurvey {
  if (infinitiesOf(kept) === 0) return survey;
  const { numbers } = survey;
  return {
    ...survey,
    infinite: { positive: 0, negative: 0 },
    numbers: {
      count: (numbers?.count ?? 0) + infinitiesOf(kept),
      minimum: kept.negative > 0 ? -Number.MAX_VALUE : (numbers?.minimum ?? Number.MAX_VALUE),
      maximum: kept.positive > 0 ? Number.MAX_VALUE : (numbers?.maximum ?? -Number.MAX_VALUE),
      // Sums of such numbers are beyond doubles.
      mean: NaN,
      squares: NaN,
      cubes: NaN,
    },
  };
}

/** A column's sorted groups with the largest doubles in the place of its infinite values. */
export async function* groupsWith(
  groups: AsyncIterable<Result<ValueGroups>>,
  { positive, negative }: SignedCounts,
): AsyncGenerator<Result<ValueGroups>, void, undefined> {
  let [below, above] = [negative, positive];
  for await (const stretch of groups) {
    const numbers = numbersIn(stretch);
    if (numbers !== null) {
      if (!addTo(numbers, 0, [-Number.MAX_VALUE, below])) yield* alone(-Number.MAX_VALUE, below);
      below = 0;
      if (addTo(numbers, numbers.values.length - 1, [Number.MAX_VALUE, above])) above = 0;
    }
    yield stretch;
  }
  yield* [...alone(-Number.MAX_VALUE, below), ...alone(Number.MAX_VALUE, above)];
}

type NumberGroups = Extract<ValueGroups, { storage: 'numbers' }>;

function numbersIn(stretch: Result<ValueGroups>): NumberGroups | null {
  return stretch.ok && stretch.value.storage === 'numbers' && stretch.value.values.length > 0 ? stretch.value : null;
}

/** Adds to the count at a place if the value there is the one that is meant. */
function addTo({ values, counts }: NumberGroups, place: number, [value, count]: readonly [number, number]): boolean {
  if (values[place] !== value) return false;
  counts[place] = (counts[place] as number) + count;
  return true;
}

/** A stretch of one group, or none if it is empty. */
function alone(value: number, count: number): Result<ValueGroups>[] {
  return count === 0 ? [] : [success({ storage: 'numbers', values: Float64Array.of(value), counts: Float64Array.of(count) })];
}
