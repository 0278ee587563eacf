import { type NumericColumn, type PandasType } from '../domain/column';
import { type ColumnPlan, type PandasTypeRule } from './tableSource';

/** One row of the table below. `whenMissing` is the dtype of a column with missing values, where it differs. */
interface TypeRow {
  readonly duckdb: RegExp;
  readonly hold: NumericColumn['kind'] | 'text';
  /** The column as an SQL expression of type DOUBLE or VARCHAR. */
  readonly read: (column: string) => string;
  readonly dtype: string;
  readonly whenMissing?: string;
  readonly objects?: 'lists' | 'other';
}

const asDouble = (column: string): string => `${column}::DOUBLE`;
const asText = (column: string): string => `${column}::VARCHAR`;
const asMilliseconds = (column: string): string => `epoch_us(${column}) / 1000.0`;

/**
 * DuckDB's type of a column → how it is held here and what pandas 3 makes of the same Parquet or JSON column. From
 * pandas' type follows how Evidently treats it: float… numeric, int… numeric or categorical, bool, str and category
 * categorical (or text), datetime… datetime, and everything else unknown.
 */
const TYPES: readonly TypeRow[] = [
  { duckdb: /^TINYINT$/, hold: 'integer', read: asDouble, dtype: 'int8', whenMissing: 'float64' },
  { duckdb: /^SMALLINT$/, hold: 'integer', read: asDouble, dtype: 'int16', whenMissing: 'float64' },
  { duckdb: /^INTEGER$/, hold: 'integer', read: asDouble, dtype: 'int32', whenMissing: 'float64' },
  { duckdb: /^BIGINT$/, hold: 'integer', read: asDouble, dtype: 'int64', whenMissing: 'float64' },
  { duckdb: /^U?HUGEINT$/, hold: 'integer', read: asDouble, dtype: 'object', objects: 'other' },
  { duckdb: /^UTINYINT$/, hold: 'integer', read: asDouble, dtype: 'uint8', whenMissing: 'float64' },
  { duckdb: /^USMALLINT$/, hold: 'integer', read: asDouble, dtype: 'uint16', whenMissing: 'float64' },
  { duckdb: /^UINTEGER$/, hold: 'integer', read: asDouble, dtype: 'uint32', whenMissing: 'float64' },
  { duckdb: /^UBIGINT$/, hold: 'integer', read: asDouble, dtype: 'uint64', whenMissing: 'float64' },
  { duckdb: /^FLOAT$/, hold: 'float32', read: asDouble, dtype: 'float32' },
  { duckdb: /^DOUBLE$/, hold: 'double', read: column => column, dtype: 'float64' },
  { duckdb: /^DECIMAL\(.*\)$/, hold: 'double', read: asDouble, dtype: 'object', objects: 'other' },
  {
    duckdb: /^BOOLEAN$/,
    hold: 'boolean',
    read: column => `${column}::TINYINT::DOUBLE`,
    dtype: 'bool',
    whenMissing: 'object',
    objects: 'other',
  },
  { duckdb: /^VARCHAR$/, hold: 'text', read: column => column, dtype: 'str' },
  { duckdb: /^ENUM\((?!.*\)\[).*\)$/s, hold: 'text', read: asText, dtype: 'category' },
  { duckdb: /^DATE$/, hold: 'datetime', read: column => asMilliseconds(`${column}::TIMESTAMP`), dtype: 'object', objects: 'other' },
  { duckdb: /^TIMESTAMP(_US)?$/, hold: 'datetime', read: asMilliseconds, dtype: 'datetime64[us]' },
  { duckdb: /^TIMESTAMP_S$/, hold: 'datetime', read: column => asMilliseconds(`${column}::TIMESTAMP`), dtype: 'datetime64[s]' },
  { duckdb: /^TIMESTAMP_MS$/, hold: 'datetime', read: column => asMilliseconds(`${column}::TIMESTAMP`), dtype: 'datetime64[ms]' },
  { duckdb: /^TIMESTAMP_NS$/, hold: 'datetime', read: column => `epoch_ns(${column}) / 1000000.0`, dtype: 'datetime64[ns]' },
  { duckdb: /^TIMESTAMP WITH TIME ZONE$/, hold: 'datetime', read: asMilliseconds, dtype: 'datetime64[us, UTC]' },
  { duckdb: /^TIME(_NS| WITH TIME ZONE)?$/, hold: 'text', read: asText, dtype: 'object', objects: 'other' },
  { duckdb: /^INTERVAL$/, hold: 'text', read: asText, dtype: 'object', objects: 'other' },
  { duckdb: /^BLOB$/, hold: 'text', read: asText, dtype: 'object', objects: 'other' },
  { duckdb: /^UUID$/, hold: 'text', read: asText, dtype: 'object', objects: 'other' },
  { duckdb: /^MAP\(.*\)$/s, hold: 'text', read: asText, dtype: 'object', objects: 'lists' },
  { duckdb: /^STRUCT\(.*\)$/s, hold: 'text', read: asText, dtype: 'object', objects: 'other' },
  { duckdb: /\[\d*\]$/, hold: 'text', read: asText, dtype: 'object', objects: 'other' },
];

const ANYTHING_ELSE: TypeRow = { duckdb: /.*/, hold: 'text', read: asText, dtype: 'object', objects: 'other' };

/**
 * How to read a column of a DuckDB type.
 *
 * @param column the column as an SQL expression
 * @param dtype pandas' type, where the file itself records it
 */
export function planForType(duckdbType: string, column: string, dtype?: string): ColumnPlan {
  const row = TYPES.find(each => each.duckdb.test(duckdbType)) ?? ANYTHING_ELSE;
  const pandas: PandasTypeRule =
    dtype === undefined ? (missing, rows) => pandasType(row, missing, rows) : (missing, rows) => recorded(dtype, missing, rows);
  const expression = row.read(column);
  return row.hold === 'text' ? { storage: 'codes', expression, pandas } : { storage: 'numbers', kind: row.hold, expression, pandas };
}

function pandasType(row: TypeRow, missing: number, rows: number): PandasType {
  const dtype = missing > 0 ? (row.whenMissing ?? row.dtype) : row.dtype;
  return dtype === 'object' && missing < rows && row.objects !== undefined ? { dtype, objects: row.objects } : { dtype };
}

function recorded(dtype: string, missing: number, rows: number): PandasType {
  return dtype === 'object' && missing < rows ? { dtype, objects: 'other' } : { dtype };
}
