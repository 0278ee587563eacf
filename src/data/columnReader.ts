import { type DuckDBConnection, type DuckDBDataChunk } from '@duckdb/node-api';
import { type Job } from '../base/protocol';
import { success, type Result } from '../base/result';
import { type CategoryColumn, type Column, type NumericColumn } from '../domain/column';
import { type DuckDatabase } from './duckDatabase';
import { quoteText } from './quoting';
import { type ColumnPlan, type TableSource } from './tableSource';

/** Up to this many distinct values, DuckDB's own dictionary is faster than one in JavaScript. */
const DICTIONARY_UP_TO = 50_000;
/** Up to this many, a search in their list is faster than a dictionary, the more so where a file has a dictionary itself. */
const LIST_UP_TO = 20;
/** Up to this many rows are had at once: each part that is waited for costs as much as copying ten. */
const ROWS_AT_ONCE = 1 << 22;

/** What a column is read with. */
interface Reading {
  readonly connection: DuckDBConnection;
  readonly database: DuckDatabase;
  readonly source: TableSource;
  readonly name: string;
  readonly signal: Job['signal'];
}

/** Reads one column of an open table into typed arrays, in row order, 2,048 rows at a time. O(rows). */
export async function readColumn(reading: Reading): Promise<Result<Column>> {
  const column = reading.source.columns.find(each => each.name === reading.name);
  if (column === undefined) throw new Error(`The table has no column ${reading.name}.`);
  const plan = await column.plan(reading.connection);
  return success(plan.storage === 'numbers' ? await readNumbers(reading, plan) : await readText(reading, plan));
}

async function readNumbers(reading: Reading, plan: Extract<ColumnPlan, { storage: 'numbers' }>): Promise<NumericColumn> {
  const { source, name } = reading;
  const values = new Float64Array(source.rowCount);
  await readInto(reading, values, `coalesce(${plan.expression}, 'nan'::DOUBLE)`);
  let missing = 0;
  for (let row = 0; row < values.length; row++) missing += Number(Number.isNaN(values[row] as number));
  return { name, storage: 'numbers', kind: plan.kind, values, missing, pandas: plan.pandas(missing, source.rowCount) };
}

async function readText(reading: Reading, plan: Extract<ColumnPlan, { storage: 'codes' }>): Promise<CategoryColumn> {
  const { source, name } = reading;
  const coded = (await readByDictionary(reading, plan.expression)) ?? (await readStrings(reading, plan.expression));
  let missing = 0;
  for (let row = 0; row < coded.codes.length; row++) missing += Number((coded.codes[row] as number) < 0);
  return { name, storage: 'codes', ...coded, missing, pandas: plan.pandas(missing, source.rowCount) };
}

interface Coded {
  readonly codes: Int32Array;
  readonly categories: readonly string[];
}

/** Few distinct values: DuckDB numbers them, and only the numbers cross into JavaScript. Null of many. */
async function readByDictionary(reading: Reading, expression: string): Promise<Coded | null> {
  return (await readByList(reading, expression)) ?? (await readByEnumeration(reading, expression));
}

/** A search in the list of all distinct values; null where they are too many for that. */
async function readByList(reading: Reading, expression: string): Promise<Coded | null> {
  const { connection, source } = reading;
  const found = await connection.run(
    `SELECT DISTINCT ${expression} FROM ${source.relation} WHERE ${expression} IS NOT NULL LIMIT ${LIST_UP_TO + 1}`,
  );
  const labels = (await found.getRows()).map(row => String(row[0]));
  // A query ends at a NUL.
  if (labels.length > LIST_UP_TO || labels.some(label => label.includes('\0'))) return null;
  const codes = new Int32Array(source.rowCount);
  const list = `[${labels.map(quoteText).join(', ')}]::VARCHAR[]`;
  await readInto(reading, codes, `coalesce(list_position(${list}, ${expression}), 0)::INTEGER - 1`);
  return inOrderOfAppearance(codes, labels);
}

async function readByEnumeration(reading: Reading, expression: string): Promise<Coded | null> {
  const { connection, database, source } = reading;
  const type = database.newName();
  await connection.run(
    `CREATE TYPE ${type} AS ENUM (SELECT DISTINCT ${expression} FROM ${source.relation} WHERE ${expression} IS NOT NULL LIMIT ${DICTIONARY_UP_TO + 1})`,
  );
  try {
    const names = await connection.run(`SELECT unnest(enum_range(NULL::${type}))::VARCHAR`);
    const labels = (await names.getRows()).map(row => String(row[0]));
    if (labels.length > DICTIONARY_UP_TO) return null;
    const codes = new Int32Array(source.rowCount);
    await readInto(reading, codes, `coalesce(enum_code((${expression})::${type})::INTEGER, -1)`);
    return inOrderOfAppearance(codes, labels);
  } finally {
    database.drop('TYPE', type);
  }
}

/** Numbers the labels anew, in the order in which rows have them. */
function inOrderOfAppearance(codes: Int32Array, labels: readonly string[]): Coded {
  // The first place is of what is missing, -1.
  const renamed = new Int32Array(labels.length + 1).fill(-1);
  const categories: string[] = [];
  for (let row = 0; row < codes.length && categories.length < labels.length; row++) {
    const code = codes[row] as number;
    if (code < 0 || renamed[code + 1] !== -1) continue;
    renamed[code + 1] = categories.length;
    categories.push(labels[code] ?? '');
  }
  for (let row = 0; row < codes.length; row++) codes[row] = renamed[(codes[row] as number) + 1] as number;
  return { codes, categories };
}

/** Many distinct values: each text crosses once a row. */
async function readStrings({ connection, source, signal }: Reading, expression: string): Promise<Coded> {
  const codes = new Int32Array(source.rowCount).fill(-1);
  const known = new Map<string, number>();
  const result = await connection.stream(`SELECT ${expression} FROM ${source.relation}`);
  let start = 0;
  for await (const chunk of result) {
    if (signal.aborted) break;
    const vector = chunk.getColumnVector(0);
    for (let k = 0; k < vector.itemCount; k++) codes[start + k] = codeOf(vector.getItem(k), known);
    start += vector.itemCount;
  }
  return { codes, categories: [...known.keys()] };
}

function codeOf(text: unknown, known: Map<string, number>): number {
  if (typeof text !== 'string') return -1;
  const code = known.get(text) ?? known.size;
  if (code === known.size) known.set(text, code);
  return code;
}

/** Copies the values of an expression without nulls into `target`, a vector at a time. */
async function readInto({ connection, source, signal }: Reading, target: Float64Array | Int32Array, expression: string): Promise<void> {
  let row = 0;
  for await (const chunk of chunksOf(connection, `SELECT ${expression} FROM ${source.relation}`, source.rowCount)) {
    if (signal.aborted) return;
    const vector = chunk.getColumnVector(0);
    // The vector's typed array is marked private; reading it whole is fifty times as fast as value by value.
    const items: unknown = Reflect.get(vector, 'items');
    if (items instanceof Float64Array || items instanceof Int32Array) target.set(items, row);
    else for (let k = 0; k < vector.itemCount; k++) target[row + k] = Number(vector.getItem(k));
    row += vector.itemCount;
  }
  if (row !== target.length) throw new Error(`Expected ${target.length} rows, read ${row}: the file changed while it was read.`);
}

async function* chunksOf(connection: DuckDBConnection, query: string, rows: number): AsyncGenerator<DuckDBDataChunk> {
  if (rows > ROWS_AT_ONCE) return yield* await connection.stream(query);
  const result = await connection.run(query);
  for (let k = 0; k < result.chunkCount; k++) yield result.getChunk(k);
}
