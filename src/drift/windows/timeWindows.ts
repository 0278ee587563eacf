import { failure, type Result, success } from '../../base/result';
import { type WindowSetting } from '../contract';
import { calendarPeriod, type Period } from './calendarPeriod';

/** Each window costs one comparison with the whole reference, for every column. */
const MOST_WINDOWS = 500;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The windows of a table that have rows, in time order, and which of them each row is in. */
export interface TimeWindows {
  readonly ranges: readonly Range[];
  /** By row: a place in `ranges`, or -1 without a time. In shared memory, so that all threads see one copy. */
  readonly ofRow: Int32Array;
  /** Rows without a time. */
  readonly outside: number;
}

/** Cuts rows by their times (epoch milliseconds, NaN for none), once for all columns. O(rows). */
export function timeWindows(times: Float64Array, setting: WindowSetting): Result<TimeWindows> {
  if (!times.some(Number.isFinite)) return failure('invalid', 'The time column has no time in the current data.');
  const ofRow = new Int32Array(new SharedArrayBuffer(4 * times.length)).fill(-1);
  const found = 'count' in setting ? equalWindows(times, setting.count, ofRow) : periodWindows(times, setting.period, ofRow);
  if (found === null)
    return failure('invalid', `The current data would have more than ${MOST_WINDOWS} windows.`, {
      nextStep: 'Choose longer or fewer windows.',
    });
  const { ranges, places } = inOrder(found);
  let outside = 0;
  for (let row = 0; row < ofRow.length; row++) {
    const place = ofRow[row] as number;
    if (place < 0) outside++;
    else ofRow[row] = places[place] as number;
  }
  return success({ ranges, ofRow, outside });
}

/** Calendar periods in order of first appearance; null if they are too many. */
function periodWindows(times: Float64Array, period: Period, ofRow: Int32Array): readonly Range[] | null {
  const ranges: Range[] = [];
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
function equalWindows(times: Float64Array, count: number, ofRow: Int32Array): readonly Range[] | null {
  if (count > MOST_WINDOWS) return null;
  const finite = times.filter(Number.isFinite);
  const first = finite.reduce((least, time) => Math.min(least, time), Infinity);
  const span = finite.reduce((most, time) => Math.max(most, time), -Infinity) - first + 1;
  const start = (place: number): number => first + Math.ceil((place * span) / count);
  const places = new Map<number, number>();
  times.forEach((time, row) => {
    if (!Number.isFinite(time)) return;
    const window = Math.min(count - 1, Math.floor(((time - first) * count) / span));
    const place = places.get(window) ?? places.size;
    places.set(window, place);
    ofRow[row] = place;
  });
  return [...places.keys()].map(window => ({ from: start(window), to: start(window + 1) }));
}

function inOrder(found: readonly Range[]): { readonly ranges: readonly Range[]; readonly places: Int32Array } {
  const order = found.map((_, place) => place).sort((a, b) => (found[a]?.from ?? 0) - (found[b]?.from ?? 0));
  const places = new Int32Array(found.length);
  order.forEach((before, after) => {
    places[before] = after;
  });
  return { ranges: [...found].sort((a, b) => a.from - b.from), places };
}
