import { failure, type Result, success } from '../../base/result';
import { type TimeRange } from '../../data/contract';
import { type WindowSetting } from '../contract';
import { calendarPeriod, type Period } from './calendarPeriod';

/** Each window costs one comparison with the whole reference, for every column. */
export const MOST_WINDOWS = 500;

/** The windows of a table that have rows, in time order, and which of them each row is in. */
export interface TimeWindows {
  readonly ranges: readonly TimeRange[];
  /**
   * By row: a place in `ranges`, or -1 without a time. In shared memory, so that all threads see one copy. Empty of a table
   * whose times do not fit in memory: its columns are parted on the disk.
   */
  readonly ofRow: Int32Array;
  /** Rows without a time. */
  readonly outside: number;
}

/** Cuts rows by their times (epoch milliseconds, NaN for none), once for all columns. O(rows). */
export function timeWindows(times: Float64Array, setting: WindowSetting): Result<TimeWindows> {
  if (!times.some(Number.isFinite)) return noTime();
  const ofRow = new Int32Array(new SharedArrayBuffer(4 * times.length)).fill(-1);
  const found = 'count' in setting ? equalWindows(times, setting.count, ofRow) : periodWindows(times, setting.period, ofRow);
  if (found === null) return tooManyWindows();
  const { ranges, places } = inOrder(found);
  let outside = 0;
  for (let row = 0; row < ofRow.length; row++) {
    const place = ofRow[row] as number;
    if (place < 0) outside++;
    else ofRow[row] = places[place] as number;
  }
  return success({ ranges, ofRow, outside });
}

export function noTime(): Result<never> {
  return failure('invalid', 'The time column has no time in the current data.');
}

export function tooManyWindows(): Result<never> {
  return failure('invalid', `The current data would have more than ${MOST_WINDOWS} windows.`, {
    nextStep: 'Choose longer or fewer windows.',
  });
}

/** Windows of equal length from the first time to the last: in which one a time is, and where each begins. */
export function equalCuts(first: number, last: number, count: number) {
  const span = last - first + 1;
  return {
    placeOf: (time: number): number => Math.min(count - 1, Math.floor(((time - first) * count) / span)),
    start: (place: number): number => first + Math.ceil((place * span) / count),
  };
}

/** Calendar periods in order of first appearance; null if they are too many. */
function periodWindows(times: Float64Array, period: Period, ofRow: Int32Array): readonly TimeRange[] | null {
  const ranges: TimeRange[] = [];
  const places = new Map<number, number>();
  // Rows mostly come in the order of time: the next one is in the last one's period.
  let last = { from: 0, to: 0, place: -1 };
  for (let row = 0; row < times.length && ranges.length <= MOST_WINDOWS; row++) {
    const time = times[row] as number;
    if (!Number.isFinite(time)) continue;
    if (time < last.from || time >= last.to) {
      const range = calendarPeriod(time, period);
      const place = places.get(range.from) ?? ranges.push(range) - 1;
      places.set(range.from, place);
      last = { ...range, place };
    }
    ofRow[row] = last.place;
  }
  return ranges.length > MOST_WINDOWS ? null : ranges;
}

/** Windows of equal length from the first time to the last; null if they are too many. */
function equalWindows(times: Float64Array, count: number, ofRow: Int32Array): readonly TimeRange[] | null {
  if (count > MOST_WINDOWS) return null;
  const finite = times.filter(Number.isFinite);
  const first = finite.reduce((least, time) => Math.min(least, time), Infinity);
  const last = finite.reduce((most, time) => Math.max(most, time), -Infinity);
  const { placeOf, start } = equalCuts(first, last, count);
  const places = new Map<number, number>();
  times.forEach((time, row) => {
    if (!Number.isFinite(time)) return;
    const window = placeOf(time);
    const place = places.get(window) ?? places.size;
    places.set(window, place);
    ofRow[row] = place;
  });
  return [...places.keys()].map(window => ({ from: start(window), to: start(window + 1) }));
}

function inOrder(found: readonly TimeRange[]): { readonly ranges: readonly TimeRange[]; readonly places: Int32Array } {
  const order = found.map((_, place) => place).sort((a, b) => (found[a]?.from ?? 0) - (found[b]?.from ?? 0));
  const places = new Int32Array(found.length);
  order.forEach((before, after) => {
    places[before] = after;
  });
  return { ranges: [...found].sort((a, b) => a.from - b.from), places };
}
