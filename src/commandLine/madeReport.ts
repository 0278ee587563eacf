import { type Failure, type Result } from '../base/result';
import { type DriftReport } from '../drift/contract';

/** What came of one comparison: of a monitor by its name, or of two files. */
export interface MadeReport {
  readonly name: string;
  readonly report: Result<DriftReport>;
  /** What was asked for beside the verdict and failed: saving, writing or logging the report. The verdict stands. */
  readonly unkept?: readonly Failure[];
}
