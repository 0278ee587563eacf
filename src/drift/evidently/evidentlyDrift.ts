import { type DriftColumn, type DriftProfile } from '../contract';

/** What either of Evidently's shapes says of drift. */
export interface EvidentlyDrift {
  readonly profile: DriftProfile;
  readonly columns: readonly DriftColumn[];
  /** Null if the file has no verdict on all columns together. */
  readonly dataset: {
    readonly share: number;
    readonly threshold: number;
    readonly driftedColumns: number;
    /** Null if the file does not count them. */
    readonly columns: number | null;
  } | null;
}
