import { type ColumnSurvey, type Table, type ValueGroups } from '../../data/contract';
import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { compareColumn, type ColumnTask } from '../compareColumn';
import { settingOf } from '../columnRules';
import { type DriftColumn } from '../contract';
import { QUANTILES } from '../distribution';
import { changesKind } from '../schemaChanges';
import { type ColumnTimes, holdsTimes } from '../times/columnTimes';
import { infinitiesOf, type KeptInfinities, NO_INFINITIES } from '../legacyInfinities';
import { type TableWindows } from '../windows/tableWindows';
import { compareLargeWindows } from './compareLargeWindows';
import { groupsWith, infinitiesIn, surveyWith } from './keptInfinities';
import { hasRoom, hasRoomAnyway } from './memoryRoom';
import { mergeGroups } from './mergeGroups';
import { needsRanks } from './needsRanks';
import { StreamedGroups, StreamedPair, streamedQuality } from './streamedPair';
import { StreamedSide } from './streamedSide';
import { walkedTimes } from './walkedTimes';
import { walkGroups } from './walkGroups';

interface LargeColumn {
  readonly reference: Table;
  readonly current: Table;
  /** The column without its values on either side. */
  readonly task: Omit<ColumnTask, 'reference' | 'current' | 'windows'>;
  readonly windows: TableWindows | undefined;
  readonly job: Job;
}

/** Whether the rows' windows are only told by their times, so that a column cannot be split in memory. */
function isParted(windows: TableWindows | undefined): boolean {
  return windows?.ofRow.length === 0;
}

/** Whether both sides of a column have room in memory while others are compared too. Surveys only columns with many rows. */
export async function fitsInMemory({ reference, current, task, job, windows }: LargeColumn, limit: number): Promise<Result<boolean>> {
  if (!isParted(windows) && hasRoomAnyway(reference.rowCount + current.rowCount, limit)) return success(true);
  const surveys = await surveyBoth({ reference, current, task, job });
  if (!surveys.ok) return surveys;
  const [before, after] = surveys.value;
  return success(!isParted(windows) && hasRoom(before.bytes + after.bytes, limit));
}

/**
 * Compares both sides of a column without holding them: one walk over their sorted, counted values, which DuckDB sorts on
 * the disk where memory does not suffice. The figures are those of `compareColumn`: exact, no sketches.
 * O(rows log rows) time.
 */
export async function compareLargeColumn(large: LargeColumn): Promise<Result<ComparedColumn>> {
  const surveys = await surveyBoth(large);
  if (!surveys.ok) return surveys;
  const { reference, windows, task, job } = large;
  if (windows === undefined || !isTested(task))
    return await compareWalked(large, surveys.value, () => reference.sortedGroups(task.name, job));
  // Every window is compared with the whole reference, which is sorted but once.
  const sorted = await reference.sortedParts(task.name, null, job);
  if (!sorted.ok) return sorted;
  try {
    const [whole] = sorted.value.parts;
    if (whole === undefined) throw new Error('A whole column is one part.');
    const compared = await compareWalked(large, surveys.value, () => whole.sortedGroups(job));
    if (!compared.ok || !hasWindows(compared.value.column)) return compared;
    const found = await compareLargeWindows({ ...large, windows, whole, survey: surveys.value[0], column: compared.value.column });
    return found.ok ? success({ ...compared.value, column: { ...compared.value.column, ...found.value } }) : found;
  } finally {
    sorted.value.close();
  }
}

function isTested({ role }: LargeColumn['task']): boolean {
  return role !== 'id' && role !== 'time';
}

/** What was tested as a whole is tested by windows too. */
function hasWindows({ status, type, reference, current }: DriftColumn): boolean {
  return status === 'ok' && type !== 'datetime' && reference.count > 0 && current.count > 0;
}

