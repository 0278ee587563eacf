import { type DuckDBConnection } from '@duckdb/node-api';
import { type ColumnDescription, type NumericColumn, type PandasType } from '../domain/column';

/** A table that DuckDB can query, before its columns are read. */
export interface TableSource {
  readonly rowCount: number;
  readonly columns: readonly SourceColumn[];
  /** What follows FROM. */
  readonly relation: string;
  /** The plans of all columns, in their order; where it is missing, each column's own `plan` costs next to nothing. */
  planAll?(connection: DuckDBConnection): Promise<readonly ColumnPlan[]>;
  dispose(): void;
}

export interface SourceColumn extends ColumnDescription {
  /** The value in the file's own type, as an SQL expression, for conditions; absent where only the plan tells the type. */
  readonly value?: string;
  /** How to read the column. It may look through the values to decide. */
  plan(connection: DuckDBConnection): Promise<ColumnPlan>;
}

/** How one column is read: as numbers by an SQL expression of type DOUBLE, or as text by one of type VARCHAR. */
export type ColumnPlan =
  | {
      readonly storage: 'numbers';
      readonly kind: NumericColumn['kind'];
      readonly expression: string;
      /** The value where a double may round it, as an SQL expression; absent: the source's own value is exact. */
      readonly exact?: string;
      readonly pandas: PandasTypeRule;
    }
  | { readonly storage: 'codes'; readonly expression: string; readonly pandas: PandasTypeRule };

/** pandas' type depends on how many values are missing: integers become floats, truth values objects. */
export type PandasTypeRule = (missing: number, rows: number) => PandasType;
