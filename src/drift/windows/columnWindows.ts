import { type Column } from '../../domain/column';
import { benjaminiHochberg } from '../../numeric/benjaminiHochberg';
import { type ColumnWindow } from '../../domain/columnWindow';
import { type DriftColumn } from '../contract';
import { type Sample, takeSample } from '../sample';
import { SamplePair } from '../samplePair';
import { type Verdict, type VerdictOutcome } from '../verdict';
import { type TimeWindows } from './timeWindows';

interface WindowsToCompare {
  readonly windows: TimeWindows;
  /** The current column's rows by window; their arrays are taken over. */
  readonly parts: readonly Column[];
  readonly reference: Sample;
  readonly type: SamplePair['type'];
  /** The column's own test, with the method that the whole column had. */
  readonly judge: (pair: SamplePair) => VerdictOutcome;
}

/** Every window of a column against the whole reference. O(windows × reference). */
export function columnWindows(given: WindowsToCompare): Pick<DriftColumn, 'windows' | 'firstDrifted'> {
  const compared = given.parts.map((part, place) => compareWindow(part, place, given));
  const windows = adjusted(compared).map(({ window }) => window);
  return { windows, firstDrifted: windows.find(({ drifted }) => drifted === true)?.from ?? null };
}

interface Compared {
  readonly window: ColumnWindow;
  readonly strict?: Verdict['strict'];
  readonly threshold: number | null;
}

function compareWindow(part: Column, place: number, { windows, reference, type, judge }: WindowsToCompare): Compared {
  const sample = takeSample(part);
  const range = windows.ranges[place] ?? { from: 0, to: 0 };
  const facts = { ...range, count: sample.count, ...moments(sample) };
  if (sample.count === 0) return undecided(facts, 'The window has no value of this column.');
  if (type === 'numeric' && sample.storage !== 'numbers') return undecided(facts, 'The window holds text, not numbers.');
  const outcome = judge(new SamplePair(reference, sample, type));
  if ('reason' in outcome) return undecided(facts, outcome.reason);
  const { score, drifted, note, strict, threshold } = outcome;
  return {
    window: { ...facts, score, drifted, reason: score === null ? note : null },
    threshold,
    ...(strict === undefined ? {} : { strict }),
  };
}

function undecided(facts: Omit<ColumnWindow, 'score' | 'drifted' | 'reason'>, reason: string): Compared {
  return { window: { ...facts, score: null, drifted: null, reason }, threshold: null };
}

function moments(sample: Sample): Pick<ColumnWindow, 'mean' | 'standardDeviation'> {
  if (sample.storage === 'codes' || sample.count === 0 || !Number.isFinite(sample.mean) || !Number.isFinite(sample.deviation))
    return { mean: null, standardDeviation: null };
  return { mean: sample.mean, standardDeviation: sample.deviation };
}

/** Under `strict` the windows of a column are one family of tests. */
function adjusted(compared: readonly Compared[]): readonly Compared[] {
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
