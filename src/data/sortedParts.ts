import { type DuckDBConnection } from '@duckdb/node-api';
import { type Job } from '../base/protocol';
import { success, type Result } from '../base/result';
import { emptyColumn, momentsAbout } from './columnSurvey';
import { type ColumnPart, type SortedParts, type TimeParts, type TimeRange, type ValueGroups } from './contract';
import { type DuckDatabase } from './duckDatabase';
import { loadedTable } from './loadedTable';
import { type Explain } from './readFailure';
import { groupsOf } from './sortedGroups';
import { type ColumnPlan, type SourceColumn, type TableSource } from './tableSource';
import { timeExpression } from './timeExpression';

interface Origin {
  readonly database: DuckDatabase;
  readonly source: TableSource;
  readonly explain: Explain;
}

/** What one part has that is no value to compare. */
interface PartCounts {
  readonly rows: number;
  readonly missing: number;
  readonly infinite: { readonly positive: number; readonly negative: number };
}

/** A column and the time that cuts it. */
interface Cut {
  readonly plan: ColumnPlan;
  /** The part of each row as `part` and its value as `v`, in brackets. */
  readonly rows: string;
}

/**
 * Sorts and counts a column once, each part by itself, into a table of DuckDB's, which it keeps on the disk where its memory
 * does not suffice. O(rows log rows).
 */
export async function sortParts(origin: Origin, column: SourceColumn, by: TimeParts | null, job: Job): Promise<Result<SortedParts>> {
  const { database, source, explain } = origin;
  const loaded = await database.withConnection(job, explain, async connection => {
    const cut = await cutOf(connection, source, column, by);
    return await loadedTable(database, async table => success(await fill(connection, cut, table)));
  });
  if (!loaded.ok) return loaded;
  const { table, loaded: counts } = loaded.value;
  const plan = await database.withConnection(job, explain, async connection => success(await column.plan(connection)));
  if (!plan.ok) return plan;
  const missing = [...counts.values()].reduce((total, part) => total + part.missing, 0);
  const parts = (by?.ranges ?? [null]).map((_, place) =>
    partOf({ ...origin, table, place, column, plan: keptKind(plan.value, missing) }, counts.get(place) ?? NOTHING),
  );
  return success({ parts, close: () => database.drop('TABLE', table) });
}

const NOTHING: PartCounts = { rows: 0, missing: 0, infinite: { positive: 0, negative: 0 } };

/** A pandas integer column with a missing value holds floats, in every part. */
function keptKind(plan: ColumnPlan, missing: number): ColumnPlan {
  return plan.storage === 'numbers' && plan.kind === 'integer' && missing > 0 ? { ...plan, kind: 'double' } : plan;
}

async function cutOf(connection: DuckDBConnection, source: TableSource, column: SourceColumn, by: TimeParts | null): Promise<Cut> {
  const plan = await column.plan(connection);
  if (by === null) return { plan, rows: `(SELECT 0 AS part, ${plan.expression} AS v FROM ${source.relation})` };
  const time = source.columns.find(({ name }) => name === by.time.column);
  if (time === undefined) throw new Error(`The table has no column ${by.time.column}.`);
  const times = timeExpression(await time.plan(connection), by.time.perMillisecond);
  const inner = `(SELECT ${times} AS t, ${plan.expression} AS v FROM ${source.relation})`;
  return { plan, rows: `(SELECT ${placeAmong(by.ranges, 0)} AS part, v FROM ${inner})` };
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

/** The counted values into the table, and by part what is none. Rows in no part count as a part -1. */
async function fill(connection: DuckDBConnection, { plan, rows }: Cut, table: string): Promise<ReadonlyMap<number, PartCounts>> {
  const [missing, kept] = plan.storage === 'numbers' ? ['v IS NULL OR isnan(v)', 'isfinite(v)'] : ['v IS NULL', 'v IS NOT NULL'];
  await connection.run(
    `CREATE TABLE ${table} AS SELECT part, v, count(*)::DOUBLE AS n FROM ${rows} WHERE part IS NOT NULL AND ${kept} GROUP BY part, v ORDER BY part, v`,
  );
  const infinities = plan.storage === 'numbers' ? `count(*) FILTER (v = 'inf'::DOUBLE), count(*) FILTER (v = '-inf'::DOUBLE)` : '0, 0';
  const result = await connection.run(
    `SELECT coalesce(part, -1), count(*), count(*) FILTER (${missing}), ${infinities} FROM ${rows} GROUP BY 1`,
  );
  const counts = new Map<number, PartCounts>();
  for (const row of await result.getRows()) {
    const [part = -1, rows = 0, missing = 0, positive = 0, negative = 0] = row.map(Number);
    counts.set(part, { rows, missing, infinite: { positive, negative } });
  }
  return counts;
}

interface Part extends Origin {
  readonly table: string;
  readonly place: number;
  readonly column: SourceColumn;
  readonly plan: ColumnPlan;
}

function partOf({ database, explain, table, place, column, plan }: Part, { rows, missing, infinite }: PartCounts): ColumnPart {
  const groups = `(SELECT v, n FROM ${table} WHERE part = ${place})`;
  return {
    rows,
    survey: job =>
      database.withConnection(job, explain, async connection => {
        const { empty } = emptyColumn(column.name, plan, rows)(missing);
        const numbers = plan.storage === 'numbers' ? await momentsOf(connection, groups) : null;
        return success({ empty, missing, infinite, numbers, bytes: 0 });
      }),
    sortedGroups: (job: Job): AsyncIterable<Result<ValueGroups>> =>
      database.walkWithConnection(job, explain, connection => groupsOf(connection, `SELECT v, n FROM ${groups}`, plan.storage)),
  };
}

async function momentsOf(connection: DuckDBConnection, groups: string) {
  const result = await connection.run(`SELECT sum(n), min(v), max(v), fsum(v * n) FROM ${groups}`);
  const [count = 0, minimum = 0, maximum = 0, sum = 0] = ((await result.getRows())[0] ?? []).map(Number);
  if (count === 0) return null;
  const mean = sum / count;
  return { count, minimum, maximum, mean, ...(await momentsAbout(connection, groups, mean, 'n')) };
}
