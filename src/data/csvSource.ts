import { type DuckDBConnection } from '@duckdb/node-api';
import { oneLine } from '../base/oneLine';
import { failure, success, type Result } from '../base/result';
import { shownText } from '../domain/shownText';
import { type CsvHeader, readCsvHeader } from './csvHeader';
import { type Block, classOfValue, PANDAS_NULLS, planForText } from './csvTyping';
import { type DuckDatabase } from './duckDatabase';
import { explainReadError } from './readFailure';
import { quotePath, quoteText } from './quoting';
import { loadedTable } from './loadedTable';
import { type ColumnPlan, type SourceColumn, type TableSource } from './tableSource';

/**
 * Files of separated values of one shape as a source. Every value is loaded as text once, so that typing can follow
 * pandas exactly, column by column. O(bytes); what does not fit in memory goes to DuckDB's temporary folder.
 */
export async function openCsv(
  connection: DuckDBConnection,
  database: DuckDatabase,
  paths: readonly string[],
): Promise<Result<TableSource>> {
  const filled = await loadedTable(database, name => load(connection, name, paths));
  if (!filled.ok) return filled;
  const { table, loaded } = filled.value;
  const { names, starts, rowCount } = loaded;
  const block = blockOfRow(starts, rowsInBlock(names.length));
  return success({
    rowCount,
    columns: names.map((name, k) => ({
      name,
      fileType: 'VARCHAR',
      plan: once(async reader => await planOf(reader, { table, column: `c${k}`, block })),
    })),
    planAll: async reader => await plansOf(reader, { table, columns: names.map((_, k) => `c${k}`), block }),
    relation: table,
    dispose: () => database.drop('TABLE', table),
  });
}

/** The column names of one file, without its rows. */
export async function csvColumnNames(path: string): Promise<Result<readonly string[]>> {
  const header = await headerOf(path);
  return header.ok ? success(header.value.names) : header;
}

/** The texts of its first row; nothing if it has none. */
export async function firstCsvRow(
  connection: DuckDBConnection,
  path: string,
): Promise<readonly { readonly name: string; readonly value: string | null }[]> {
  const header = await headerOf(path);
  if (!header.ok) return [];
  const { names } = header.value;
  const result = await connection.run(`${selectFrom(path, header.value, names)} LIMIT 1`);
  const [row] = await result.getRows();
  return row === undefined ? [] : names.map((name, k) => ({ name, value: typeof row[k] === 'string' ? row[k] : null }));
}

interface Loaded {
  readonly names: readonly string[];
  /** The first row of each file. */
  readonly starts: readonly number[];
  readonly rowCount: number;
}

async function load(connection: DuckDBConnection, table: string, paths: readonly string[]): Promise<Result<Loaded>> {
  const first = await headerOf(paths[0] ?? '');
  if (!first.ok) return first;
  const { names } = first.value;
  await connection.run(`CREATE TABLE ${table} (${names.map((_, k) => `c${k} VARCHAR`).join(', ')})`);
  const starts: number[] = [];
  let rowCount = 0;
  for (const path of paths) {
    const header = await headerOf(path);
    if (!header.ok) return header;
    const problem = difference(names, header.value.names, { first: paths[0] ?? '', path });
    if (problem !== null) return problem;
    starts.push(rowCount);
    const inserted = await insert(connection, path, `INSERT INTO ${table} BY NAME ${selectFrom(path, header.value, names)}`);
    if (!inserted.ok) return inserted;
    rowCount += inserted.value;
  }
  return success({ names, starts, rowCount });
}

async function insert(connection: DuckDBConnection, path: string, sql: string): Promise<Result<number>> {
  try {
    return success((await connection.run(sql)).rowsChanged);
  } catch (error) {
    return explainReadError(error, { path, format: 'csv' });
  }
}

async function headerOf(path: string): Promise<Result<CsvHeader>> {
  const shown = oneLine(path, 500);
  try {
    const header = await readCsvHeader(path);
    if (header === null)
      return failure('unreadable', `${shown} has no header that ends.`, {
        nextStep: 'Put the column names in the first line and close its quotes.',
      });
    // UTF-16 text reads as characters parted by zero bytes.
    if (header.names.some(name => name.includes('\0')))
      return failure('unreadable', `${shown} is not UTF-8 text.`, { nextStep: 'Save the file as UTF-8.' });
    return success(header);
  } catch (error) {
    return failure('unreadable', `${shown} cannot be read.`, {
      nextStep: 'Check that it is whole and may be read.',
      detail: String(error),
    });
  }
}

