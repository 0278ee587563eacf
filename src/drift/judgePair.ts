import { type ColumnRules } from './columnRules';
import { type EvidentlyCase, evidentlyVerdict, verdictBy } from './evidentlyVerdict';
import { type KeptInfinities } from './legacyInfinities';
import { type Sample } from './sample';
import { type SamplePair } from './samplePair';
import { absentDrifts } from './strict/absentDrift';
import { strictSignificance, strictVerdict } from './strict/strictVerdict';
import { type Verdict, type VerdictOutcome } from './verdict';

/** By what a pair is judged. */
export interface Judging {
  readonly rules: ColumnRules;
  readonly infinities: KeptInfinities;
}

/** The verdict of the column's profile. @param settled what the whole column got: a window is compared by the same method. */
export function judgePair(
  pair: SamplePair,
  name: string,
  { rules, infinities }: Judging,
  settled?: Pick<Verdict, 'method'>,
): VerdictOutcome {
  const given: EvidentlyCase = { name, rules, infinities };
  if (rules.profile !== 'strict') {
    const method = settled?.method ?? null;
    return method === null ? evidentlyVerdict(pair, given) : verdictBy(method, pair, given);
  }
  const significance = strictSignificance(rules, name, pair.type);
  if (typeof significance === 'string') return { reason: significance };
  const verdict = strictVerdict(pair, significance);
  return 'reason' in verdict ? verdict : withAbsent(verdict, pair.reference, pair.current);
}

/** The verdict with those on missing and infinite values beside it. */
export function withAbsent(verdict: Verdict, reference: Sample, current: Sample): Verdict {
  if (verdict.strict === undefined) return verdict;
  return { ...verdict, strict: { ...verdict.strict, ...absentDrifts(reference, current) } };
}
