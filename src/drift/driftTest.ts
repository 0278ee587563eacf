import { type DriftMethod } from '../domain/driftMethod';
import { type TestInput, type TextContent } from './contract';
import { type SamplePair } from './samplePair';

/** A score with what went into it, or a sentence on why there is none: "The Epps–Singleton test needs at least 5 values on each side." */
export type TestOutcome =
  | {
      readonly score: number;
      readonly inputs: readonly TestInput[];
      /** What the score is compared with, where the threshold only names it. */
      readonly cutoff?: (threshold: number) => number;
      readonly text?: TextContent;
    }
  | { readonly reason: string };

/**
 * One of Evidently's tests. Its threshold and the sign of it are in `driftMethods`: a test only scores. A score that is
 * not finite is a bug; what is not defined is a reason.
 */
export interface DriftTest {
  readonly method: DriftMethod;
  score(pair: SamplePair): TestOutcome;
}
