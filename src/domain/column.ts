/** A column in memory. Missing values are NaN in numbers and -1 in codes. */
export type Column = NumericColumn | CategoryColumn;

/**
 * Numbers. `kind` says what the values are in the file: integers that fit a double, doubles, float32 values (held as
 * doubles), truth values as 0 and 1, or times as epoch milliseconds.
 */
export interface NumericColumn {
  readonly name: string;
  readonly storage: 'numbers';
  readonly kind: 'integer' | 'double' | 'float32' | 'boolean' | 'datetime';
  readonly values: Float64Array;
  readonly missing: number;
  readonly pandas?: PandasType;
}

/**
 * Text, as codes into `categories` (distinct values in order of first appearance). Values that are neither numbers nor
 * text, such as lists, are held as their text; `pandas` tells them apart.
 */
export interface CategoryColumn {
  readonly name: string;
  readonly storage: 'codes';
  readonly codes: Int32Array;
  readonly categories: readonly string[];
  readonly missing: number;
  readonly pandas?: PandasType;
}

/** The type that pandas gives a column of the same file, for rules that are stated in its terms. */
export interface PandasType {
  /** pandas' name: "int64", "float32", "bool", "str", "object", "category", "datetime64[us]" … */
  readonly dtype: string;
  /** Of dtype "object": what the first and the last present value are; absent when there is none. */
  readonly objects?: 'text' | 'lists' | 'other';
}

/** A column as the file declares it, before it is read. */
export interface ColumnDescription {
  readonly name: string;
  /** The reader's type name, e.g. DuckDB's "BIGINT". */
  readonly fileType: string;
}
