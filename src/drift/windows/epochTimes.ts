import { type Column } from '../../domain/column';
import { failure, type Result, success } from '../../base/result';
import { shownText } from '../../domain/shownText';

/** Numbers below this are no times: as seconds they would lie before March 1973, and as days or dates they are written otherwise. */
const SMALLEST_SECONDS = 1e8;
/** From these sizes on, numbers are milliseconds, microseconds and nanoseconds: as seconds they would be millennia ahead. */
const UNITS = [
  { below: 1e11, perMillisecond: 0.001 },
  { below: 1e14, perMillisecond: 1 },
  { below: 1e17, perMillisecond: 1e3 },
  { below: Infinity, perMillisecond: 1e6 },
] as const;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * A column's values as epoch milliseconds, NaN where one is missing or no time: dates and times of a file, epoch numbers
 * of one unit, which their size tells, or ISO 8601 text, in UTC where it names no zone. Leaves the column as it is. O(rows).
 * @param perMillisecond the unit, where it is known already
 */
export function epochTimes(column: Column, perMillisecond?: number): Result<Float64Array> {
  if (column.storage === 'codes') return textTimes(column.codes, column.categories, column.name);
  if (column.kind === 'datetime') return success(column.values.map(Math.floor));
  const unit = perMillisecond === undefined ? unitPerMillisecond(column, largestOf(column)) : success(perMillisecond);
  if (!unit.ok) return unit;
  return success(column.values.map(value => (Number.isFinite(value) ? Math.floor(value / unit.value) : NaN)));
}

/** How many of its units a column of times has in a millisecond: of numbers by the largest distance from 0, else 1. */
export function unitPerMillisecond(column: Column, largest: number): Result<number> {
  if (column.storage === 'codes' || column.kind === 'datetime') return success(1);
  if (column.kind === 'boolean') return noTimes(column.name, 'It holds truth values.');
  const unit = UNITS.find(({ below }) => largest < below);
  if (unit === undefined || largest < SMALLEST_SECONDS)
    return noTimes(column.name, `Its numbers, at most ${largest}, are no epoch seconds, milliseconds, microseconds or nanoseconds.`);
  return success(unit.perMillisecond);
}

/** How far from 0 the finite numbers of a column reach. O(rows). */
export function largestOf(column: Column): number {
  if (column.storage === 'codes') return 0;
  return column.values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
}

function textTimes(codes: Int32Array, categories: readonly string[], name: string): Result<Float64Array> {
  const times = categories.map(isoTime);
  if (times.length > 0 && times.every(Number.isNaN)) return noTimes(name, `"${shownText(categories[0] ?? '')}" is none of ISO 8601.`);
  return success(Float64Array.from(codes, code => times[code] ?? NaN));
}

/** Epoch milliseconds of an ISO 8601 date or time; NaN if it is none. */
function isoTime(text: string): number {
  const found = ISO.exec(text.trim());
  if (found === null) return NaN;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const milliseconds = Math.floor(Number(`0.${found[7] ?? 0}`) * 1000);
  const time = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const date = new Date(time);
  // Date.UTC carries 30 February over to March.
  const exists = date.getUTCDate() === day && date.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
  return exists ? time - zoneOffset(found[8]) : NaN;
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Why a column holds no times. */
function noTimes(name: string, why: string): Result<never> {
  return failure('invalid', `The column "${shownText(name)}" holds no times to make windows of. ${why}`, {
    nextStep: 'Give a column of dates, of epoch numbers or of ISO 8601 text as the time.',
  });
}
