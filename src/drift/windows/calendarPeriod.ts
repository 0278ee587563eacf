import { type WindowSetting } from '../contract';

export type Period = Extract<WindowSetting, { readonly period: unknown }>['period'];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The calendar period in UTC that holds a time: from its first millisecond to that of the next. Weeks begin on Monday. */
export function calendarPeriod(time: number, period: Period): { readonly from: number; readonly to: number } {
  switch (period) {
    case 'hour':
      return fixed(time, HOUR, 0);
    case 'day':
      return fixed(time, DAY, 0);
    case 'week':
      // 1 January 1970 was a Thursday.
      return fixed(time, 7 * DAY, 4 * DAY);
    case 'month':
      return months(time, 1);
    case 'quarter':
      return months(time, 3);
    case 'year':
      return months(time, 12);
  }
}

function fixed(time: number, length: number, first: number): { from: number; to: number } {
  const from = Math.floor((time - first) / length) * length + first;
  return { from, to: from + length };
}

function months(time: number, count: number): { from: number; to: number } {
  const date = new Date(time);
  const month = Math.floor(date.getUTCMonth() / count) * count;
  return { from: firstOf(date.getUTCFullYear(), month), to: firstOf(date.getUTCFullYear(), month + count) };
}

/** Date.UTC takes the years 0 to 99 for 1900 to 1999. */
function firstOf(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}
