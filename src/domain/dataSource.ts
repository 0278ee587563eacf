import { failure, success, type Result } from '../base/result';
import { oneLine } from '../base/oneLine';
import { runId, type RunId } from './ids';

/**
 * Where the rows of a table come from: files by a path or a glob, a table of an SQLite database, one SELECT over files
 * below a folder, an artifact of a run, or a dataset that a run logged.
 */
export type DataSource =
  | string
  | { readonly kind: 'table'; readonly database: string; readonly table: string }
  | { readonly kind: 'query'; readonly sql: string; readonly folder: string }
  | { readonly kind: 'artifact'; readonly runId: RunId; readonly path: string }
  | { readonly kind: 'dataset'; readonly runId: RunId; readonly name: string };

/**
 * Which rows of a source are looked at. A range holds `from` and what follows it up to, but without, `to`; either may be
 * left out. An expression is one condition in DuckDB's SQL.
 */
export type RowFilter =
  | { readonly kind: 'range'; readonly column: string; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'expression'; readonly sql: string };

/**
 * Reads a source as people write it: `flights.parquet`, `parts/*.csv`, `sqlite:///flights.db?table=flights` (four slashes
 * for an absolute path), `SELECT … FROM 'flights.parquet'`, `runs:/ID/eval_results_table.json`, `runs:/ID?dataset=NAME`.
 *
 * @param place makes a path absolute; the folder of a query is that of '.'
 */
export function readDataSource(text: string, place: (path: string) => string): Result<DataSource> {
  if (/^\s*(select|with|from)\s/i.test(text)) return success({ kind: 'query', sql: text, folder: place('.') });
  if (/^sqlite:/i.test(text)) return readTable(text, place);
  if (/^runs:/i.test(text)) return readOfRun(text);
  return success(place(text));
}

function readTable(text: string, place: (path: string) => string): Result<DataSource> {
  const [, database, table] = /^sqlite:\/\/\/(.+)[?]table=(.+)$/is.exec(text) ?? [];
  if (database === undefined || table === undefined)
    return failure('invalid', `${oneLine(text, 200)} does not name a table.`, {
      nextStep: 'Write it as sqlite:///flights.db?table=flights.',
    });
  return success({ kind: 'table', database: place(database), table: unescaped(table) });
}

function readOfRun(text: string): Result<DataSource> {
  const [, id, dataset, path] = /^runs:\/+([^/?]+)(?:[?]dataset=(.+)|\/(.+))$/is.exec(text) ?? [];
  if (id !== undefined && dataset !== undefined) return success({ kind: 'dataset', runId: runId(id), name: unescaped(dataset) });
  if (id !== undefined && path !== undefined) return success({ kind: 'artifact', runId: runId(id), path });
  return failure('invalid', `${oneLine(text, 200)} names neither a file nor a dataset of a run.`, {
    nextStep: 'Write it as runs:/ID/eval_results_table.json or runs:/ID?dataset=NAME.',
  });
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign belongs to the name.
    return text;
  }
}

/** Reads `COLUMN=FROM..TO`, where FROM or TO may be left out, as a range and everything else as an expression. */
export function readRowFilter(text: string): RowFilter {
  const [, column, from, to] = /^([^='"<>!()]+)=([^'"=]*?)[.]{2}([^'"=]*)$/.exec(text) ?? [];
  if (column === undefined || (from === '' && to === '')) return { kind: 'expression', sql: text };
  return { kind: 'range', column: column.trim(), from: from?.trim() || null, to: to?.trim() || null };
}

/** The filter as one text, which `readRowFilter` reads back unless the column's name looks like a part of it. */
export function rowFilterText(filter: RowFilter): string {
  return filter.kind === 'expression' ? filter.sql : `${filter.column}=${filter.from ?? ''}..${filter.to ?? ''}`;
}

/** The whole source as one text, as `readDataSource` reads it. */
export function dataSourceText(source: DataSource): string {
  if (typeof source === 'string') return source;
  if (source.kind === 'table') return `sqlite:///${source.database}?table=${encodeURIComponent(source.table)}`;
  if (source.kind === 'query') return source.sql;
  return source.kind === 'artifact'
    ? `runs:/${source.runId}/${source.path}`
    : `runs:/${source.runId}?dataset=${encodeURIComponent(source.name)}`;
}

const LONGEST_LABEL = 60;

/** A short name for titles: the file's, the table's, or the beginning of the query. */
export function dataSourceLabel(source: DataSource): string {
  if (typeof source === 'string') return lastPart(source);
  if (source.kind === 'table') return oneLine(`${lastPart(source.database)}, ${source.table}`, LONGEST_LABEL);
  if (source.kind === 'query') return oneLine(source.sql.trim(), LONGEST_LABEL);
  return oneLine(source.kind === 'artifact' ? lastPart(source.path) : source.name, LONGEST_LABEL);
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast(part => part !== '') ?? path;
}
