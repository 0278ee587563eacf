import { type Job } from '../../base/protocol';
import { failure, type Result, success } from '../../base/result';
import { type Table, type TimeColumn } from '../../data/contract';
import { shownText } from '../../domain/shownText';
import { type DriftRequest, type WindowSetting } from '../contract';
import { ProfileTable } from '../profile/profileTable';
import { hasRoom, hasRoomAnyway } from '../outOfCore/memoryRoom';
import { epochTimes, largestOf, unitPerMillisecond } from './epochTimes';
import { type TimeWindows, timeWindows } from './timeWindows';
import { unitOfSurvey } from './unitOfSurvey';
import { walkedWindows } from './walkedWindows';

/** The windows of a table, and by which column. */
export interface TableWindows extends TimeWindows {
  readonly time: TimeColumn;
}

interface Cutting {
  readonly job: Job;
  /** Bytes; absent: no limit. */
  readonly memoryLimit: number | undefined;
}

/**
 * The windows of the current data by its time column, which is read, or walked over where it does not fit in memory;
 * undefined where none are asked for.
 */
export async function tableWindows(
  current: Table,
  { window, roles: { time } }: DriftRequest,
  cutting: Cutting,
): Promise<Result<TableWindows | undefined>> {
  if (window === undefined || time === undefined) return success(undefined);
  if (current instanceof ProfileTable) return failure('invalid', 'The current data is a profile: it has no rows to make windows of.');
  if (!current.columns.some(({ name }) => name === time))
    return failure('not_found', `There is no column "${shownText(time)}" in the current data to make windows of.`);
  const walked = await walkedIfLarge(current, time, window, cutting);
  if (!walked.ok || walked.value !== undefined) return walked;
  const column = await current.readColumn(time, cutting.job);
  if (!column.ok) return column;
  const unit = unitPerMillisecond(column.value, largestOf(column.value));
  if (!unit.ok) return unit;
  const times = epochTimes(column.value, unit.value);
  if (!times.ok) return times;
  const windows = timeWindows(times.value, window);
  return windows.ok ? success({ ...windows.value, time: { column: time, perMillisecond: unit.value } }) : windows;
}

/** Windows of times that do not fit in memory; undefined of those that do. */
async function walkedIfLarge(
  table: Table,
  column: string,
  setting: WindowSetting,
  { job, memoryLimit }: Cutting,
): Promise<Result<TableWindows | undefined>> {
  if (memoryLimit === undefined || hasRoomAnyway(table.rowCount, memoryLimit)) return success(undefined);
  const survey = await table.surveyColumn(column, job);
  if (!survey.ok) return survey;
  if (hasRoom(survey.value.bytes, memoryLimit)) return success(undefined);
  const unit = unitOfSurvey(survey.value);
  return unit.ok ? await walkedWindows(table, { column, perMillisecond: unit.value }, setting, job) : unit;
}
