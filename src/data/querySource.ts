import { type DuckDBConnection } from '@duckdb/node-api';
import { realpath } from 'node:fs/promises';
import * as path from 'node:path';
import { oneLine } from '../base/oneLine';
import { failure, success, type Result } from '../base/result';
import { shownText } from '../domain/shownText';
import { csvColumnNames, openCsv } from './csvSource';
import { type DuckDatabase } from './duckDatabase';
import { findFiles, formatOf } from './fileSet';
import { typedColumn } from './typedColumn';
import { quoteName, quoteText } from './quoting';
import { explainReadError } from './readFailure';
import { edited, endOfToken, nodesOf, parseSelect, placeOf, type SqlEdit, type SqlNode } from './sqlTree';
import { type TableSource } from './tableSource';

/** A query that was looked through: its files are below its folder, and its paths are absolute. */
export interface CheckedQuery {
  readonly sql: string;
  readonly files: readonly string[];
  /** Arrow files, which DuckDB does not read, with the place of their names in `sql`. */
  readonly arrow: readonly ArrowMention[];
  /** No more rows than this. */
  readonly rows?: number;
}

interface ArrowMention {
  readonly paths: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** How DuckDB's errors begin or go on that are about a file's bytes and not about the query. */
const OF_A_FILE = /CSV Error on Line|not utf-8|Error when sniffing|magic bytes|Malformed JSON|parquet file|invalid unicode|deserialize/i;

/** Table functions that read nothing but the files that they name, or nothing. */
const FUNCTIONS = /^(read_csv(_auto)?|read_parquet|parquet_scan|read_json(_auto)?|read_ndjson(_auto)?|range|generate_series|unnest)$/;

/**
 * Looks a user's query through without running it: one SELECT, over files below `folder` alone. Paths in it are relative
 * to that folder; a pattern is as good as a path.
 */
export async function checkQuery(
  connection: DuckDBConnection,
  query: { readonly sql: string; readonly folder: string },
): Promise<Result<CheckedQuery>> {
  const sql = query.sql.replace(/[\s;]+$/, '');
  const parsed = await parseSelect(connection, sql, 'The query');
  if (!parsed.ok) return parsed;
  const nodes = [...nodesOf(parsed.value)];
  const files = new Set<string>();
  const edits: SqlEdit[] = [];
  const arrow: ArrowMention[] = [];
  for (const mention of mentionsIn(nodes)) {
    if (!mention.ok) return mention;
    const found = await filesOf(connection, mention.value.name, query.folder);
    if (!found.ok) return found;
    found.value.paths.forEach(file => files.add(file));
    const { place } = mention.value;
    if (found.value.format === 'arrow') arrow.push({ paths: found.value.paths, from: place, to: endOfToken(sql, place) });
    else edits.push({ from: place, to: endOfToken(sql, place), text: quoteText(path.resolve(query.folder, mention.value.name)) });
  }
  return success({ sql: edited(sql, edits), files: [...files], arrow: arrow.map(each => ({ ...each, ...moved(each, edits) })) });
}

/** A file's name in the text of the query, and where. */
interface Mention {
  readonly name: string;
  readonly place: number;
}

function* mentionsIn(nodes: readonly SqlNode[]): Generator<Result<Mention>> {
  const named = new Set(nodes.flatMap(commonTables).map(name => name.toLowerCase()));
  for (const node of nodes) {
    if (node['type'] === 'BASE_TABLE') {
      const name = String(node['table_name']);
      const place = placeOf(node);
      if (!named.has(name.toLowerCase()) && place !== null) yield success({ name, place });
    } else if (node['type'] === 'TABLE_FUNCTION') yield* inFunction(node['function'] as SqlNode);
  }
}

/** The names that a WITH defines. */
function commonTables(node: SqlNode): string[] {
  const map: unknown = (node['cte_map'] as SqlNode | undefined)?.['map'];
  return Array.isArray(map) ? map.map(entry => String((entry as SqlNode)['key'])) : [];
}

function* inFunction(call: SqlNode): Generator<Result<Mention>> {
  const name = String(call['function_name']);
  if (!FUNCTIONS.test(name)) {
    yield failure('invalid', `The query calls ${shownText(name)}, which is not allowed.`, {
      nextStep: 'Read files by their names, or by read_csv, read_parquet or read_json.',
    });
    return;
  }
  if (!/^(read_|parquet_)/.test(name)) return;
  for (const node of namesGivenTo(call)) {
    const place = placeOf(node);
    const value: unknown = node['class'] === 'CONSTANT' ? (node['value'] as SqlNode)['value'] : null;
    if (typeof value === 'string' && place !== null) yield success({ name: value, place });
    else
      yield failure('invalid', `The query does not name the files of ${name} as they are.`, {
        nextStep: "Name them in quotes: 'flights.parquet'.",
      });
  }
}

/** The first argument is a name or a list of names. */
function namesGivenTo(call: SqlNode): readonly SqlNode[] {
  const [first] = call['children'] as readonly SqlNode[];
  if (first === undefined) return [];
  return first['function_name'] === 'list_value' ? (first['children'] as readonly SqlNode[]) : [first];
}

/** Symbolic links are followed before it is asked whether a file lies below the folder. */
async function filesOf(connection: DuckDBConnection, name: string, folder: string) {
  const found = await findFiles(connection, path.resolve(folder, name));
  if (!found.ok) return found;
  const root = await realpath(folder);
  for (const file of found.value.paths) {
    const relative = path.relative(root, await realpath(file));
    if (relative.startsWith('..') || path.isAbsolute(relative))
      return failure('forbidden', `The query reads ${oneLine(file, 500)}, which is not below ${oneLine(folder, 500)}.`, {
        nextStep: 'Only files below that folder can be read by a query.',
      });
  }
  return found;
}

/** Where a piece of the text is after edits before it. */
function moved({ from, to }: { from: number; to: number }, edits: readonly SqlEdit[]): { from: number; to: number } {
  const shift = edits.filter(edit => edit.to <= from).reduce((sum, edit) => sum + Buffer.byteLength(edit.text) - (edit.to - edit.from), 0);
  return { from: from + shift, to: to + shift };
}

/**
 * Runs a checked query in a database that is confined to its folder, and keeps its rows there. Types are those that
 * pandas' `read_parquet` gives of a file with these columns.
 */
export async function openQuery(connection: DuckDBConnection, database: DuckDatabase, query: CheckedQuery): Promise<Result<TableSource>> {
  const table = database.newName();
  const loaded: TableSource[] = [];
  try {
    const edits: SqlEdit[] = [];
    for (const { paths, from, to } of query.arrow) {
      const { openArrow } = await import('./arrowSource.js');
      const source = await openArrow(connection, database, paths);
      if (!source.ok) return source;
      loaded.push(source.value);
      edits.push({ from, to, text: namedColumns(source.value) });
    }
    const select = edited(query.sql, edits);
    const limited = query.rows === undefined ? select : `SELECT * FROM (${select}\n) LIMIT ${query.rows}`;
    const made = await connection.run(`CREATE TABLE ${table} AS ${limited}`);
    const rowCount = Number((await made.getRows())[0]?.[0] ?? 0);
    const described = await (await connection.run(`DESCRIBE ${table}`)).getRows();
    return success({
      rowCount,
      columns: described.map(([name, type]) => typedColumn(String(name), String(type), quoteName(String(name)))),
      relation: table,
      dispose: () => database.drop('TABLE', table),
    });
  } catch (error) {
    database.drop('TABLE', table);
    return (await brokenTable(connection, database, query.files, error)) ?? explainQuery(error, query.files);
  } finally {
    loaded.forEach(source => source.dispose());
  }
}

function namedColumns({ columns, relation }: TableSource): string {
  return `(SELECT ${columns.map(({ name, value = '' }) => `${value} AS ${quoteName(name)}`).join(', ')} FROM ${relation})`;
}

/** Where a column is not found that a file's header has, what is wrong is the file, as of lines with too many fields; null where none is. */
async function brokenTable(
  connection: DuckDBConnection,
  database: DuckDatabase,
  files: readonly string[],
  error: unknown,
): Promise<Result<never> | null> {
  const missing = /Referenced column "([^"]+)" not found/.exec(String(error))?.[1];
  if (missing === undefined) return null;
  for (const file of files.filter(each => formatOf(each) === 'csv')) {
    const names = await csvColumnNames(file);
    if (names.ok && !names.value.includes(missing)) continue;
    const opened = await openCsv(connection, database, [file]);
    if (!opened.ok) return opened;
    opened.value.dispose();
  }
  return null;
}

/** What DuckDB says of a file that the query reads is told of that file, as if it were read by itself. */
function explainQuery(error: unknown, files: readonly string[]): Result<never> {
  const detail = error instanceof Error ? error.message : String(error);
  if (/out of memory|no space left|failed to create directory/i.test(detail))
    return explainReadError(error, { path: 'The query', format: 'query' });
  const file = files.find(each => detail.includes(each)) ?? (files.length === 1 ? files[0] : undefined);
  if (file !== undefined && OF_A_FILE.test(detail)) return explainReadError(error, { path: file, format: formatOf(file) ?? 'query' });
  const first = (detail.split('\n')[0] ?? '').replace(/^\w+( \w+)? Error: /, '').replace(/[.!]+$/, '');
  return failure('invalid', `The query fails: ${oneLine(first)}.`, { nextStep: 'Correct the query.', detail });
}
