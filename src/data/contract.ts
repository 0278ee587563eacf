import { type Job } from '../base/protocol';
import { type Result } from '../base/result';
import { type Column, type ColumnDescription, type NumericColumn } from '../domain/column';

/** A file that was read: where, and the SHA-256 of its bytes in hexadecimal. */
export interface DataFile {
  readonly path: string;
  readonly sha256: string;
}

/** An open table: one file, or a glob of files of one shape. Close it when done. */
export interface Table {
  readonly files: readonly DataFile[];
  readonly rowCount: number;
  readonly columns: readonly ColumnDescription[];
  /** Reads one column, as pandas would type it after `read_csv` or `read_parquet`. O(rows) time and memory. */
  readColumn(name: string, job: Job): Promise<Result<Column>>;
  close(): void;
}

/** How much of a table is looked at. */
export interface HeadSize {
  readonly rows: number;
  /** Longer texts are cut to this many characters. */
  readonly textLength: number;
}

/** A column's first values: numbers and texts as `Column` holds them, null where a value is missing. */
export interface HeadColumn extends ColumnDescription {
  readonly kind: NumericColumn['kind'] | 'text';
  readonly values: readonly (number | string | null)[];
}

/** The first rows of a table. */
export interface TableHead {
  /** Of the whole table. */
  readonly rowCount: number;
  readonly columns: readonly HeadColumn[];
}

/** Opens CSV, TSV, Parquet and JSON lines by path or glob. */
export interface TableReader {
  open(pathOrGlob: string, job: Job): Promise<Result<Table>>;
  /** The column names alone, from the header or footer of the first file: no rows are read. */
  columnNames(pathOrGlob: string, job: Job): Promise<Result<readonly string[]>>;
  /** The first rows, to look at. Of Parquet only these are read; of text files all, so that types and the number of rows are right. */
  head(pathOrGlob: string, size: HeadSize, job: Job): Promise<Result<TableHead>>;
}
