import { type Column } from '../../domain/column';
import { type DateTimeComparison, type DateTimeProfile } from '../../domain/dateTimeProfile';
import { sortNumbers } from '../../numeric/sortNumbers';
import { epochTimes } from '../windows/epochTimes';
import { cycleCounts, HOURS, WEEKDAYS } from './timeCycle';
import { timeGaps } from './timeGaps';

/** The times of one side, epoch milliseconds in ascending order, and what is none. */
export interface SideTimes {
  readonly sorted: Float64Array;
  readonly missing: number;
  readonly unreadable: number;
}

/** No calendar reaches further (ECMA-262, time values). */
const FARTHEST = 8.64e15;

/** The times of a column as a time column is read; where none is a time, every value is unreadable. Leaves it as it is. O(rows). */
export function sideTimes(column: Column): SideTimes {
  const rows = column.storage === 'numbers' ? column.values.length : column.codes.length;
  const present = rows - column.missing;
  const read = epochTimes(column);
  const times = read.ok ? read.value.filter(time => Math.abs(time) <= FARTHEST) : new Float64Array();
  return { sorted: sortNumbers(times), missing: column.missing, unreadable: present - times.length };
}

/** Both sides' range, weekdays, hours and gaps, and how many current times the reference's range leaves out. O(times log times). */
export function compareTimes(reference: SideTimes | null, current: SideTimes | null): DateTimeComparison {
  return {
    reference: reference && profile(reference),
    current: current && profile(current),
    outside: reference === null || current === null ? null : outsideOf(reference.sorted, current.sorted),
  };
}

function profile({ sorted, missing, unreadable }: SideTimes): DateTimeProfile {
  return {
    count: sorted.length,
    missing,
    unreadable,
    earliest: sorted[0] ?? null,
    latest: sorted[sorted.length - 1] ?? null,
    weekdays: cycleCounts(sorted, WEEKDAYS),
    hours: cycleCounts(sorted, HOURS),
    gaps: timeGaps(sorted),
  };
}

function outsideOf(reference: Float64Array, current: Float64Array): DateTimeComparison['outside'] {
  const [earliest, latest] = [reference[0], reference[reference.length - 1]];
  if (earliest === undefined || latest === undefined || current.length === 0) return null;
  let before = 0;
  let after = 0;
  for (const time of current) {
    if (time < earliest) before++;
    if (time > latest) after++;
  }
  return { before, after };
}
