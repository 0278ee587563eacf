import { type DriftMethod, driftMethods, isDrift } from '../domain/driftMethod';
import { chooseMethod, wrongMethod } from './chooseMethod';
import { type ColumnRules, settingOf, wrongThreshold } from './columnRules';
import { driftTests } from './driftTests';
import { evidentlyDefects } from './evidentlyDefects';
import { type KeptInfinities, verdictWithInfinities } from './legacyInfinities';
import { withErrorBound } from './profile/withErrorBound';
import { type SamplePair } from './samplePair';
import { severity } from './severity';
import { type Verdict, type VerdictOutcome } from './verdict';

/** What a verdict under Evidently's profiles rests on beside the values. */
export interface EvidentlyCase {
  readonly name: string;
  readonly rules: ColumnRules;
  /** Infinite values that the old table leaves in. */
  readonly infinities: KeptInfinities;
}

/** The verdict of Evidently's profiles: the method that was set or its default, against the threshold set or its own. */
export function evidentlyVerdict(pair: SamplePair, given: EvidentlyCase): VerdictOutcome {
  const asked = settingOf(given.rules.methods, given.name, pair.type);
  const wrong = asked === undefined ? null : wrongMethod(asked, pair.type);
  if (wrong !== null) return { reason: wrong };
  return verdictBy(asked ?? chooseMethod(pair.type, pair.reference.count, pair.distinct()), pair, given);
}

/** The same by a method that is settled, as each window of a column has it. */
export function verdictBy(method: DriftMethod, pair: SamplePair, { name, rules, infinities }: EvidentlyCase): VerdictOutcome {
  const threshold = settingOf(rules.thresholds, name, pair.type) ?? driftMethods[method].threshold;
  const wrong = wrongThreshold(method, threshold);
  if (wrong !== null) return { reason: wrong };
  const special = verdictWithInfinities(method, pair, infinities);
  if (special !== null) return 'reason' in special ? special : { ...special, method, threshold };
  const outcome = pair.scored(method) ?? driftTests.get(method)?.score(pair) ?? { reason: `The method ${method} is not known.` };
  if ('reason' in outcome) return outcome;
  const { score, inputs, text } = outcome;
  if (!Number.isFinite(score)) return { reason: 'The numbers are too large to be compared.' };
  const cutoff = outcome.cutoff?.(threshold);
  const limit = cutoff ?? threshold;
  const defects = evidentlyDefects(method, pair);
  const bounds = pair.errorBound(method);
  const verdict: Verdict = {
    method,
    score,
    threshold,
    drifted: isDrift(method, score, limit),
    severity: severity(method, score, limit),
    inputs,
    note: null,
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(text === undefined ? {} : { text }),
    ...(defects.length === 0 ? {} : { defects }),
  };
  return bounds === null ? verdict : withErrorBound(verdict, bounds, limit);
}
