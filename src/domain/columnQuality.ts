/** One side of a column as it is, before any test. */
export interface ColumnQuality {
  readonly rows: number;
  readonly missing: number;
  readonly infinite: number;
  readonly zeros: number;
  readonly unique: number;
  /** The commonest value and how many rows have it; null without values. */
  readonly commonest: { readonly value: string; readonly count: number } | null;
  /** Whether that value is in 95 % of the rows or more, but not in all. */
  readonly almostConstant: boolean;
}
