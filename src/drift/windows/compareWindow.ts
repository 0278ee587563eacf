import { type ColumnWindow } from '../../domain/columnWindow';
import { benjaminiHochberg } from '../../numeric/benjaminiHochberg';
import { type DriftColumn } from '../contract';
import { type Sample } from '../sample';
import { type SamplePair } from '../samplePair';
import { type Verdict, type VerdictOutcome } from '../verdict';
import { type TimeRange } from '../../data/contract';

/** A window's values, and how to judge them. */
interface WindowToCompare {
  readonly range: TimeRange;
  readonly sample: Sample;
  readonly type: SamplePair['type'];
  /** Asked for only if there is something to compare. */
  readonly judge: () => VerdictOutcome;
  /** Asked for only if there is a verdict. */
  readonly noise: (verdict: Verdict) => Pick<ColumnWindow, 'noise' | 'withinNoise'>;
}

export interface ComparedWindow {
  readonly window: ColumnWindow;
  readonly strict?: Verdict['strict'];
  readonly threshold: number | null;
}

/** One window of a column against the reference, before the windows are looked at together. */
export function compareWindow({ range, sample, type, judge, noise }: WindowToCompare): ComparedWindow {
  const facts = { from: range.from, to: range.to, count: sample.count, ...moments(sample) };
  if (sample.count === 0) return undecided(facts, 'The window has no value of this column.');
  if (type === 'numeric' && sample.storage !== 'numbers') return undecided(facts, 'The window holds text, not numbers.');
  const outcome = judge();
  if ('reason' in outcome) return undecided(facts, outcome.reason);
  const { score, drifted, note, strict, threshold, errorBound } = outcome;
  const isOpen = score === null || (errorBound !== undefined && drifted === null);
  return {
    window: {
      ...facts,
      score,
      drifted,
      ...noise(outcome),
      ...(errorBound === undefined ? {} : { errorBound }),
      reason: isOpen ? note : null,
    },
    threshold,
    ...(strict === undefined ? {} : { strict }),
  };
}

/** The windows of a column, in time order, and the first that drifted. */
export function settleWindows(compared: readonly ComparedWindow[]): Pick<DriftColumn, 'windows' | 'firstDrifted'> {
  const windows = adjusted(compared).map(({ window }) => window);
  return { windows, firstDrifted: windows.find(({ drifted }) => drifted === true)?.from ?? null };
}

function undecided(facts: Omit<ColumnWindow, 'score' | 'drifted' | 'noise' | 'withinNoise' | 'reason'>, reason: string): ComparedWindow {
  return { window: { ...facts, score: null, drifted: null, noise: null, withinNoise: null, reason }, threshold: null };
}

function moments(sample: Sample): Pick<ColumnWindow, 'mean' | 'standardDeviation'> {
  if (sample.storage === 'codes' || sample.count === 0 || !Number.isFinite(sample.mean) || !Number.isFinite(sample.deviation))
    return { mean: null, standardDeviation: null };
  return { mean: sample.mean, standardDeviation: sample.deviation };
}

/** Under `strict` the windows of a column are one family of tests. */
function adjusted(compared: readonly ComparedWindow[]): readonly ComparedWindow[] {
  const family = compared.filter(({ strict }) => strict !== undefined);
  const pValues = benjaminiHochberg(family.map(({ strict }) => strict?.adjustedP ?? 1));
  const places = new Map(family.map((each, k) => [each, pValues[k] ?? 1]));
  return compared.map(each => {
    const p = places.get(each);
    if (p === undefined || each.strict === undefined || each.threshold === null) return each;
    const { effect } = each.strict;
    return { ...each, window: { ...each.window, drifted: p <= each.threshold && effect.value >= effect.threshold } };
  });
}
