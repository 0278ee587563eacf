import { toJsonNumber } from '../base/json';
import { failure, type Result, success } from '../base/result';
import { type ArtifactColumn, type ArtifactTable } from './contract';
import { type TableLimits } from './previewTable';

/**
 * The first rows of a table in pandas' split form: `{"columns": […], "data": [[…], …]}`. 'invalid' if the text is JSON of
 * another form, 'unreadable' if it is not JSON.
 */
export function splitTable(text: string, limits: TableLimits): Result<ArtifactTable> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const { columns, data } = parsed.value as { columns?: unknown; data?: unknown };
  if (!Array.isArray(columns) || !isRows(data)) return failure('invalid', 'This JSON file does not hold a table.');
  const shown = data.slice(0, limits.rowsOf(columns.length));
  return success({
    rowCount: data.length,
    shownRows: shown.length,
    columns: columns.map((name: unknown, k) =>
      columnOf(
        nameText(name),
        shown.map(row => row[k] ?? null),
        limits.textLength,
      ),
    ),
  });
}

function parse(text: string): Result<object> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? success(value) : failure('invalid', 'This JSON file does not hold a table.');
  } catch (error) {
    return failure('unreadable', 'This file is not JSON.', { nextStep: 'Open it as text to see why.', detail: String(error) });
  }
}

function isRows(data: unknown): data is readonly (readonly unknown[])[] {
  return Array.isArray(data) && data.every(Array.isArray);
}

/** pandas writes the name of a column of several levels as a list. */
function nameText(name: unknown): string {
  return typeof name === 'string' ? name : jsonText(name);
}

function columnOf(name: string, values: readonly unknown[], textLength: number): ArtifactColumn {
  const present = values.filter(value => value !== null);
  if (present.length > 0 && present.every(value => typeof value === 'number')) {
    return { name, kind: 'number', type: 'number', values: values.map(value => toJsonNumber(value as number | null)) };
  }
  if (present.length > 0 && present.every(value => typeof value === 'boolean')) {
    return { name, kind: 'boolean', type: 'true or false', values: values.map(value => (value === null ? null : Number(value))) };
  }
  const isPlain = present.every(value => typeof value === 'string');
  const text = (value: unknown): string => cut(typeof value === 'string' ? value : jsonText(value), textLength);
  return { name, kind: 'text', type: isPlain ? 'text' : 'mixed', values: values.map(value => (value === null ? null : text(value))) };
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Lists within lists can be read deeper than they can be written.
    return '[…]';
  }
}
