import { type Result } from '../../base/result';
import { type TimeRange } from '../../data/contract';
import { type Column } from '../../domain/column';
import { columnBuffers } from '../columnBuffers';
import { type RunColumn } from '../columnWork';
import { type ColumnTask } from '../compareColumn';
import { type DriftColumn } from '../contract';
import { type TimeWindows } from '../windows/timeWindows';
import { type LargeColumn } from './compareLargeColumn';

export interface HeldNumbers extends LargeColumn {
  readonly runTask: RunColumn;
}

/**
 * Compares a column of numbers in memory, by windows of its own times. Its figures, the sampling noise among them, are those of
 * any column in memory. O(rows log rows).
 */
export async function compareHeldNumbers({ reference, current, task, windows, job, runTask }: HeldNumbers): Promise<Result<DriftColumn>> {
  const before = await reference.readColumn(task.name, job);
  if (!before.ok) return before;
  const after = await current.readColumn(task.name, job);
  if (!after.ok) return after;
  const held: ColumnTask = { ...task, reference: before.value, current: after.value };
  if (windows === undefined) return await runTask({ task: held, transfer: columnBuffers(held), signal: job.signal });
  const times = await current.readColumn(windows.time.column, job);
  if (!times.ok) return times;
  const parted = { ...held, windows: { ...windowsOf(times.value, windows.ranges), outside: windows.outside } };
  return await runTask({ task: parted, transfer: columnBuffers(parted), signal: job.signal });
}

function windowsOf(times: Column, ranges: readonly TimeRange[]): Pick<TimeWindows, 'ranges' | 'ofRow'> {
  if (times.storage !== 'numbers') throw new Error('Times are numbers.');
  return { ranges, ofRow: Int32Array.from(times.values, time => placeAmong(ranges, time)) };
}

/** The place of the range that holds a time; -1 if none does. */
function placeAmong(ranges: readonly TimeRange[], time: number): number {
  let [from, to] = [0, ranges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (time >= (ranges[middle]?.to ?? NaN)) from = middle + 1;
    else to = middle;
  }
  const found = ranges[from];
  return found !== undefined && time >= found.from && time < found.to ? from : -1;
}
