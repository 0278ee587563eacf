import { type DuckDBConnection } from '@duckdb/node-api';
import { type Job } from '../base/protocol';
import { success, type Result } from '../base/result';
import { type SortedParts, type TimeParts } from './contract';
import { type DuckDatabase } from './duckDatabase';
import { mergedGroups, numberRuns, partGroupsOf } from './groupStreams';
import { loadedTable } from './loadedTable';
import { countParts, type PartedTable } from './partCounts';
import { type Explain } from './readFailure';
import { type RowParts } from './rowParts';
import { isRepetitive, isValue } from './sortedGroups';
import { type SourceColumn, type TableSource } from './tableSource';

interface Origin {
  readonly database: DuckDatabase;
  readonly source: TableSource;
  readonly explain: Explain;
  readonly rowParts: RowParts;
}

/** A column, and what cuts it; null: nothing. */
interface ColumnToSort {
  readonly column: SourceColumn;
  /** Roughly how many different values it has. */
  readonly distinct: number;
  readonly by: TimeParts | null;
}

/**
 * Sorts a column once, by its values and not by its parts, into a table of DuckDB's, which it keeps on the disk where its
 * memory does not suffice. Text and what repeats is counted before. O(rows log rows).
 */
export async function sortParts(origin: Origin, { column, distinct, by }: ColumnToSort, job: Job): Promise<Result<SortedParts>> {
  const { database, source, explain, rowParts } = origin;
  const partOfRow = by === null ? success(null) : await rowParts.tableOf(by, job);
  if (!partOfRow.ok) return partOfRow;
  const ranges = by?.ranges ?? [];
  const loaded = await loadedTable(database, table =>
    database.withConnection(job, explain, async connection => {
      const plan = await column.plan(connection);
      const isCounted = plan.storage === 'codes' || isRepetitive(distinct * Math.max(1, ranges.length), source.rowCount);
      const sorted: PartedTable = { table, plan, isCounted, parts: ranges.length };
      await fill(origin, connection, sorted, partOfRow.value);
      return success({ sorted, parts: by === null ? [] : await countParts(connection, sorted, column.name) });
    }),
  );
  if (!loaded.ok) return loaded;
  const { sorted, parts } = loaded.value.loaded;
  return success({ parts, ...walksOf(origin, sorted), close: () => database.drop('TABLE', sorted.table) });
}

/** @param partOfRow the table with the parts of the rows; null: they have none */
async function fill(
  { database, source }: Origin,
  connection: DuckDBConnection,
  { table, plan, isCounted }: PartedTable,
  partOfRow: string | null,
): Promise<void> {
  const names = partOfRow === null ? 'v' : 'v, part';
  const values = `(SELECT ${plan.expression} AS v FROM ${source.relation})`;
  const rows = partOfRow === null ? values : `${values} POSITIONAL JOIN ${partOfRow}`;
  const sort = (what: string): string => `CREATE TABLE ${table} AS SELECT ${what} ORDER BY v`;
  if (isCounted) await connection.run(sort(`${names}, count(*)::DOUBLE AS n FROM ${rows} GROUP BY ${names}`));
  else if (partOfRow === null) await connection.run(sort(`v FROM ${rows}`));
  else {
    // Rows are joined by one thread, as their order matters: to sort by all threads, they are put together before.
    const joined = database.newName();
    try {
      await connection.run(`CREATE TABLE ${joined} AS SELECT ${names} FROM ${rows}`);
      await connection.run(sort(`${names} FROM ${joined}`));
    } finally {
      database.drop('TABLE', joined);
    }
  }
}

function walksOf({ database, explain }: Origin, { table, plan, isCounted }: PartedTable): Pick<SortedParts, 'sortedGroups' | 'partGroups'> {
  const { storage } = plan;
  const kept = `FROM ${table} WHERE ${isValue(storage)}`;
  return {
    sortedGroups: job =>
      database.walkWithConnection(job, explain, connection =>
        isCounted ? mergedGroups(connection, `SELECT v, n ${kept}`, storage) : numberRuns(connection, `SELECT v ${kept}`),
      ),
    partGroups: job =>
      database.walkWithConnection(job, explain, connection =>
        partGroupsOf(connection, `SELECT v, part${isCounted ? ', n' : ''} ${kept} AND part >= 0`, storage),
      ),
  };
}
