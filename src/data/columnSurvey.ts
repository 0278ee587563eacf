import { type DuckDBConnection } from '@duckdb/node-api';
import { type Column } from '../domain/column';
import { type ColumnSurvey } from './contract';
import { type ColumnPlan, type SourceColumn, type TableSource } from './tableSource';

/** What a distinct text costs beside its characters: the string's header, its place in a list and in a map. */
const BYTES_OF_TEXT = 80;

/** Counts a column without reading it: one query. O(rows). */
export async function surveyColumn(connection: DuckDBConnection, source: TableSource, column: SourceColumn): Promise<ColumnSurvey> {
  const plan = await column.plan(connection);
  const [first = 0, second = 0, third = 0] = await figures(connection, source, plan);
  const { rowCount } = source;
  if (plan.storage === 'numbers')
    return {
      empty: emptyColumn(column.name, plan, first, rowCount),
      missing: first,
      infinite: { positive: second, negative: third },
      bytes: 8 * rowCount,
    };
  const bytes = 4 * rowCount + second * (third + BYTES_OF_TEXT);
  return { empty: emptyColumn(column.name, plan, first, rowCount), missing: first, infinite: { positive: 0, negative: 0 }, bytes };
}

/** Numbers: missing, +∞, -∞. Text: missing, distinct (roughly), mean length. */
async function figures(connection: DuckDBConnection, { relation }: TableSource, { storage, expression }: ColumnPlan): Promise<number[]> {
  const asked =
    storage === 'numbers'
      ? ['count(*) FILTER (v IS NULL OR isnan(v))', "count(*) FILTER (v = 'inf'::DOUBLE)", "count(*) FILTER (v = '-inf'::DOUBLE)"]
      : ['count(*) - count(v)', 'approx_count_distinct(v)', 'coalesce(avg(strlen(v)), 0)'];
  const result = await connection.run(`SELECT ${asked.join(', ')} FROM (SELECT ${expression} AS v FROM ${relation})`);
  return ((await result.getRows())[0] ?? []).map(Number);
}

function emptyColumn(name: string, plan: ColumnPlan, missing: number, rows: number): Column {
  const pandas = plan.pandas(missing, rows);
  if (plan.storage === 'numbers') return { name, storage: 'numbers', kind: plan.kind, values: new Float64Array(), missing, pandas };
  return { name, storage: 'codes', codes: new Int32Array(), categories: [], missing, pandas };
}
