import { type DuckDBConnection } from '@duckdb/node-api';
import { type HeadColumn, type HeadSize, type TableHead } from './contract';
import { type ColumnPlan, type SourceColumn, type TableSource } from './tableSource';

/** Reads the first rows of a source, all columns at once. */
export async function readHead(connection: DuckDBConnection, source: TableSource, size: HeadSize): Promise<TableHead> {
  const plans = await (source.planAll?.(connection) ?? Promise.all(source.columns.map(column => column.plan(connection))));
  if (plans.length === 0) return { rowCount: source.rowCount, columns: [] };
  const expressions = plans.map(({ storage, expression }) =>
    storage === 'numbers' ? expression : `left(${expression}, ${size.textLength})`,
  );
  const result = await connection.run(`SELECT ${expressions.join(', ')} FROM ${source.relation} LIMIT ${size.rows}`);
  const values = await result.getColumns();
  return {
    rowCount: source.rowCount,
    columns: source.columns.map((column, k) => headColumn(column, plans[k], values[k] ?? [])),
  };
}

function headColumn({ name, fileType }: SourceColumn, plan: ColumnPlan | undefined, values: readonly unknown[]): HeadColumn {
  return { name, fileType, kind: plan?.storage === 'numbers' ? plan.kind : 'text', values: values.map(headValue) };
}

/** A missing number is NaN in some files and NULL in others. */
function headValue(value: unknown): number | string | null {
  if (typeof value === 'string') return value;
  return value === null || Number.isNaN(Number(value)) ? null : Number(value);
}
