import { type DuckDBConnection } from '@duckdb/node-api';
import { type Column } from '../domain/column';
import { type ColumnSurvey, type NumberMoments } from './contract';
import { queriedNumbers } from './queriedNumbers';
import { type ColumnPlan, type SourceColumn, type TableSource } from './tableSource';

/** What a distinct text costs beside its characters: the string's header, its place in a list and in a map. */
const BYTES_OF_TEXT = 80;

/** Counts a column without reading it: one query for text, two for numbers. O(rows). */
export async function surveyColumn(connection: DuckDBConnection, source: TableSource, column: SourceColumn): Promise<ColumnSurvey> {
  const plan = await column.plan(connection);
  const values = `(SELECT ${plan.expression} AS v FROM ${source.relation})`;
  return plan.storage === 'numbers'
    ? await surveyNumbers(connection, values, emptyColumn(column.name, plan, source.rowCount))
    : await surveyText(connection, values, emptyColumn(column.name, plan, source.rowCount));
}

type EmptyColumn = (missing: number) => Pick<ColumnSurvey, 'empty' | 'missing'> & { readonly rows: number };

/** A column's kind and pandas type without its rows, by how many values are missing. */
export function emptyColumn(name: string, plan: ColumnPlan, rows: number): EmptyColumn {
  return missing => {
    const pandas = plan.pandas(missing, rows);
    const empty: Column =
      plan.storage === 'numbers'
        ? { name, storage: 'numbers', kind: plan.kind, values: new Float64Array(), missing, pandas }
        : { name, storage: 'codes', codes: new Int32Array(), categories: [], missing, pandas };
    return { empty, missing, rows };
  };
}

async function surveyText(connection: DuckDBConnection, values: string, emptyFor: EmptyColumn): Promise<ColumnSurvey> {
  const sql = `SELECT count(*) - count(v), approx_count_distinct(v), coalesce(avg(strlen(v)), 0) FROM ${values}`;
  const [missing = 0, distinct = 0, length = 0] = await figures(connection, sql);
  const { empty, rows } = emptyFor(missing);
  const bytes = 4 * rows + distinct * (length + BYTES_OF_TEXT);
  return { empty, missing, infinite: { positive: 0, negative: 0 }, numbers: null, bytes, distinct };
}

async function surveyNumbers(connection: DuckDBConnection, values: string, emptyFor: EmptyColumn): Promise<ColumnSurvey> {
  const [missing = 0, positive = 0, negative = 0, count = 0, minimum = 0, maximum = 0, sum = 0, distinct = 0] = await figures(
    connection,
    `SELECT count(*) FILTER (v IS NULL OR isnan(v)), count(*) FILTER (v = 'inf'::DOUBLE), count(*) FILTER (v = '-inf'::DOUBLE),
      count(*) FILTER (isfinite(v)), min(v) FILTER (isfinite(v)), max(v) FILTER (isfinite(v)), fsum(v) FILTER (isfinite(v)),
      approx_count_distinct(v) FROM ${values}`,
  );
  const { empty, rows } = emptyFor(missing);
  const surveyed = { empty, missing, infinite: { positive, negative }, bytes: 8 * rows, distinct };
  if (count === 0) return { ...surveyed, numbers: null };
  const mean = sum / count;
  return { ...surveyed, numbers: { count, minimum, maximum, mean, ...(await momentsAbout(connection, values, mean)) } };
}

/** The sums of powers of the distances from the mean. @param values a relation of numbers `v` */
async function momentsAbout(connection: DuckDBConnection, values: string, mean: number): Promise<Pick<NumberMoments, 'squares' | 'cubes'>> {
  // Sums beyond the largest double are told by the mean already.
  if (!Number.isFinite(mean)) return { squares: Infinity, cubes: NaN };
  const [squares = 0, cubes = 0] = await figures(
    connection,
    `SELECT sum(d * d), sum(d * d * d) FROM (SELECT v - (${mean})::DOUBLE AS d FROM ${values} WHERE isfinite(v))`,
  );
  return { squares, cubes };
}

async function figures(connection: DuckDBConnection, sql: string): Promise<number[]> {
  return (await queriedNumbers(connection, sql))[0] ?? [];
}
