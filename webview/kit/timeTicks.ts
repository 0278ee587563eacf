const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps of local time, the length of each in milliseconds (a month's and a year's on average). */
const STEPS = [
  ...[1, 5, 15, 30].map(count => ({ unit: 'minute' as const, count, size: count * MINUTE })),
  ...[1, 3, 6, 12].map(count => ({ unit: 'hour' as const, count, size: count * HOUR })),
  ...[1, 2, 7, 14].map(count => ({ unit: 'day' as const, count, size: count * DAY })),
  ...[1, 3, 6].map(count => ({ unit: 'month' as const, count, size: count * 30.44 * DAY })),
  ...[1, 2, 5, 10, 50].map(count => ({ unit: 'year' as const, count, size: count * 365.25 * DAY })),
];

export interface TimeTicks {
  readonly ticks: readonly number[];
  readonly format: (at: number) => string;
}

/** Round local times within [low, high], at most about `count` of them, and how they are written. */
export function timeTicks(low: number, high: number, count: number): TimeTicks {
  const step = STEPS.find(({ size }) => size * count >= high - low) ?? { unit: 'year' as const, count: 100, size: 36525 * DAY };
  const ticks: number[] = [];
  for (let at = firstAt(low, step.unit, step.count); at <= high && ticks.length < 200; at = next(at, step.unit, step.count)) {
    if (at >= low) ticks.push(at);
  }
  const options = FORMATS[step.unit];
  return { ticks, format: at => new Date(at).toLocaleString(undefined, options) };
}

type Unit = (typeof STEPS)[number]['unit'];

const FORMATS: Readonly<Record<Unit, Intl.DateTimeFormatOptions>> = {
  minute: { hour: '2-digit', minute: '2-digit' },
  hour: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
};

/** The last round time that is not after `at`. */
function firstAt(at: number, unit: Unit, count: number): number {
  const date = new Date(at);
  if (unit === 'minute') return date.setMinutes(Math.floor(date.getMinutes() / count) * count, 0, 0);
  if (unit === 'hour') return date.setHours(Math.floor(date.getHours() / count) * count, 0, 0, 0);
  if (unit === 'day') return date.setHours(0, 0, 0, 0);
  if (unit === 'month') return new Date(date.getFullYear(), Math.floor(date.getMonth() / count) * count, 1).getTime();
  return new Date(Math.floor(date.getFullYear() / count) * count, 0, 1).getTime();
}

/** By the calendar, so that a day with 23 hours is one. */
function next(at: number, unit: Unit, count: number): number {
  const date = new Date(at);
  if (unit === 'minute') return at + count * MINUTE;
  if (unit === 'hour') return date.setHours(date.getHours() + count);
  if (unit === 'day') return date.setDate(date.getDate() + count);
  if (unit === 'month') return date.setMonth(date.getMonth() + count);
  return date.setFullYear(date.getFullYear() + count);
}
