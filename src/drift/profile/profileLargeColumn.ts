import { type Job } from '../../base/protocol';
import { type Result, success } from '../../base/result';
import { type ColumnSurvey, type Table } from '../../data/contract';
import { RankSketcher } from '../../numeric/rankSketch';
import { pandasTypeOf } from '../inferColumnType';
import { visitGroups } from '../outOfCore/visitGroups';
import {
  type CategoryProfile,
  type ColumnProfile,
  COUNTED_NUMBERS,
  type NumberProfile,
  SKETCH_POINTS,
  type TextProfile,
} from './dataProfile';
import { leastNamed } from './leastNamed';
import { isOfTexts } from './profileColumn';

interface LargeColumn {
  readonly table: Table;
  readonly name: string;
  readonly survey: ColumnSurvey;
  readonly job: Job;
}

/**
 * The profile that `profileColumn` makes, of a column that does not fit in memory: by a walk over its sorted values, and of
 * texts that repeat a second one. Categories come in the order of their names. O(rows log rows) time.
 */
export async function profileLargeColumn(large: LargeColumn, fileType: string, hideRare: number): Promise<Result<ColumnProfile>> {
  const { survey, name } = large;
  const isOfNumbers = survey.empty.storage === 'numbers';
  const values = isOfNumbers ? await profileNumbers(large, survey.empty.kind) : await profileTexts(large, hideRare);
  return values.ok
    ? success({ name, fileType, pandas: pandasTypeOf(survey.empty), missing: survey.missing, values: values.value })
    : values;
}

function groupsOf({ table, name, job }: LargeColumn): ReturnType<Table['sortedGroups']> {
  return table.sortedGroups(name, job);
}

async function profileNumbers(large: LargeColumn, kind: NumberProfile['kind']): Promise<Result<NumberProfile>> {
  const { numbers: moments, infinite } = large.survey;
  const { count = 0, mean = 0, squares = 0 } = moments ?? {};
  const sketcher = new RankSketcher(count, SKETCH_POINTS);
  const counted = { values: [] as number[], counts: [] as number[] };
  let zeros = 0;
  let unique = 0;
  const walked = await visitGroups(groupsOf(large), (group, times) => {
    const value = Number(group);
    unique++;
    if (value === 0) zeros += times;
    sketcher.visit(value, times);
    if (unique > COUNTED_NUMBERS) return;
    counted.values.push(value);
    counted.counts.push(times);
  });
  if (!walked.ok) return walked;
  return success({
    storage: 'numbers',
    kind,
    infinite,
    zeros,
    mean,
    deviation: count === 0 ? 0 : Math.sqrt(squares / count),
    unique: [unique, unique],
    numbers: unique <= COUNTED_NUMBERS ? counted : sketcher.sketch(),
  });
}

async function profileTexts(large: LargeColumn, hideRare: number): Promise<Result<CategoryProfile | TextProfile>> {
  // How many categories have so many rows: few counts differ, however many categories there are.
  const categoriesOf = new Map<number, number>();
  const total = { rows: 0, categories: 0 };
  const counted = await visitGroups(groupsOf(large), (_, times) => {
    categoriesOf.set(times, (categoriesOf.get(times) ?? 0) + 1);
    total.rows += times;
    total.categories++;
  });
  if (!counted.ok) return counted;
  if (isOfTexts(large.survey.empty, total.categories, total.rows))
    return success({ storage: 'texts', unique: [total.categories, total.categories] });
  const least = Math.max(hideRare, leastNamed(categoriesOf));
  const [names, counts] = [[] as string[], [] as number[]];
  const named = await visitGroups(groupsOf(large), (name, times) => {
    if (times < least) return;
    names.push(String(name));
    counts.push(times);
  });
  if (!named.ok) return named;
  const rows = total.rows - counts.reduce((sum, count) => sum + count, 0);
  const categories = total.categories - names.length;
  return success({ storage: 'categories', names, counts, pooled: categories === 0 ? null : { rows, categories } });
}
