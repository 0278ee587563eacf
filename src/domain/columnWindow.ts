/** The part of the current data whose time lies in [from, to), against the whole reference. Epoch milliseconds. */
export interface ColumnWindow {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly score: number | null;
  readonly drifted: boolean | null;
  /** Why there is no score; null if there is one. */
  readonly reason: string | null;
  readonly mean: number | null;
  readonly standardDeviation: number | null;
}
