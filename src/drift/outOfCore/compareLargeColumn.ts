import { type ColumnSurvey, type SortedParts, type Table, type ValueGroups } from '../../data/contract';
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
import { needsOfColumn } from './groupNeeds';
import { groupsWith, infinitiesIn, surveyWith } from './keptInfinities';
import { hasRoom, hasRoomAnyway } from './memoryRoom';
import { mergeStretches } from './mergeStretches';
import { StreamedGroups, StreamedPair, streamedQuality } from './streamedPair';
import { StreamedSide } from './streamedSide';
import { walkedTimes } from './walkedTimes';
import { walkGroups } from './walkGroups';

/** A column of two tables that is not read as a whole. */
export interface LargeColumn {
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
  const { reference, current, windows, task, job } = large;
  const parts = windows !== undefined && isTested(task) ? windows : null;
  const [before, after] = surveys.value;
  if (parts === null && !holdsTimes({ ...task, reference: before.empty, current: after.empty })) {
    const compared = await compareWalked(large, surveys.value, {
      reference: () => reference.sortedGroups(task.name, job),
      current: () => current.sortedGroups(task.name, job),
    });
    return compared.ok ? success(compared.value.compared) : compared;
  }
  return await withSorted(large, parts, sorted => compareSorted({ ...large, parts }, surveys.value, sorted));
}

/** Both sides of a column, sorted for more than one walk. */
interface SortedSides {
  readonly reference: SortedParts;
  readonly current: SortedParts;
}

async function withSorted<T>(
  { reference, current, task, job }: LargeColumn,
  parts: TableWindows | null,
  use: (sorted: SortedSides) => Promise<Result<T>>,
): Promise<Result<T>> {
  const before = await reference.sortedParts(task.name, null, job);
  if (!before.ok) return before;
  try {
    const after = await current.sortedParts(task.name, parts, job);
    if (!after.ok) return after;
    try {
      return await use({ reference: before.value, current: after.value });
    } finally {
      after.value.close();
    }
  } finally {
    before.value.close();
  }
}

/** The whole column, its times, and each window by the same method: all of them walks over what was sorted once. */
async function compareSorted(
  large: LargeColumn & { readonly parts: TableWindows | null },
  surveys: readonly [ColumnSurvey, ColumnSurvey],
  { reference, current }: SortedSides,
): Promise<Result<ComparedColumn>> {
  const { job, parts } = large;
  const walked = await compareWalked(large, surveys, {
    reference: () => reference.sortedGroups(job),
    current: () => current.sortedGroups(job),
  });
  if (!walked.ok) return walked;
  const { compared, groups } = walked.value;
  if (parts === null || !hasWindows(compared.column)) return success(compared);
  const found = await compareLargeWindows({ ...large, windows: parts, reference, current, whole: groups, column: compared.column });
  return found.ok ? success({ ...compared, column: { ...compared.column, ...found.value } }) : found;
}

export function isTested({ role }: LargeColumn['task']): boolean {
  return role !== 'id' && role !== 'time';
}

/** What was tested as a whole is tested by windows too. */
export function hasWindows({ status, type, reference, current }: DriftColumn): boolean {
  return status === 'ok' && type !== 'datetime' && reference.count > 0 && current.count > 0;
}

/** Both sides' sorted groups, as often as they are walked over. */
interface Walks {
  readonly reference: () => AsyncIterable<Result<ValueGroups>>;
  readonly current: () => AsyncIterable<Result<ValueGroups>>;
}

async function compareWalked(
  large: LargeColumn,
  surveys: readonly [ColumnSurvey, ColumnSurvey],
  walks: Walks,
): Promise<Result<{ readonly compared: ComparedColumn; readonly groups: StreamedGroups }>> {
  const { reference, current, task, windows } = large;
  const [before, after] = surveys;
  const times = await timesOf(large, surveys, walks);
  if (!times.ok) return times;
  const infinities = infinitiesOfSides(large, surveys);
  const sides = [
    new StreamedSide(surveyWith(before, infinities.reference), reference.rowCount, QUANTILES),
    new StreamedSide(surveyWith(after, infinities.current), current.rowCount, QUANTILES),
  ] as const;
  const groups = new StreamedGroups(...sides, needsOfColumn(task.rules));
  const method = task.rules === undefined ? undefined : settingOf(task.rules.methods, task.name, 'numeric');
  const walked = await walkGroups(groups, method, visit =>
    mergeStretches(groupsWith(walks.reference(), infinities.reference), groupsWith(walks.current(), infinities.current), visit),
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
  const isOfOtherKind = changesKind(before.empty, after.empty, { reference: reference.rowCount, current: current.rowCount });
  return success({ compared: { column, isOfOtherKind }, groups });
}

/** Both sides of a column of times; null of another. */
async function timesOf(
  { reference, current, task, job }: LargeColumn,
  [before, after]: readonly [ColumnSurvey, ColumnSurvey],
  walks: Walks,
): Promise<Result<ColumnTimes | null>> {
  if (!holdsTimes({ ...task, reference: before.empty, current: after.empty })) return success(null);
  const { name } = task;
  const earlier = await walkedTimes({ table: reference, survey: before, name, job, sortedGroups: walks.reference }, null);
  if (!earlier.ok) return earlier;
  const later = await walkedTimes({ table: current, survey: after, name, job, sortedGroups: walks.current }, earlier.value.range);
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

export interface ComparedColumn {
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
