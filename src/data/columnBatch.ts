import { type DuckDBConnection, type DuckDBVector } from '@duckdb/node-api';
import { type Job } from '../base/protocol';
import { type CategoryColumn, type Column, type NumericColumn } from '../domain/column';
import { ShortTexts } from './shortTexts';
import { type ColumnPlan, type TableSource } from './tableSource';
import { doublesIn } from './vectorItems';

/** A query costs as much as reading this many values: of a table with few rows, several columns are read by one. */
const VALUES_AT_ONCE = 1_000_000;
/** Up to this many rows, texts are numbered here; beyond, by DuckDB. */
const MOST_ROWS = 100_000;

/** How many columns of a table one query should read; 1: each by its own. */
export function columnsAtOnce({ rowCount }: TableSource): number {
  return rowCount > MOST_ROWS ? 1 : Math.max(1, Math.floor(VALUES_AT_ONCE / Math.max(1, rowCount)));
}

interface Batch {
  readonly connection: DuckDBConnection;
  readonly source: TableSource;
  readonly columns: readonly { readonly name: string; readonly plan: ColumnPlan }[];
  readonly signal: Job['signal'];
}

/** Reads several columns of a table with few rows, in row order. O(values). */
export async function readColumnBatch({ connection, source, columns, signal }: Batch): Promise<Column[]> {
  const filling = columns.map(({ name, plan }) =>
    plan.storage === 'numbers' ? new NumbersFilling(name, plan, source.rowCount) : new TextFilling(name, plan, source.rowCount),
  );
  const result = await connection.stream(`SELECT ${filling.map(each => each.expression).join(', ')} FROM ${source.relation}`);
  let row = 0;
  for await (const chunk of result) {
    if (signal.aborted) break;
    filling.forEach((each, k) => each.take(chunk.getColumnVector(k), row));
    row += chunk.rowCount;
  }
  if (row !== source.rowCount && !signal.aborted)
    throw new Error(`Expected ${source.rowCount} rows, read ${row}: the file changed while it was read.`);
  return filling.map(each => each.column());
}

class NumbersFilling {
  readonly expression: string;
  private readonly values: Float64Array;

  constructor(
    private readonly name: string,
    private readonly plan: Extract<ColumnPlan, { storage: 'numbers' }>,
    rows: number,
  ) {
    this.expression = `coalesce(${plan.expression}, 'nan'::DOUBLE)`;
    this.values = new Float64Array(rows);
  }

  take(vector: DuckDBVector, row: number): void {
    this.values.set(doublesIn(vector), row);
  }

  column(): NumericColumn {
    const { name, plan, values } = this;
    let missing = 0;
    for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) missing++;
    return { name, storage: 'numbers', kind: plan.kind, values, missing, pandas: plan.pandas(missing, values.length) };
  }
}

class TextFilling {
  readonly expression: string;
  private readonly codes: Int32Array;
  private readonly known = new Map<string, number>();
  private readonly short = new ShortTexts();
  private readonly codeOf = (text: unknown): number => numberOf(text, this.known);

  constructor(
    private readonly name: string,
    private readonly plan: Extract<ColumnPlan, { storage: 'codes' }>,
    rows: number,
  ) {
    this.expression = plan.expression;
    this.codes = new Int32Array(rows).fill(-1);
  }

  take(vector: DuckDBVector, row: number): void {
    this.short.read(vector, this.codeOf, this.codes.subarray(row, row + vector.itemCount));
  }

  column(): CategoryColumn {
    const { name, plan, codes, known } = this;
    let missing = 0;
    for (let row = 0; row < codes.length; row++) if (codes[row] === -1) missing++;
    return { name, storage: 'codes', codes, categories: [...known.keys()], missing, pandas: plan.pandas(missing, codes.length) };
  }
}

/** The text's number in order of appearance; -1 for none. */
function numberOf(text: unknown, known: Map<string, number>): number {
  if (typeof text !== 'string') return -1;
  const code = known.get(text) ?? known.size;
  if (code === known.size) known.set(text, code);
  return code;
}
