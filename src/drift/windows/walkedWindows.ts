import { type Job } from '../../base/protocol';
import { type Result, success } from '../../base/result';
import { type Table, type TimeColumn, type TimeRange } from '../../data/contract';
import { type WindowSetting } from '../contract';
import { calendarPeriod } from './calendarPeriod';
import { type TableWindows } from './tableWindows';
import { equalCuts, MOST_WINDOWS, noTime, tooManyWindows } from './timeWindows';

/** What is found out on the way: the range that a time opens, where it is in none of those before. */
type RangeOf = (time: number) => TimeRange;

/**
 * The windows that `timeWindows` finds, from a walk over the sorted times: for times that do not fit in memory. Windows of
 * equal length need a walk before it, for the first time and the last. O(rows log rows).
 */
export async function walkedWindows(table: Table, time: TimeColumn, setting: WindowSetting, job: Job): Promise<Result<TableWindows>> {
  const rangeOf = 'count' in setting ? await equalRanges(table, time, setting.count, job) : success(periodRange(setting.period));
  if (!rangeOf.ok) return rangeOf;
  const ranges: TimeRange[] = [];
  const walked = await walk(table, time, job, value => {
    const last = ranges[ranges.length - 1];
    if (last === undefined || value >= last.to) ranges.push(rangeOf.value(value));
    return ranges.length <= MOST_WINDOWS;
  });
  if (!walked.ok) return walked;
  if (ranges.length > MOST_WINDOWS) return tooManyWindows();
  if (ranges.length === 0) return noTime();
  return success({ ranges, ofRow: new Int32Array(), outside: table.rowCount - walked.value, time });
}

function periodRange(period: Extract<WindowSetting, { readonly period: unknown }>['period']): RangeOf {
  return time => calendarPeriod(time, period);
}

async function equalRanges(table: Table, time: TimeColumn, count: number, job: Job): Promise<Result<RangeOf>> {
  if (count > MOST_WINDOWS) return tooManyWindows();
  let [first, last] = [NaN, NaN];
  const walked = await walk(table, time, job, value => {
    if (Number.isNaN(first)) first = value;
    last = value;
    return true;
  });
  if (!walked.ok) return walked;
  const { placeOf, start } = equalCuts(first, last, count);
  return success(value => ({ from: start(placeOf(value)), to: start(placeOf(value) + 1) }));
}

/** How many rows have a time, after a visit to each distinct one in ascending order; `visit` says whether to go on. */
async function walk(table: Table, time: TimeColumn, job: Job, visit: (value: number) => boolean): Promise<Result<number>> {
  let rows = 0;
  for await (const groups of table.sortedTimes(time, job)) {
    if (!groups.ok) return groups;
    const { values, counts } = groups.value;
    for (let k = 0; k < counts.length; k++) {
      rows += counts[k] as number;
      if (!visit(Number(values[k]))) return success(rows);
    }
  }
  return success(rows);
}
