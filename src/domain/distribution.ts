/**
 * Counts of both sides over the same bins, for charts. Numbers: `edges` has one more entry than the counts, and the
 * quantiles are at 0, 0.05, 0.25, 0.5, 0.75, 0.95, 1. Categories: at most 30, the most frequent of both sides together,
 * the rest in `other`.
 */
export type Distribution =
  | {
      readonly kind: 'numeric';
      readonly edges: readonly number[];
      readonly reference: readonly number[];
      readonly current: readonly number[];
      readonly summary: { readonly reference: NumberSummary | null; readonly current: NumberSummary | null };
      /** Where the two empirical distribution functions are farthest apart; absent in reports of 0.2 and before. */
      readonly gap?: DistributionGap;
    }
  | {
      readonly kind: 'categorical';
      readonly categories: readonly string[];
      readonly reference: readonly number[];
      readonly current: readonly number[];
      readonly other: { readonly reference: number; readonly current: number };
      readonly added: readonly string[];
      readonly vanished: readonly string[];
    };

/** The largest gap of the two empirical distribution functions, which is Kolmogorov and Smirnov's D: its place and the shares at most there. */
export interface DistributionGap {
  readonly at: number;
  readonly reference: number;
  readonly current: number;
}

export interface NumberSummary {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly quantiles: readonly number[];
  /** At 0, 0.01, …, 1 with 7 digits, for charts; absent in reports of 0.2 and before. */
  readonly percentiles?: readonly number[];
}

/** A distribution in small: heights in thousandths of the greatest, of bins of equal width or of categories. */
export interface DistributionPicture {
  readonly kind: Distribution['kind'];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}
