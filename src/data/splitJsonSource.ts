import { BIGINT, BOOLEAN, DOUBLE, type DuckDBConnection, type DuckDBType, VARCHAR } from '@duckdb/node-api';
import { open, readFile } from 'node:fs/promises';
import { oneLine } from '../base/oneLine';
import { failure, success, type Result } from '../base/result';
import { type DuckDatabase } from './duckDatabase';
import { typedColumn } from './typedColumn';
import { TableFiller } from './tableFiller';
import { type TableSource } from './tableSource';

/**
 * Whether a JSON file holds a table in pandas' split form, `{"columns": […], "data": [[…], …]}`, as MLflow logs its
 * evaluation tables.
 */
export async function isSplitJson(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(4096);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return /^\uFEFF?\s*\{\s*"(columns|index|data)"\s*:\s*\[/.test(head.subarray(0, bytesRead).toString('utf8'));
  } finally {
    await file.close();
  }
}

/** Such a file as a source. Read whole: what MLflow logs as a table it held in memory too. O(bytes). */
export async function openSplitJson(connection: DuckDBConnection, database: DuckDatabase, path: string): Promise<Result<TableSource>> {
  const parsed = await parse(path);
  if (!parsed.ok) return parsed;
  const { columns, data } = parsed.value;
  const types = columns.map((_, k) => typeOf(data, k));
  const table = database.newName();
  const filler = await TableFiller.begin(
    connection,
    table,
    types.map(({ type }) => type),
  );
  try {
    filler.append(
      data.length,
      types.map(({ type }, k) => (vector, from, count) => {
        for (let row = 0; row < count; row++) vector.setItem(row, valueFor(type, data[from + row]?.[k]) as never);
      }),
    );
  } finally {
    filler.end();
  }
  return success({
    rowCount: data.length,
    columns: columns.map((name, k) => {
      const { type, dtype } = types[k] ?? { type: VARCHAR };
      return typedColumn(name, type.toString(), `c${k}`, dtype);
    }),
    relation: table,
    dispose: () => database.drop('TABLE', table),
  });
}

/** The column names of such a file. */
export async function splitJsonColumnNames(path: string): Promise<Result<readonly string[]>> {
  const parsed = await parse(path);
  return parsed.ok ? success(parsed.value.columns) : parsed;
}

interface SplitTable {
  readonly columns: readonly string[];
  readonly data: readonly (readonly unknown[])[];
}

async function parse(path: string): Promise<Result<SplitTable>> {
  const shown = oneLine(path, 500);
  try {
    // Python writes NaN and Infinity bare, which is no JSON; in texts they stand between quotes.
    const text = (await readFile(path, 'utf8'))
      .replace(/^\uFEFF/, '')
      .replace(/("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g, (bare, quoted?: string) => quoted ?? nonFinite(bare));
    const { columns, data } = JSON.parse(text) as { columns?: unknown; data?: unknown };
    if (Array.isArray(columns) && Array.isArray(data) && data.every(row => Array.isArray(row)))
      return success({ columns: columns.map((name: unknown, k) => (typeof name === 'string' ? name : `column ${k}`)), data });
    return failure('unreadable', `${shown} is JSON, but not a table of columns and data.`, { nextStep: 'Log it with mlflow.log_table.' });
  } catch (error) {
    return failure('unreadable', `${shown} is not whole JSON.`, { nextStep: 'Copy or log the file again.', detail: String(error) });
  }
}

function nonFinite(bare: string): string {
  if (bare.endsWith('NaN')) return 'null';
  return bare.startsWith('-') ? '-1e999' : '1e999';
}

interface SplitType {
  readonly type: DuckDBType;
  readonly dtype?: string;
}

/** Beyond 2^53 the digits are rounded already, but the column is still one of integers. */
function isInteger64(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63;
}

function kindsOf(data: SplitTable['data'], column: number): ReadonlySet<string> {
  const present = data.map(row => row[column]).filter(value => value !== null && value !== undefined);
  return new Set(present.map(value => (isInteger64(value) ? 'integer' : typeof value)));
}

/** What pandas makes of a column of JSON values: one kind alone, or objects. */
function typeOf(data: SplitTable['data'], column: number): SplitType {
  const kinds = kindsOf(data, column);
  if (kinds.size === 0) return { type: VARCHAR, dtype: 'object' };
  const only = (...names: string[]): boolean => [...kinds].every(kind => names.includes(kind));
  if (only('integer')) return { type: BIGINT };
  if (only('integer', 'number')) return { type: DOUBLE };
  if (only('boolean')) return { type: BOOLEAN };
  return only('string') ? { type: VARCHAR } : { type: VARCHAR, dtype: 'object' };
}

function valueFor(type: DuckDBType, value: unknown): bigint | number | boolean | string | null {
  if (value === null || value === undefined) return null;
  if (type === BIGINT) return BigInt(value as number);
  if (type === DOUBLE || type === BOOLEAN) return value as number | boolean;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
