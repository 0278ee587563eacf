import { type DriftColumn } from './contract';

/** What a test makes of a column: the part of its row that rests on both sides' values. */
export type Verdict = Pick<
  DriftColumn,
  'method' | 'score' | 'threshold' | 'drifted' | 'severity' | 'inputs' | 'strict' | 'defects' | 'cutoff' | 'text' | 'errorBound'
> & {
  /** What the reader should know beside it; null if nothing. */
  readonly note: string | null;
};

/** A verdict, or a sentence on why there is none. */
export type VerdictOutcome = Verdict | { readonly reason: string };
