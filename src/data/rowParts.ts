import { type Job } from '../base/protocol';
import { success, type Result } from '../base/result';
import { type TimeParts, type TimeRange } from './contract';
import { type DuckDatabase } from './duckDatabase';
import { loadedTable } from './loadedTable';
import { type Explain } from './readFailure';
import { type TableSource } from './tableSource';
import { timeExpression } from './timeExpression';

/** The part of rows that no range holds. */
const NO_PART = -1;

/**
 * The part of each row of a table, in the order of the rows: found once for all columns, as times are dear to read. In tables
 * of DuckDB's, which `close` drops.
 */
export class RowParts {
  private readonly tables = new Map<TimeParts, string>();

  constructor(
    private readonly database: DuckDatabase,
    private readonly source: TableSource,
    private readonly explain: Explain,
  ) {}

  /** The name of the table with the parts by these ranges, as its column `part`. O(rows) the first time. */
  async tableOf(by: TimeParts, job: Job): Promise<Result<string>> {
    const known = this.tables.get(by);
    if (known !== undefined) return success(known);
    const { database, source, explain } = this;
    const time = source.columns.find(({ name }) => name === by.time.column);
    if (time === undefined) throw new Error(`The table has no column ${by.time.column}.`);
    const made = await loadedTable(database, table =>
      database.withConnection(job, explain, async connection => {
        const times = timeExpression(await time.plan(connection), by.time.perMillisecond);
        const part = `coalesce(${placeAmong(by.ranges, 0)}, ${NO_PART})::SMALLINT`;
        await connection.run(`CREATE TABLE ${table} AS SELECT ${part} AS part FROM (SELECT ${times} AS t FROM ${source.relation})`);
        return success(undefined);
      }),
    );
    if (!made.ok) return made;
    this.tables.set(by, made.value.table);
    return success(made.value.table);
  }

  close(): void {
    for (const table of this.tables.values()) this.database.drop('TABLE', table);
    this.tables.clear();
  }
}

/** The place of the range that holds `t`, by halves; null where none does. */
function placeAmong(ranges: readonly TimeRange[], first: number): string {
  const [only] = ranges;
  if (only === undefined) return 'NULL';
  if (ranges.length === 1) return `CASE WHEN t >= ${only.from}::DOUBLE AND t < ${only.to}::DOUBLE THEN ${first} END`;
  const half = ranges.length >> 1;
  const [left, right] = [ranges.slice(0, half), ranges.slice(half)];
  return `CASE WHEN t < ${right[0]?.from}::DOUBLE THEN ${placeAmong(left, first)} ELSE ${placeAmong(right, first + half)} END`;
}
