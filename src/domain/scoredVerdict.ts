import { type DriftMethod } from './driftMethod';

/** What a test says of two samples, and what its score is worth; null where there is none. */
export interface ScoredVerdict {
  readonly method: DriftMethod | null;
  readonly score: number | null;
  readonly threshold: number | null;
  readonly drifted: boolean | null;
  /** score/threshold for distances, log(p)/log(threshold) for p-values ("Infinity" for p = 0); null without a score. */
  readonly severity: number | 'Infinity' | null;
  /**
   * The 95th percentile of the same score if both sides were drawn from one distribution (of a p-value: the 5th).
   * Null where there is no score, or the noise of this test is not known.
   */
  readonly noise: number | null;
  /** Whether the score lies inside that noise; null without one. */
  readonly withinNoise: boolean | null;
  /** Defects of Evidently that this row reproduces on purpose, a sentence each. */
  readonly defects?: readonly string[];
}
