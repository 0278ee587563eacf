import { call, type Job } from '../base/protocol';
import { type Result } from '../base/result';
import { reportPage } from '../reports/contract';
import { type DataSource } from '../domain/dataSource';
import { type DatasetSide } from '../drift/contract';

export type QualityTask = 'binary' | 'multiclass' | 'regression';

/** Named as scikit-learn names them; `ece` is the expected calibration error, `me` the mean of prediction minus label. */
export type QualityMetric =
  | 'accuracy'
  | 'precision'
  | 'recall'
  | 'f1'
  | 'specificity'
  | 'roc_auc'
  | 'pr_auc'
  | 'log_loss'
  | 'brier'
  | 'ece'
  | 'me'
  | 'mae'
  | 'rmse'
  | 'mape'
  | 'r2';

export type QualityPeriod = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Equal chunks of rows, or the periods of the time column in UTC. */
export type QualityWindowing =
  { readonly kind: 'chunks'; readonly count: number } | { readonly kind: 'period'; readonly period: QualityPeriod };

/** Whose quality to measure and how. */
export interface QualityRequest {
  readonly reference: DataSource;
  readonly current: DataSource;
  /** The column of the true outcome. The current data may be without it. */
  readonly target: string;
  /** The column of what the model said; null: it follows from the probabilities. */
  readonly prediction: string | null;
  /** One column: the probability of the positive class of two. Several: one a class, named by it or in the order of the classes. */
  readonly probabilities: readonly string[];
  /** Of two classes the one that is looked for; null: the last in order, as scikit-learn has it. */
  readonly positive: string | null;
  /** Rows are put in its order; null: they are in the order of the file. */
  readonly time: string | null;
  readonly windows: QualityWindowing;
  /** Null: told from the columns. */
  readonly task: 'classification' | 'regression' | null;
  /** Whether quality is estimated where there are no labels (CBPE). */
  readonly estimate: boolean;
  /** By whose values quality is told apart; null: every other column that both sides have. */
  readonly features: readonly string[] | null;
  readonly rounds: number;
  readonly seed: number;
}

/** A metric of a set of rows. Low and high are the middle 95 % of the bootstrap's rounds; null where too few could be computed. */
export interface QualityValue {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export type QualityOutcome = 'better' | 'worse' | 'same' | 'unknown';

export interface QualityRow {
  readonly metric: QualityMetric;
  readonly reference: QualityValue;
  /** All null where the current data has no labels. */
  readonly current: QualityValue;
  /** Current minus reference. */
  readonly difference: QualityValue;
  /** Whether the difference's interval leaves 0 out, and on which side. */
  readonly outcome: QualityOutcome;
  /** Why a value is absent or is what a rule for empty denominators makes it; null if nothing. */
  readonly note: string | null;
}

export interface QualityRows {
  readonly labelled: number;
  /** Without a label, but with a prediction: they count for the estimate. */
  readonly unlabelled: number;
  /** Without a prediction or a probability, or with one that is not finite. */
  readonly skipped: number;
}

export interface QualityWindow {
  readonly side: 'reference' | 'current';
  /** A period's name, or the number of the chunk from 1. */
  readonly name: string;
  /** Of the time column, epoch milliseconds; null without one. */
  readonly from: number | null;
  readonly to: number | null;
  readonly rows: number;
  readonly labelled: number;
  readonly values: Readonly<Partial<Record<QualityMetric, QualityValue>>>;
  /** Estimated without labels. */
  readonly estimated: Readonly<Partial<Record<QualityMetric, number | null>>>;
}

/** Mean ± 3 standard deviations of the reference's windows, within what the metric can be. */
export interface QualityBand {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface ReliabilityBin {
  readonly rows: number;
  readonly predicted: number;
  readonly observed: number;
}

/** Quality of the rows that have one value, or a range of values, of a feature. */
export interface QualitySegment {
  readonly label: string;
  readonly reference: QualitySegmentSide;
  readonly current: QualitySegmentSide;
}

export interface QualitySegmentSide {
  readonly rows: number;
  readonly values: Readonly<Partial<Record<QualityMetric, number | null>>>;
}

export interface QualityFeature {
  readonly name: string;
  readonly segments: readonly QualitySegment[];
}

/** What was estimated without labels, and what has to hold for it. */
export interface QualityEstimate {
  /** Whether the probabilities were calibrated on the reference first: only if that made them truer there. One a class. */
  readonly calibrated: readonly boolean[];
  readonly assumption: string;
  /** Windows of the current data that lie outside the band, of those that have an estimate. */
  readonly outside: Readonly<Partial<Record<QualityMetric, number>>>;
  readonly windows: number;
}

/** A quality report as a value. Numbers are finite; what cannot be computed is null with a reason. */
export interface QualityReport {
  readonly schema: 1;
  readonly task: QualityTask;
  /** In order; null for a regression. */
  readonly classes: readonly string[] | null;
  readonly positive: string | null;
  readonly reference: DatasetSide;
  readonly current: DatasetSide;
  readonly rows: { readonly reference: QualityRows; readonly current: QualityRows };
  /** The metric that the verdict is about, and the verdict. */
  readonly verdict: { readonly metric: QualityMetric; readonly outcome: QualityOutcome };
  readonly metrics: readonly QualityRow[];
  readonly windows: readonly QualityWindow[];
  readonly bands: Readonly<Partial<Record<QualityMetric, QualityBand>>>;
  /** Of two classes: of the positive one; of several: of the class with the greatest probability. Null without probabilities. */
  readonly calibration: { readonly reference: readonly ReliabilityBin[]; readonly current: readonly ReliabilityBin[] } | null;
  /** Rows are labels, columns predictions, both in the order of `classes`. */
  readonly confusion: { readonly reference: readonly (readonly number[])[]; readonly current: readonly (readonly number[])[] } | null;
  readonly features: readonly QualityFeature[];
  readonly estimate: QualityEstimate | null;
  /** What the reader should know of the data or the set-up. */
  readonly notes: readonly string[];
  readonly tookMs: number;
  readonly made?: { readonly at: number; readonly request: QualityRequest };
}

export interface QualityService {
  measure(request: QualityRequest, job: Job): Promise<Result<QualityReport>>;
}

export const qualityCalls = { measure: call<QualityRequest, QualityReport>('quality/measure') } as const;

export const qualityPage = reportPage<QualityReport>();
