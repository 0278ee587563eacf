/** The part of the current data whose time lies in [from, to), against the whole reference. Epoch milliseconds. */
export interface ColumnWindow {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly score: number | null;
  readonly drifted: boolean | null;
  /** The score that 95 in 100 windows of as many values do not pass without drift; null where it is not known. */
  readonly noise: number | null;
  readonly withinNoise: boolean | null;
  /** Where the reference is a sketch of its data: between which bounds the score against the data lies, which is proven. */
  readonly errorBound?: { readonly lowest: number; readonly highest: number };
  /** Why there is no score, or by its error bound no verdict; null if there is one. */
  readonly reason: string | null;
  readonly mean: number | null;
  readonly standardDeviation: number | null;
}
