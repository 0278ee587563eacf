import { type DriftMethod } from './contract';

/** What a test says of a column. `score` is a p-value or a distance. */
export interface DriftTestResult {
  readonly method: DriftMethod;
  readonly score: number;
  readonly threshold: number;
  readonly drifted: boolean;
}
