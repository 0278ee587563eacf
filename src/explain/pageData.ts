import { type Column } from '../domain/column';
import { type ExplainReport, type ExplainRequest } from './contract';
import { type ExplainedRows } from './explainReport';

/** A saved report stays about this large, row numbers included; very many rows still leave a part of it for values. */
const REPORT_BYTES = 8_000_000;
const LEAST_VALUE_BYTES = 2_000_000;
/** What numbers take in JSON, their commas included. */
const NUMBER_BYTES = 22;
const ROW_NUMBER_BYTES = 7;

/** Rows whose values a page can keep. */
export function keptRows(rows: number, features: number, outputs: number): number {
  const bytesPerRow = NUMBER_BYTES * (features * (outputs + 1) + outputs + 1);
  const available = Math.max(LEAST_VALUE_BYTES, REPORT_BYTES - ROW_NUMBER_BYTES * rows);
  return Math.min(rows, Math.max(1, Math.floor(available / bytesPerRow)));
}

export type Cell = number | string | null;

/** One column of the kept rows as a person reads it: a label, a number, null if missing. */
export function cellsOf(column: Column, rows: Int32Array): Cell[] {
  if (column.storage === 'codes') return Array.from(rows, row => column.categories[column.codes[row] as number] ?? null);
  return Array.from(rows, row => shown(column.kind, column.values[row] as number));
}

function shown(kind: string, value: number): Cell {
  if (Number.isNaN(value)) return null;
  if (kind === 'datetime') return timeText(value);
  return Number.isFinite(value) ? value : String(value);
}

function timeText(milliseconds: number): string {
  const time = new Date(milliseconds);
  return Number.isNaN(time.getTime()) ? String(milliseconds) : time.toISOString();
}

export interface PageParts {
  readonly request: ExplainRequest;
  readonly trees: number;
  readonly rows: number;
  /** By feature. */
  readonly cells: readonly (readonly Cell[])[];
  readonly targets: readonly Cell[] | null;
  /** The values are in the report for the page's sake alone. */
  readonly valuesForPageOnly: boolean;
}

/** What a page shows beside the report itself, for the kept rows. */
export function pageData(parts: PageParts, explained: ExplainedRows, outputs: number): NonNullable<ExplainReport['page']> {
  const rows = Array.from({ length: parts.rows }, (_, row) => row);
  return {
    at: Date.now(),
    request: parts.request,
    trees: parts.trees,
    featureValues: rows.map(row => parts.cells.map(cells => cells[row] ?? null)),
    predictions: rows.map(row => Array.from(explained.margins.subarray(row * outputs, (row + 1) * outputs))),
    targets: parts.targets,
    keptRows: parts.rows,
    valuesForPageOnly: parts.valuesForPageOnly,
  };
}
