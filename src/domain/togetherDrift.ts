/** The verdict of a drift report on all its features at once: whole rows against whole rows, not column by column. */
export interface TogetherDrift {
  /** Null where it could not be told: never the same as no drift. */
  readonly drifted: boolean | null;
  /** What the verdict rests on, or why there is none: one or two sentences. */
  readonly reason: string;
  /** Rows of each side that were looked at: drawn at random where there are many. */
  readonly rows: { readonly reference: number; readonly current: number };
  /** The features that were looked at. */
  readonly columns: readonly string[];
  /** Columns that were not, by the reason. */
  readonly leftOut: readonly { readonly reason: string; readonly columns: readonly string[] }[];
  /** Null where there was nothing to learn from; `reason` says why. */
  readonly classifier: DomainClassifier | null;
  readonly reconstruction: Reconstruction | null;
  /** Pairs of columns whose dependence changed, the largest change first; 20 at most. */
  readonly correlations: readonly CorrelationChange[];
}

/** How well a classifier tells a current row from a reference row, on rows that it has not learned from. */
export interface DomainClassifier {
  /** The area under its ROC curve: 0.5 is a guess, 1 means that every row betrays its side. */
  readonly auc: number;
  /** Above it the sides differ. */
  readonly limit: number;
  /** The 95th percentile of the area if both sides were drawn from one distribution. */
  readonly noise: number;
  readonly drifted: boolean | null;
  /** What tells the sides apart: the share of each feature in what the splits gained, the largest first; 10 at most. */
  readonly features: readonly { readonly name: string; readonly share: number }[];
}

/** How far rows lie from what the main components of the reference data can express. */
export interface Reconstruction {
  /** The mean distance of the current rows from their reconstruction, in standard deviations of the reference. */
  readonly error: number;
  /** The same of the reference's chunks: their mean, and three standard deviations around it. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** The standard error of `error`. */
  readonly samplingError: number;
  readonly components: number;
  readonly drifted: boolean | null;
}

/** How two columns depended on each other before, and do now. */
export interface CorrelationChange {
  readonly columns: readonly [string, string];
  /** Pearson's and Spearman's coefficients are of two numbers, Cramér's V of two categories, the correlation ratio of one each. */
  readonly measure: 'pearson' | 'spearman' | 'cramers_v' | 'correlation_ratio';
  readonly from: number;
  readonly to: number;
  /** That chance alone gives such a difference, adjusted over all pairs by Benjamini and Hochberg. */
  readonly pValue: number;
}