async function compareWalked(
  large: LargeColumn,
  surveys: readonly [ColumnSurvey, ColumnSurvey],
  groupsBefore: () => AsyncIterable<Result<ValueGroups>>,
): Promise<Result<ComparedColumn>> {
  const { reference, current, task, job, windows } = large;
  const [before, after] = surveys;
  const times = await timesOf(large, surveys);
  if (!times.ok) return times;
  const infinities = infinitiesOfSides(large, surveys);
  const sides = [
    new StreamedSide(surveyWith(before, infinities.reference), reference.rowCount, QUANTILES),
    new StreamedSide(surveyWith(after, infinities.current), current.rowCount, QUANTILES),
  ] as const;
  const groups = new StreamedGroups(...sides, needsRanks(task.rules), task.rules?.profile !== 'strict');
  const method = task.rules === undefined ? undefined : settingOf(task.rules.methods, task.name, 'numeric');
  const walked = await walkGroups(groups, method, visit =>
    mergeGroups(
      groupsWith(groupsBefore(), infinities.reference),
      groupsWith(current.sortedGroups(task.name, job), infinities.current),
      visit,
    ),
  );
  if (!walked.ok) return walked;
  const samples = new StreamedPair(groups, 'numeric');
  const column = compareColumn(
    { ...task, reference: before.empty, current: after.empty, ...(windows === undefined ? {} : { windows }) },
    {
      reference: samples.reference,
      current: samples.current,
      refusal: refusalOf(large, infinities),
      inMemory: false,
      hasNoise: true,
      infinities,
      pair: type => new StreamedPair(groups, type),
      quality: { reference: streamedQuality(sides[0], infinities.reference), current: streamedQuality(sides[1], infinities.current) },
      ...(times.value === null ? {} : { times: times.value }),
    },
  );
  return success({
    column,
    isOfOtherKind: changesKind(before.empty, after.empty, { reference: reference.rowCount, current: current.rowCount }),
  });
}

/** Both sides of a column of times; null of another. */
async function timesOf(
  { reference, current, task, job }: LargeColumn,
  [before, after]: readonly [ColumnSurvey, ColumnSurvey],
): Promise<Result<ColumnTimes | null>> {
  if (!holdsTimes({ ...task, reference: before.empty, current: after.empty })) return success(null);
  const earlier = await walkedTimes({ table: reference, survey: before, name: task.name, job }, null);
  if (!earlier.ok) return earlier;
  const later = await walkedTimes({ table: current, survey: after, name: task.name, job }, earlier.value.range);
  return later.ok ? success({ reference: earlier.value, current: later.value }) : later;
}

/** What the column's rules leave in of infinite values, which no walk tells. */
function infinitiesOfSides({ task }: LargeColumn, [before, after]: readonly [ColumnSurvey, ColumnSurvey]): KeptInfinities {
  if (task.rules?.profile !== 'evidently-legacy') return NO_INFINITIES;
  return { reference: infinitiesIn(before), current: infinitiesIn(after) };
}

/** Windows are walked over without infinite values. */
function refusalOf({ task, windows }: LargeColumn, { reference, current }: KeptInfinities): string | null {
  if (windows === undefined || !isTested(task) || infinitiesOf(reference) + infinitiesOf(current) === 0) return null;
  return 'The column is beyond the memory limit, and the profile evidently-legacy would compare windows with their infinite values, which needs them in memory. Raise the limit, leave the windows out, or filter the rows.';
}

interface ComparedColumn {
  readonly column: DriftColumn;
  /** Whether the column's type is another one in the current data. */
  readonly isOfOtherKind: boolean;
}

async function surveyBoth({
  reference,
  current,
  task,
  job,
}: Pick<LargeColumn, 'reference' | 'current' | 'task' | 'job'>): Promise<Result<readonly [ColumnSurvey, ColumnSurvey]>> {
  const [before, after] = await Promise.all([reference.surveyColumn(task.name, job), current.surveyColumn(task.name, job)]);
  if (!before.ok) return before;
  return after.ok ? success([before.value, after.value]) : after;
}
