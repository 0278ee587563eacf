import { type StrictVerdict, type TestInput } from '../contract';
import { type SideTimes } from '../times/sideTimes';
import { HOURS, type TimeCycle, WEEKDAYS } from '../times/timeCycle';
import { type VerdictOutcome } from '../verdict';
import { cycleShares, type CycleWords, type TestedCycles } from './cycleShares';
import { strength } from './strength';
import { tooFew } from './tooFew';

const PROFILES: readonly (CycleWords & { readonly cycle: TimeCycle })[] = [
  { name: 'weekdays', cycle: WEEKDAYS, whole: 'week' },
  { name: 'hours', cycle: HOURS, whole: 'day' },
];

const BY_NATURE = 'Time itself is not compared, as it moves by nature';

/**
 * "Do times fall on other weekdays or hours (UTC)?" The test of homogeneity that categories have, of each over the whole
 * weeks and days that a side spans, as a part of one would weigh its places twice, and against how much these differ anyway.
 * Of both tests the one that says more decides, its p-value times their number (Bonferroni). O(times).
 */
export function strictTimes(reference: SideTimes | null, current: SideTimes | null, significance: number): VerdictOutcome {
  if (reference === null || reference.count === 0) return { reason: 'No value of the reference data is a time.' };
  if (current === null || current.count === 0) return { reason: 'No value of the current data is a time.' };
  const few = tooFew(reference.count, current.count, significance);
  if (few !== null) return { reason: few };
  const outcomes = PROFILES.map(({ name, cycle, whole }) => {
    const [before, after] = [reference.wholeCycles(cycle), current.wholeCycles(cycle)];
    if (before === null || after === null) return { reason: `a side spans no whole ${whole} of ${name}` };
    return cycleShares({ name, whole }, before, after);
  });
  const reasons = outcomes.flatMap(outcome => ('reason' in outcome ? [outcome.reason] : []));
  const tested = outcomes.flatMap(outcome => ('reason' in outcome ? [] : [outcome]));
  const left = reasons.length === 0 ? '' : `; ${reasons.join('; ')}`;
  const verdicts = tested.map(shares => verdictOf(shares, tested.length));
  const [first, ...others] = verdicts;
  if (first === undefined) return { reason: `${BY_NATURE}${left}.` };
  const strongest = others.reduce(
    (most, each) => (strength(each.strict, significance) > strength(most.strict, significance) ? each : most),
    first,
  );
  const names = tested.map(({ effect }) => effect.name.replace('total variation of ', '')).join(' and ');
  return {
    ...strongest,
    threshold: significance,
    drifted: null,
    severity: null,
    note: `${BY_NATURE}: the shares of its ${names} in UTC are${left}.`,
  };
}

function verdictOf({ result, effect, dispersion }: TestedCycles, tests: number) {
  const adjustedP = Math.min(1, result.p * tests);
  const strict: StrictVerdict = { adjustedP, effect, direction: null };
  const inputs: readonly TestInput[] = [
    { name: 'path', value: result.path },
    { name: 'compared values', value: result.categories },
    { name: 'dispersion of whole cycles', value: dispersion },
    { name: 'tests of this column', value: tests },
  ];
  const method: 'fisher_exact' | 'chisquare' = result.exact && result.categories === 2 ? 'fisher_exact' : 'chisquare';
  return { method, score: adjustedP, strict, inputs };
}
