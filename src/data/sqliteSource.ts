import { type DuckDBConnection, DOUBLE, type DuckDBType, VARCHAR, BIGINT } from '@duckdb/node-api';
import { type Database } from 'better-sqlite3';
import { stat } from 'node:fs/promises';
import { oneLine } from '../base/oneLine';
import { failure, success, type Result } from '../base/result';
import { shownText } from '../domain/shownText';
import { type DuckDatabase } from './duckDatabase';
import { planForType } from './pandasTypes';
import { quoteName } from './quoting';
import { TableFiller, type VectorWriter } from './tableFiller';
import { type TableSource } from './tableSource';

/** Opens a database file for reading alone. */
export type OpenDatabaseFile = (path: string) => Promise<Result<Database>>;

interface SqliteTable {
  readonly database: string;
  readonly table: string;
}

/** Rows that are taken at a time. */
const BATCH = 20_480;

/**
 * A table or view of an SQLite database file as a source: copied into a table of DuckDB's, once, in one read transaction.
 * Types are those of pandas' `read_sql`, that is, of the values: integers, floats where one is missing, text, and objects
 * where both occur. O(rows).
 */
export async function openSqliteTable(
  connection: DuckDBConnection,
  database: DuckDatabase,
  { database: path, table: name, open }: SqliteTable & { readonly open: OpenDatabaseFile },
): Promise<Result<TableSource>> {
  const there = await problemOf(path);
  if (there !== null) return there;
  const opened = await open(path);
  if (!opened.ok) return opened;
  const table = database.newName();
  try {
    const types = typesOf(opened.value, name);
    if (!types.ok) return types;
    return success(await copy({ connection, duck: database, table, file: opened.value }, name, types.value));
  } catch (error) {
    database.drop('TABLE', table);
    return explainSqlite(path, error);
  } finally {
    opened.value.close();
  }
}

/** The columns of a table of an SQLite file. */
export async function sqliteColumnNames(
  { database: path, table }: SqliteTable,
  open: OpenDatabaseFile,
): Promise<Result<readonly string[]>> {
  const there = await problemOf(path);
  if (there !== null) return there;
  const opened = await open(path);
  if (!opened.ok) return opened;
  try {
    const columns = columnsOf(opened.value, table);
    return columns.ok ? success(columns.value) : columns;
  } catch (error) {
    return explainSqlite(path, error);
  } finally {
    opened.value.close();
  }
}

/** What the values of a column are, all looked at. */
interface ColumnType {
  readonly name: string;
  readonly type: DuckDBType;
  /** pandas' type, where it does not follow. */
  readonly dtype?: string;
}

function columnsOf(file: Database, table: string): Result<readonly string[]> {
  const columns = file.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)').all(table);
  if (columns.length > 0) return success(columns.map(({ name }) => name));
  const tables = file
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name LIMIT 8")
    .all();
  const nextStep =
    tables.length === 0 ? 'It has no tables.' : `The tables there are: ${tables.map(({ name }) => shownText(name)).join(', ')}.`;
  return failure('not_found', `${oneLine(file.name, 500)} has no table "${shownText(table)}".`, { nextStep });
}

/** SQLite types values, not columns: a column is what its values are. */
function typesOf(file: Database, table: string): Result<readonly ColumnType[]> {
  const columns = columnsOf(file, table);
  if (!columns.ok) return columns;
  const kinds = columns.value.map(name => {
    const sql = `SELECT DISTINCT typeof(${quoteName(name)}) AS kind FROM ${quoteName(table)}`;
    return file
      .prepare<[], { kind: string }>(sql)
      .all()
      .map(({ kind }) => kind);
  });
  return success(columns.value.map((name, k) => ({ name, ...typeOf(new Set(kinds[k]?.filter(kind => kind !== 'null'))) })));
}

function typeOf(kinds: ReadonlySet<string>): Omit<ColumnType, 'name'> {
  if (kinds.size === 0) return { type: VARCHAR, dtype: 'object' };
  if (kinds.size === 1 && kinds.has('integer')) return { type: BIGINT };
  if ([...kinds].every(kind => kind === 'integer' || kind === 'real')) return { type: DOUBLE };
  return kinds.size === 1 && kinds.has('text') ? { type: VARCHAR } : { type: VARCHAR, dtype: 'object' };
}

interface Copying {
  readonly connection: DuckDBConnection;
  readonly duck: DuckDatabase;
  readonly table: string;
  readonly file: Database;
}

async function copy({ connection, duck, table, file }: Copying, name: string, columns: readonly ColumnType[]): Promise<TableSource> {
  const filler = await TableFiller.begin(
    connection,
    table,
    columns.map(({ type }) => type),
  );
  const rows = file
    .prepare(`SELECT * FROM ${quoteName(name)}`)
    .raw()
    .safeIntegers()
    .iterate() as IterableIterator<unknown[]>;
  let batch: unknown[][] = [];
  try {
    for (const row of rows) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      filler.append(batch.length, writersOf(columns, batch));
      batch = [];
      // Between batches the process answers others, a cancel among them.
      await connection.run('SELECT 1');
    }
    filler.append(batch.length, writersOf(columns, batch));
  } finally {
    filler.end();
  }
  return {
    rowCount: filler.rowCount,
    columns: columns.map(({ name: column, type, dtype }, k) => {
      const plan = planForType(type.toString(), `c${k}`, dtype);
      return { name: column, fileType: type.toString(), value: `c${k}`, plan: () => Promise.resolve(plan) };
    }),
    relation: table,
    dispose: () => duck.drop('TABLE', table),
  };
}

function writersOf(columns: readonly ColumnType[], batch: readonly unknown[][]): VectorWriter[] {
  return columns.map(({ type }, k) => (vector, from, count) => {
    for (let row = 0; row < count; row++) vector.setItem(row, valueFor(type, batch[from + row]?.[k]) as never);
  });
}

function valueFor(type: DuckDBType, value: unknown): bigint | number | string | null {
  if (value === null || value === undefined) return null;
  if (type === BIGINT) return value as bigint;
  if (type === DOUBLE) return Number(value);
  return Buffer.isBuffer(value) ? value.toString('hex') : String(value as string);
}

async function problemOf(path: string): Promise<Result<never> | null> {
  const shown = oneLine(path, 500);
  try {
    return (await stat(path)).isFile() ? null : failure('invalid', `${shown} is a folder.`, { nextStep: 'Give an SQLite database file.' });
  } catch (error) {
    return failure('not_found', `There is no file ${shown}.`, { nextStep: 'Check the path.', detail: String(error) });
  }
}

function explainSqlite(file: string, error: unknown): Result<never> {
  const path = oneLine(file, 500);
  const detail = error instanceof Error ? error.message : String(error);
  if (/out of memory|interrupt/i.test(detail)) throw error;
  if (/not a database|malformed|disk image/i.test(detail))
    return failure('unreadable', `${path} is not an SQLite database, or it is damaged.`, { nextStep: 'Check the file.', detail });
  if (/locked|busy/i.test(detail))
    return failure('locked', `${path} is locked by another program.`, { nextStep: 'Try again when it has finished writing.', detail });
  return failure('unreadable', `${path} cannot be read: ${oneLine(detail)}.`, { nextStep: 'Check the file and the table.', detail });
}
