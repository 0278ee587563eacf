import { type DuckDBConnection } from '@duckdb/node-api';
import { type Job } from '../base/protocol';
import { type Column } from '../domain/column';
import { columnsAtOnce, readColumnBatch } from './columnBatch';
import { type ColumnPlan, type TableSource } from './tableSource';

/**
 * Of a table with few rows and many columns, reads the next columns together with the one that is asked for: reports ask
 * for them in order. What was read ahead is kept until it is asked for, once.
 */
export class ColumnsAhead {
  private readonly waiting = new Map<string, Column>();
  private readonly taken = new Set<string>();
  private plans: readonly ColumnPlan[] | undefined;

  constructor(private readonly source: TableSource) {}

  /** Whether reading ahead pays for this table. */
  get pays(): boolean {
    return columnsAtOnce(this.source) > 1;
  }

  /** A column that was read ahead; it is handed out once, for who gets it takes over its arrays. */
  take(name: string): Column | undefined {
    const column = this.waiting.get(name);
    this.waiting.delete(name);
    return column;
  }

  async read(connection: DuckDBConnection, name: string, signal: Job['signal']): Promise<Column> {
    const { source } = this;
    const plans = (this.plans ??= await (source.planAll?.(connection) ??
      Promise.all(source.columns.map(column => column.plan(connection)))));
    const first = source.columns.findIndex(column => column.name === name);
    const after = source.columns.map((column, k) => ({ name: column.name, plan: plans[k] })).slice(first);
    const wanted = after.filter((column, k) => k === 0 || !this.taken.has(column.name)).slice(0, columnsAtOnce(source));
    wanted.forEach(column => this.taken.add(column.name));
    const columns = wanted.flatMap(({ name: each, plan }) => (plan === undefined ? [] : [{ name: each, plan }]));
    const [asked, ...ahead] = await readColumnBatch({ connection, source, columns, signal });
    if (asked === undefined) throw new Error(`The table has no column ${name}.`);
    for (const column of ahead) this.waiting.set(column.name, column);
    return asked;
  }
}
