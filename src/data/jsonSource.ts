import { type DuckDBConnection } from '@duckdb/node-api';
import { success, type Result } from '../base/result';
import { type DuckDatabase } from './duckDatabase';
import { typedColumn } from './typedColumn';
import { quoteName, quotePath, quoteText } from './quoting';
import { explainReadError } from './readFailure';
import { type TableSource } from './tableSource';

/** Types that DuckDB finds in JSON texts; they stay text, as in a CSV. */
const FOUND_IN_TEXT = /^(DATE|TIME|TIMESTAMP.*|UUID)$/;

/**
 * JSON objects, one a line, as a source. Types are found over all rows; dates and identifiers stay text; keys that a row
 * lacks are missing there. Loaded once. O(bytes).
 */
export async function openJson(
  connection: DuckDBConnection,
  database: DuckDatabase,
  paths: readonly string[],
): Promise<Result<TableSource>> {
  const files = filesAndOptions(paths);
  const table = database.newName();
  try {
    const columns = await jsonColumns(connection, paths);
    const typed = columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`).join(', ');
    const inserted = await connection.run(`CREATE TABLE ${table} AS SELECT * FROM read_json(${files}, columns = {${typed}})`);
    return success({
      rowCount: Number((await inserted.getRows())[0]?.[0] ?? 0),
      columns: columns.map(({ name, type }) => typedColumn(name, type, quoteName(name))),
      relation: table,
      dispose: () => database.drop('TABLE', table),
    });
  } catch (error) {
    database.drop('TABLE', table);
    const path = paths.find(each => String(error).includes(each)) ?? paths[0] ?? '';
    return explainReadError(error, { path, format: 'json' });
  }
}

/** The columns of the files and DuckDB's type of each, over all their rows or the first `rows`. */
export async function jsonColumns(
  connection: DuckDBConnection,
  paths: readonly string[],
  rows = -1,
): Promise<{ name: string; type: string }[]> {
  const described = await connection.run(
    `DESCRIBE SELECT * FROM read_json(${filesAndOptions(paths)}, records = true, sample_size = ${rows})`,
  );
  return (await described.getRows()).map(row => ({
    name: String(row[0]),
    type: FOUND_IN_TEXT.test(String(row[1])) ? 'VARCHAR' : String(row[1]),
  }));
}

function filesAndOptions(paths: readonly string[]): string {
  const format = paths.some(path => /[.]json([.]gz)?$/i.test(path)) ? 'auto' : 'newline_delimited';
  return `[${paths.map(quotePath).join(', ')}], format = '${format}', union_by_name = true`;
}
