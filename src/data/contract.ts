import { type CentralMoments } from '../numeric/sortedMoments';
import { type Job } from '../base/protocol';
import { type Result } from '../base/result';
import { type Column, type ColumnDescription, type NumericColumn } from '../domain/column';
import { type DataSource, type RowFilter } from '../domain/dataSource';
import { type SideDuplicates } from '../domain/duplicates';

/** A file that was read: where, and the SHA-256 of its bytes in hexadecimal. */
export interface DataFile {
  readonly path: string;
  readonly sha256: string;
}

/** An open table: one file, a glob of files of one shape, or another source. Close it when done. */
export interface Table {
  readonly files: readonly DataFile[];
  readonly rowCount: number;
  readonly columns: readonly ColumnDescription[];
  /** Reads one column, as pandas would type it after `read_csv`, `read_parquet` or `read_feather`. O(rows) time and memory. */
  readColumn(name: string, job: Job): Promise<Result<Column>>;
  /** What reading one column would give, without holding it: for columns that do not fit in memory. O(rows) time. */
  surveyColumn(name: string, job: Job): Promise<Result<ColumnSurvey>>;
  /**
   * The distinct values of a column with how often each occurs, in ascending order (text by code points), as they come
   * from the disk: O(rows log rows) time, little memory. Missing values and infinite numbers are left out. A failure ends
   * the walk.
   */
  sortedGroups(name: string, job: Job): AsyncIterable<Result<ValueGroups>>;
  /** The times of a column as sorted groups of whole epoch milliseconds; what is no time is left out. O(rows log rows) time. */
  sortedTimes(time: TimeColumn, job: Job): AsyncIterable<Result<ValueGroups>>;
  /**
   * Sorts a column once, on the disk where memory does not suffice, to walk over it again and again, whole or by the parts
   * of its rows. O(rows log rows) time. Close it when done.
   */
  sortedParts(name: string, by: TimeParts | null, job: Job): Promise<Result<SortedParts>>;
  /**
   * Reads the texts of a column once, without holding them, to numbers: a table for each, of the rows that have a text and
   * the number, with the column `time` in epoch milliseconds. O(rows) time. Close one of them when all are done.
   */
  numberTexts(name: string, numbering: TextNumbering, job: Job): Promise<Result<readonly Table[]>>;
  /** Rows and columns that are there twice, exact: O(rows × columns) time, on the disk what memory has no room for. */
  duplicates(job: Job): Promise<Result<TableDuplicates>>;
  close(): void;
}

/** Numbers to make of texts. */
export interface TextNumbering {
  readonly numbers: readonly { readonly name: string; readonly kind: 'integer' | 'double' }[];
  /** Makes them of a batch: one array for each, in their order; NaN of a text that has none. */
  readonly number: (texts: readonly string[]) => readonly Float64Array[];
  /** By which the rows are parted; null: by none. */
  readonly time: TimeColumn | null;
}

export interface TableDuplicates {
  readonly rows: number;
  readonly copies: NonNullable<SideDuplicates['copies']>;
}

/** A column's counts, exact. */
export interface ColumnCounts {
  /** A column of the same kind and pandas type without its rows. */
  readonly empty: Column;
  readonly missing: number;
  readonly infinite: { readonly positive: number; readonly negative: number };
  /** Of the finite numbers; null if there is none. */
  readonly numbers: NumberMoments | null;
}

/** The same, and how large the column is. */
export interface ColumnSurvey extends ColumnCounts {
  /** Roughly how many bytes `readColumn` would take. */
  readonly bytes: number;
  /** Roughly how many different values there are. */
  readonly distinct: number;
}

/** Moments, and the range. */
export interface NumberMoments extends CentralMoments {
  readonly minimum: number;
  readonly maximum: number;
}

/** A stretch of sorted groups: `counts[k]` times the k-th value. */
export type ValueGroups =
  | { readonly storage: 'numbers'; readonly values: Float64Array; readonly counts: Float64Array }
  | { readonly storage: 'codes'; readonly values: readonly string[]; readonly counts: Float64Array };

/** Groups of which each is in one part: a value that several parts have comes once for each of them, one after the other. */
export type PartGroups = ValueGroups & {
  /** By group, the place of its part. */
  readonly parts: Int16Array;
};

/** How the values of a column are times: numbers by their unit, ISO 8601 text and dates as they are. */
export interface TimeColumn {
  readonly column: string;
  /** Of a number's unit; dates and text have none, and this is 1. */
  readonly perMillisecond: number;
}

/** Epoch milliseconds, the last one excluded. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The parts of a table by the times in a column. */
export interface TimeParts {
  readonly time: TimeColumn;
  /** In time order, none over another. */
  readonly ranges: readonly TimeRange[];
}

/** A column that was sorted, whole and by parts. */
export interface SortedParts {
  /** In the order of their ranges; none where there are no parts. */
  readonly parts: readonly ColumnPart[];
  /** The whole column, as `Table.sortedGroups` has it: O(rows) time. */
  sortedGroups(job: Job): AsyncIterable<Result<ValueGroups>>;
  /** All parts in one walk, in ascending order of the values; rows in no part are left out. O(rows) time. */
  partGroups(job: Job): AsyncIterable<Result<PartGroups>>;
  close(): void;
}

export interface ColumnPart {
  readonly rows: number;
  readonly counts: ColumnCounts;
}

/** How much memory reading and comparing may take where no setting says so. */
export const DEFAULT_MEMORY_LIMIT = '2GB';

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

/** Finds the file that holds an artifact or a logged dataset of a run. */
export type FindRunData = (source: Extract<DataSource, { kind: 'artifact' | 'dataset' }>, job: Job) => Promise<Result<string>>;

/** Opens CSV, TSV, Parquet, JSON lines and Arrow files by path or glob, and what else a data source names. */
export interface TableReader {
  /** @param filter which rows: the others are as if they were not there, but types are those of the whole source */
  open(source: DataSource, job: Job, filter?: RowFilter): Promise<Result<Table>>;
  /** The column names alone: of a file from its header or footer, without reading rows. */
  columnNames(source: DataSource, job: Job): Promise<Result<readonly string[]>>;
  /**
   * The columns that look as if they held a list of numbers in every row, from the same and the first rows. Those of a table of
   * SQLite are not known.
   */
  listColumns(source: DataSource, job: Job): Promise<Result<readonly string[]>>;
  /** The first rows, to look at. Of Parquet only these are read; of text files all, so that types and the number of rows are right. */
  head(source: DataSource, size: HeadSize, job: Job): Promise<Result<TableHead>>;
}
