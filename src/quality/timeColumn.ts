import { type Column, type NumericColumn } from '../domain/column';

const DATE = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:[.]\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A time column as numbers: times of Parquet as they are, numbers by their own order, and texts such as
 * "2026-06-18 09:30", as a CSV holds them, as UTC unless they name an offset. Null if no text is a time. O(rows).
 */
export function timeColumn(column: Column): NumericColumn | null {
  if (column.storage === 'numbers') return column;
  const times = column.categories.map(parseTime);
  if (times.every(time => Number.isNaN(time))) return null;
  const values = Float64Array.from(column.codes, code => times[code] ?? NaN);
  return {
    name: column.name,
    storage: 'numbers',
    kind: 'datetime',
    values,
    missing: values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0),
  };
}

function parseTime(text: string): number {
  const match = DATE.exec(text.trim());
  if (match === null) return NaN;
  const iso = text.trim().replace(' ', 'T');
  return Date.parse(match[1] === undefined ? (iso.includes('T') ? `${iso}Z` : iso) : iso);
}