/** @param names the columns of the table: the file may have them in another order */
function selectFrom(path: string, { names: own, separator, skip }: CsvHeader, names: readonly string[]): string {
  const columns = own.map(name => `c${names.indexOf(name)}: 'VARCHAR'`).join(', ');
  const shared = `auto_detect = false, header = true, skip = ${skip}, delim = ${quoteText(separator)}, quote = '"', escape = '"', columns = {${columns}}`;
  const nulls = PANDAS_NULLS.map(quoteText).join(', ');
  if (own.length > 1) return `SELECT * FROM read_csv(${quotePath(path)}, ${shared}, nullstr = [${nulls}])`;
  // In a single column an empty line is not a missing value but no row at all, so empty and missing are told apart here.
  // (A long IN would become a join, which loses the order of rows.)
  return `SELECT CASE WHEN list_contains([${nulls}], c0) THEN NULL ELSE c0 END AS c0 FROM read_csv(${quotePath(path)}, ${shared}, nullstr = [chr(1)]) WHERE c0 <> ''`;
}

function difference(names: readonly string[], others: readonly string[], files: { first: string; path: string }): Result<never> | null {
  const [first, path] = [oneLine(files.first, 500), oneLine(files.path, 500)];
  const nextStep = 'Give a pattern that matches files of one shape.';
  const absent = names.find(name => !others.includes(name));
  if (absent !== undefined) return failure('invalid', `${path} has no column "${shownText(absent)}", which ${first} has.`, { nextStep });
  const extra = others.find(name => !names.includes(name));
  if (extra !== undefined) return failure('invalid', `${path} has a column "${shownText(extra)}", which ${first} has not.`, { nextStep });
  return null;
}

/** How many rows pandas' parser types at a time: the largest power of two below 2^20 / columns. */
function rowsInBlock(columns: number): number {
  let rows = 1;
  while (rows * 2 < 2 ** 20 / columns) rows *= 2;
  return rows;
}

/** A row's block, as an SQL expression: files are typed apart, and each in blocks. */
function blockOfRow(starts: readonly number[], rows: number): string {
  const cases = starts.map((start, k) => `WHEN rowid >= ${start} THEN ${k} * 1000000000 + (rowid - ${start}) // ${rows}`);
  return `CASE ${cases.reverse().join(' ')} END`;
}

/** A plan looks through all values: it is made once, and again only if making it failed. */
function once(make: SourceColumn['plan']): SourceColumn['plan'] {
  let made: ColumnPlan | undefined;
  return async connection => (made ??= await make(connection));
}

/**
 * Columns that one query looks through. They are laid end to end as one column of values: to plan a query that says what is
 * looked for once per column costs more than to look, at a thousand columns by far.
 */
const TYPED_AT_ONCE = 250;

async function planOf(
  connection: DuckDBConnection,
  { column, ...where }: { table: string; column: string; block: string },
): Promise<ColumnPlan> {
  const [plan] = await plansOf(connection, { ...where, columns: [column] });
  if (plan === undefined) throw new Error(`No plan was made for ${column}.`);
  return plan;
}

async function plansOf(
  connection: DuckDBConnection,
  { table, columns, block }: { table: string; columns: readonly string[]; block: string },
): Promise<readonly ColumnPlan[]> {
  const plans: ColumnPlan[] = [];
  for (let start = 0; start < columns.length; start += TYPED_AT_ONCE) {
    const some = columns.slice(start, start + TYPED_AT_ONCE);
    const values = some.length === 1 ? `0 AS place, ${some[0]} AS value` : laidEndToEnd(some);
    const result = await connection.run(
      `SELECT place, count(*), bit_or(${classOfValue('value')}), count(value) FROM (SELECT ${block} AS block, ${values} FROM ${table})
       GROUP BY place, block ORDER BY block`,
    );
    const blocks: Block[][] = some.map(() => []);
    for (const [place = 0, total = 0, classes = 0, present = 0] of (await result.getRows()).map(row => row.map(Number)))
      blocks[place]?.push({ classes, present, missing: total - present });
    plans.push(...some.map((column, k) => planForText(column, blocks[k] ?? [])));
  }
  return plans;
}

function laidEndToEnd(columns: readonly string[]): string {
  return `unnest(range(${columns.length})) AS place, unnest([${columns.join(', ')}]) AS value`;
}
