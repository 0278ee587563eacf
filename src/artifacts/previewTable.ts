import { toJsonNumber } from '../base/json';
import { type Job } from '../base/protocol';
import { type Result, success } from '../base/result';
import { type HeadColumn, type TableHead, type TableReader } from '../data/contract';
import { type ArtifactColumn, type ArtifactTable } from './contract';

/** How much of a table a page is given. */
export interface TableLimits {
  /** Of a table with so many columns. */
  readonly rowsOf: (columns: number) => number;
  /** Longer texts end in an ellipsis. */
  readonly textLength: number;
}

/** A thousand rows; fewer of a table with thousands of columns, so that the page stays quick. */
export const PAGE_LIMITS: TableLimits = {
  rowsOf: columns => Math.max(20, Math.min(1000, Math.floor(1_000_000 / Math.max(1, columns)))),
  textLength: 500,
};

/** Texts of one table, in characters: some ten megabytes on their way to the page. */
const MOST_TEXT = 8_000_000;

/** The first rows of a CSV, TSV, Parquet or JSON lines file. */
export async function previewTable(tables: Pick<TableReader, 'head'>, file: string, job: Job): Promise<Result<ArtifactTable>> {
  const head = await tables.head(file, { rows: PAGE_LIMITS.rowsOf(1), textLength: PAGE_LIMITS.textLength + 1 }, job);
  return head.ok ? success(tableOf(head.value)) : head;
}

function tableOf(head: TableHead): ArtifactTable {
  const shownRows = fittingRows(head);
  return { rowCount: head.rowCount, shownRows, columns: head.columns.map(column => columnOf(column, shownRows)) };
}

/** At least one row, however long its texts are. */
function fittingRows({ columns }: TableHead): number {
  const most = Math.min(columns[0]?.values.length ?? 0, PAGE_LIMITS.rowsOf(columns.length));
  let text = 0;
  for (let row = 0; row < most; row++) {
    for (const { values } of columns) text += String(values[row] ?? '').length;
    if (text > MOST_TEXT) return Math.max(1, row);
  }
  return most;
}

const KINDS: Readonly<Record<HeadColumn['kind'], readonly [ArtifactColumn['kind'], string]>> = {
  integer: ['number', 'integer'],
  double: ['number', 'number'],
  float32: ['number', 'number, 32 bits'],
  boolean: ['boolean', 'true or false'],
  datetime: ['time', 'time'],
  text: ['text', 'text'],
};

function columnOf({ name, fileType, kind: held, values }: HeadColumn, shownRows: number): ArtifactColumn {
  const [kind, word] = KINDS[held];
  const type = held === 'text' && fileType !== 'VARCHAR' ? fileType.slice(0, 60).toLowerCase() : word;
  return { name, kind, type, values: values.slice(0, shownRows).map(valueOf) };
}

function valueOf(value: number | string | null): ArtifactColumn['values'][number] {
  if (typeof value !== 'string') return toJsonNumber(value);
  return value.length > PAGE_LIMITS.textLength ? `${value.slice(0, PAGE_LIMITS.textLength - 1)}…` : value;
}
