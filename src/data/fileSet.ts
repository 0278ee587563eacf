import { type DuckDBConnection } from '@duckdb/node-api';
import { stat } from 'node:fs/promises';
import { failure, success, type Result } from '../base/result';
import { quoteText } from './quoting';

export type TableFormat = 'csv' | 'parquet' | 'json' | 'arrow';

/** The files that a path or a glob names: at least one, all of one format, none of them empty. */
export interface FileSet {
  readonly paths: readonly string[];
  readonly format: TableFormat;
}

const FORMATS: readonly (readonly [RegExp, TableFormat])[] = [
  [/[.](csv|tsv|tab)([.]gz)?$/i, 'csv'],
  [/[.](parquet|pq|parq)$/i, 'parquet'],
  [/[.](jsonl|ndjson|json)([.]gz)?$/i, 'json'],
  [/[.](arrow|arrows|feather|ipc)$/i, 'arrow'],
];

/** Finds the files; a path that exists is taken as it is, also when it holds `*`, `?` or `[`. */
export async function findFiles(connection: DuckDBConnection, pathOrGlob: string): Promise<Result<FileSet>> {
  const exists = await stat(pathOrGlob).then(
    () => true,
    () => false,
  );
  const paths = exists ? [pathOrGlob] : await matches(connection, pathOrGlob);
  if (paths.length === 0) return nothingThere(pathOrGlob);
  for (const path of paths) {
    if (/[.]profile[.]json$/i.test(path))
      return failure('unsupported', `${path} is a profile of data, which has no rows.`, {
        nextStep: 'Give the data, or use the profile to compare with.',
      });
    const problem = await problemOf(path);
    if (problem !== null) return problem;
  }
  const formats = [...new Set(paths.map(formatOf))];
  const format = formats[0];
  if (formats.length > 1)
    return failure('invalid', `${pathOrGlob} names files of different kinds.`, {
      nextStep: 'Give a pattern that matches one kind, such as *.parquet.',
    });
  if (format === undefined || format === null) {
    return failure('unsupported', `${paths[0]} is not a kind of file that Model Ops reads.`, {
      nextStep: 'Give a .csv, .tsv, .parquet, .jsonl or .arrow file.',
    });
  }
  return success({ paths, format });
}

/** By the end of its name. */
export function formatOf(path: string): TableFormat | null {
  return FORMATS.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

async function matches(connection: DuckDBConnection, glob: string): Promise<string[]> {
  if (!/[*?[]/.test(glob)) return [];
  const result = await connection.run(`SELECT file FROM glob(${quoteText(glob)}) ORDER BY file`);
  return (await result.getRows()).map(row => String(row[0]));
}

function nothingThere(pathOrGlob: string): Result<never> {
  if (/[*?[]/.test(pathOrGlob))
    return failure('not_found', `No file matches ${pathOrGlob}.`, { nextStep: 'Check the folder and the pattern.' });
  return failure('not_found', `There is no file ${pathOrGlob}.`, { nextStep: 'Check the path.' });
}

async function problemOf(path: string): Promise<Result<never> | null> {
  try {
    const status = await stat(path);
    if (status.isDirectory())
      return failure('invalid', `${path} is a folder.`, { nextStep: 'Give a file, or a pattern such as folder/*.parquet.' });
    if (status.size === 0)
      return failure('unreadable', `${path} is empty: it has not even column names.`, { nextStep: 'Give a file with a header and rows.' });
    return null;
  } catch (error) {
    return failure('unreadable', `${path} cannot be opened.`, { nextStep: 'Check its permissions.', detail: String(error) });
  }
}
