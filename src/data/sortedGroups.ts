import { type DuckDBConnection } from '@duckdb/node-api';
import { type ValueGroups } from './contract';
import { type SourceColumn, type TableSource } from './tableSource';
import { timeExpression } from './timeExpression';

/** Where most values occur once, grouping them first costs more than it saves. */
const ROWS_A_GROUP = 8;

/**
 * The distinct values of a column, sorted, with their counts, a stretch at a time. DuckDB sorts, on the disk where its
 * memory does not suffice. Text is sorted by its bytes in UTF-8, which is the order of code points.
 */
export async function* sortedGroups(connection: DuckDBConnection, source: TableSource, column: SourceColumn): AsyncGenerator<ValueGroups> {
  const { storage, expression } = await column.plan(connection);
  const values =
    storage === 'numbers'
      ? `SELECT v FROM (SELECT ${expression} AS v FROM ${source.relation}) WHERE isfinite(v)`
      : `SELECT v FROM (SELECT ${expression} AS v FROM ${source.relation}) WHERE v IS NOT NULL`;
  if (storage === 'codes' || (await isRepetitive(connection, source, values))) yield* groupsOf(connection, countsOf(values), storage);
  else yield* sortedNumbers(connection, values);
}

/** The same of the times in a column, whole epoch milliseconds. */
export async function* sortedTimes(
  connection: DuckDBConnection,
  source: TableSource,
  column: SourceColumn,
  perMillisecond: number,
): AsyncGenerator<ValueGroups> {
  const time = timeExpression(await column.plan(connection), perMillisecond);
  yield* groupsOf(connection, countsOf(`SELECT v FROM (SELECT ${time} AS v FROM ${source.relation}) WHERE v IS NOT NULL`), 'numbers');
}

async function isRepetitive(connection: DuckDBConnection, { rowCount }: TableSource, values: string): Promise<boolean> {
  const result = await connection.run(`SELECT approx_count_distinct(v) FROM (${values})`);
  return Number((await result.getRows())[0]?.[0]) * ROWS_A_GROUP < rowCount;
}

function countsOf(values: string): string {
  return `SELECT v, count(*)::DOUBLE FROM (${values}) GROUP BY v ORDER BY v`;
}

/** What a query tells as values and counts, in its order. */
export async function* groupsOf(connection: DuckDBConnection, sql: string, storage: ValueGroups['storage']): AsyncGenerator<ValueGroups> {
  const result = await connection.stream(sql);
  for await (const chunk of result) {
    if (chunk.rowCount === 0) continue;
    const counts = doublesOf(chunk.getColumnVector(1));
    if (storage === 'codes') yield { storage, values: chunk.getColumnValues(0).map(String), counts };
    else yield { storage, values: doublesOf(chunk.getColumnVector(0)), counts };
  }
}

/** Counts the runs of equal values. A run may reach over the end of a chunk, so the last one waits for the next. */
async function* sortedNumbers(connection: DuckDBConnection, sql: string): AsyncGenerator<ValueGroups> {
  const result = await connection.stream(`SELECT v FROM (${sql}) ORDER BY v`);
  const runs = new Runs();
  for await (const chunk of result) {
    const groups = runs.closedBy(doublesOf(chunk.getColumnVector(0)));
    if (groups.values.length > 0) yield groups;
  }
  if (runs.count > 0) yield { storage: 'numbers', values: Float64Array.of(runs.value), counts: Float64Array.of(runs.count) };
}

class Runs {
  /** The run that is not over yet. */
  value = NaN;
  count = 0;

  /** The runs that end within these values, which go on from those before. */
  closedBy(sorted: Float64Array): Extract<ValueGroups, { storage: 'numbers' }> {
    const values = new Float64Array(sorted.length);
    const counts = new Float64Array(sorted.length);
    let groups = 0;
    for (const value of sorted) {
      if (value !== this.value) {
        values[groups] = this.value;
        counts[groups] = this.count;
        if (this.count > 0) groups++;
        this.value = value;
        this.count = 0;
      }
      this.count++;
    }
    return { storage: 'numbers', values: values.subarray(0, groups), counts: counts.subarray(0, groups) };
  }
}

/** The vector's typed array is marked private; a copy of it whole outlives the chunk. */
function doublesOf(vector: object): Float64Array {
  const items: unknown = Reflect.get(vector, 'items');
  if (!(items instanceof Float64Array)) throw new Error('DuckDB gave no doubles.');
  return items.slice();
}
