import { type Column } from '../../domain/column';
import { type DateTimeComparison, type DateTimeProfile, type TimeGaps } from '../../domain/dateTimeProfile';
import { sortNumbers } from '../../numeric/sortNumbers';
import { epochTimes } from '../windows/epochTimes';
import { type CycleTable, cycleTable } from './cycleVariation';
import { cycleCounts, HOURS, type TimeCycle, WEEKDAYS, wholeCycles } from './timeCycle';
import { timeGaps } from './timeGaps';

/** The times of one side, epoch milliseconds, however they were gathered, and what is none. */
export interface SideTimes {
  readonly count: number;
  readonly missing: number;
  readonly unreadable: number;
  /** Null without times. */
  readonly range: { readonly earliest: number; readonly latest: number } | null;
  /** How many times lie in each place of a cycle, in UTC. */
  cycle(cycle: TimeCycle): number[];
  /** The same of each of as many whole cycles as the times span; null where they do not span one. */
  wholeCycles(cycle: TimeCycle): CycleTable | null;
  gaps(): TimeGaps | null;
  /** How many of these times lie before and after a range. */
  outside(range: NonNullable<SideTimes['range']>): { readonly before: number; readonly after: number };
}

/** No calendar reaches further (ECMA-262, time values). */
export const FARTHEST = 8.64e15;

/** The times of a column as a time column is read; where none is a time, every value is unreadable. Leaves it as it is. O(rows). */
export function sideTimes(column: Column): SideTimes {
  const rows = column.storage === 'numbers' ? column.values.length : column.codes.length;
  const present = rows - column.missing;
  const read = epochTimes(column);
  const sorted = sortNumbers(read.ok ? read.value.filter(time => Math.abs(time) <= FARTHEST) : new Float64Array());
  const [earliest, latest] = [sorted[0], sorted[sorted.length - 1]];
  return {
    count: sorted.length,
    missing: column.missing,
    unreadable: present - sorted.length,
    range: earliest === undefined || latest === undefined ? null : { earliest, latest },
    cycle: cycle => cycleCounts(sorted, cycle),
    wholeCycles: cycle => {
      const whole = wholeCycles(sorted, cycle);
      return whole && cycleTable(whole, cycle);
    },
    gaps: () => timeGaps(sorted),
    outside: range => outsideOf(sorted, range),
  };
}

/** Both sides' range, weekdays, hours and gaps, and how many current times the reference's range leaves out. O(times log times). */
export function compareTimes(reference: SideTimes | null, current: SideTimes | null): DateTimeComparison {
  const range = reference?.range ?? null;
  return {
    reference: reference && profile(reference),
    current: current && profile(current),
    outside: range === null || current === null || current.count === 0 ? null : current.outside(range),
  };
}

function profile(times: SideTimes): DateTimeProfile {
  return {
    count: times.count,
    missing: times.missing,
    unreadable: times.unreadable,
    earliest: times.range?.earliest ?? null,
    latest: times.range?.latest ?? null,
    weekdays: times.cycle(WEEKDAYS),
    hours: times.cycle(HOURS),
    gaps: times.gaps(),
  };
}

function outsideOf(times: Float64Array, { earliest, latest }: NonNullable<SideTimes['range']>): { before: number; after: number } {
  let before = 0;
  let after = 0;
  for (const time of times) {
    if (time < earliest) before++;
    if (time > latest) after++;
  }
  return { before, after };
}
