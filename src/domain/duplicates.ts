/** What is there more than once on both sides of a comparison. */
export interface Duplicates {
  readonly reference: SideDuplicates;
  readonly current: SideDuplicates;
}

/** What is there more than once in one table. Missing values equal each other. */
export interface SideDuplicates {
  /** Rows whose every value an earlier row has too, over all columns; null if they could not be counted. */
  readonly rows: number | null;
  /** Of all rows. */
  readonly share: number | null;
  /** Columns that hold in every row what an earlier column holds; null if they could not be compared. */
  readonly copies: readonly CopiedColumn[] | null;
  /** Why something is null; null if nothing is. */
  readonly reason: string | null;
}

export interface CopiedColumn {
  readonly name: string;
  /** The first column that holds the same. */
  readonly copyOf: string;
}
