import { type DuckDBConnection } from '@duckdb/node-api';
import { type ValueGroups } from './contract';
import { groupsOf, numberRuns } from './groupStreams';
import { type SourceColumn, type TableSource } from './tableSource';
import { timeExpression } from './timeExpression';

/** Where most values occur once, grouping them first costs more than it saves. */
const ROWS_A_GROUP = 8;

/**
 * The distinct values of a column, sorted, with their counts, a stretch at a time. DuckDB sorts, on the disk where its
 * memory does not suffice. Text is sorted by its bytes in UTF-8, which is the order of code points.
 * @param distinct roughly how many there are; absent: they are counted before
 */
export async function* sortedGroups(
  connection: DuckDBConnection,
  source: TableSource,
  column: SourceColumn,
  distinct?: number,
): AsyncGenerator<ValueGroups> {
  const { storage, expression } = await column.plan(connection);
  const values = `SELECT v FROM (SELECT ${expression} AS v FROM ${source.relation}) WHERE ${isValue(storage)}`;
  if (storage === 'codes') yield* groupsOf(connection, countsOf(values), storage);
  else yield* sortedNumbers(connection, values, source.rowCount, distinct);
}

/** The same of the times in a column, whole epoch milliseconds. */
export async function* sortedTimes(
  connection: DuckDBConnection,
  source: TableSource,
  column: SourceColumn,
  { perMillisecond, distinct }: { readonly perMillisecond: number; readonly distinct: number | undefined },
): AsyncGenerator<ValueGroups> {
  const time = timeExpression(await column.plan(connection), perMillisecond);
  const values = `SELECT v FROM (SELECT ${time} AS v FROM ${source.relation}) WHERE v IS NOT NULL`;
  yield* sortedNumbers(connection, values, source.rowCount, distinct);
}

/** Whether so many rows have so few different values that they are grouped before they are sorted. */
export function isRepetitive(distinct: number, rows: number): boolean {
  return distinct * ROWS_A_GROUP < rows;
}

/** What is compared of `v`, as a condition. */
export function isValue(storage: ValueGroups['storage']): string {
  return storage === 'numbers' ? 'isfinite(v)' : 'v IS NOT NULL';
}

async function* sortedNumbers(
  connection: DuckDBConnection,
  values: string,
  rows: number,
  distinct: number | undefined,
): AsyncGenerator<ValueGroups> {
  if (isRepetitive(distinct ?? (await distinctOf(connection, values)), rows)) yield* groupsOf(connection, countsOf(values), 'numbers');
  else yield* numberRuns(connection, `SELECT v FROM (${values}) ORDER BY v`);
}

async function distinctOf(connection: DuckDBConnection, values: string): Promise<number> {
  const result = await connection.run(`SELECT approx_count_distinct(v) FROM (${values})`);
  return Number((await result.getRows())[0]?.[0]);
}

function countsOf(values: string): string {
  return `SELECT v, count(*)::DOUBLE FROM (${values}) GROUP BY v ORDER BY v`;
}
