import { type DuckDBConnection } from '@duckdb/node-api';
import { firstCsvRow } from './csvSource';
import { type FileSet } from './fileSet';
import { jsonColumns } from './jsonSource';
import { openParquet } from './parquetSource';

/** Lists of numbers as DuckDB names their types: FLOAT[], DOUBLE[384]. */
const LIST_OF_NUMBERS = /^(FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER)\[\d*\]$/;
/** The same written out in a file of texts. */
const WRITTEN_LIST = /^\[[-+\d.eE,\s]+\]$/;
/** JSON objects that say what the others hold. */
const LOOKED_AT = 100;

/**
 * Which columns of some files look as if they held a list of numbers in every row: as the footer or schema declares them, by the
 * first objects of JSON, by the first row of a CSV. None where a file cannot be read. Reads the beginning or the end of the first
 * file alone.
 */
export async function listColumnsOf(connection: DuckDBConnection, { paths, format }: FileSet): Promise<readonly string[]> {
  const [path = ''] = paths;
  try {
    if (format === 'arrow') return await (await import('./arrowSource.js')).arrowListColumns(path);
    if (format === 'csv') return await writtenLists(connection, path);
    return declaredLists(format === 'parquet' ? await parquetColumns(connection, path) : await jsonColumns(connection, [path], LOOKED_AT));
  } catch {
    // What a file holds is only guessed here: reading it whole says what is wrong with it.
    return [];
  }
}

/** Those of columns whose types are DuckDB's. */
export function declaredLists(columns: readonly { readonly name: string; readonly type: string }[]): readonly string[] {
  return columns.filter(({ type }) => LIST_OF_NUMBERS.test(type)).map(({ name }) => name);
}

async function parquetColumns(connection: DuckDBConnection, path: string): Promise<{ name: string; type: string }[]> {
  const source = await openParquet(connection, [path]);
  return source.ok ? source.value.columns.map(({ name, fileType }) => ({ name, type: fileType })) : [];
}

async function writtenLists(connection: DuckDBConnection, path: string): Promise<readonly string[]> {
  const row = await firstCsvRow(connection, path);
  return row.filter(({ value }) => value !== null && WRITTEN_LIST.test(value)).map(({ name }) => name);
}
