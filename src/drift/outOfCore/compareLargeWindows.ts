import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { type ColumnPart, type SortedParts } from '../../data/contract';
import { type ColumnTask } from '../compareColumn';
import { type ColumnRules, EVIDENTLY_RULES } from '../columnRules';
import { type DriftColumn } from '../contract';
import { judgePair } from '../judgePair';
import { NO_INFINITIES } from '../legacyInfinities';
import { rowNoise } from '../rowNoise';
import { type SamplePair } from '../samplePair';
import { type Verdict, type VerdictOutcome } from '../verdict';
import { type ComparedWindow, compareWindow, settleWindows } from '../windows/compareWindow';
import { type TableWindows } from '../windows/tableWindows';
import { needsOfWindow } from './groupNeeds';
import { eachValue } from './groupVisitor';
import { mergeStretches, type StretchVisitor } from './mergeStretches';
import { secondWalk } from './secondWalk';
import { StreamedGroups, StreamedPair } from './streamedPair';
import { StreamedSide } from './streamedSide';
import { WindowVisits } from './windowVisits';

/** Counts of values that the windows of one walk may hold together: some 50 MB. */
const HELD_COUNTS = 1 << 21;

interface LargeWindows {
  readonly reference: SortedParts;
  readonly current: SortedParts;
  readonly task: Pick<ColumnTask, 'name' | 'rules'>;
  readonly windows: TableWindows;
  /** What the walk over the whole column gathered of the reference, and how many values both sides have. */
  readonly whole: StreamedGroups;
  /** What came of the whole column: its windows are compared by the same method. */
  readonly column: DriftColumn;
  readonly job: Job;
}

/**
 * Every window of a column against the whole reference, all of them by one walk over both sides' sorted values, or two where
 * the method needs a second. Where windows hold counts of many values, a few windows a walk. O(rows + windows × reference)
 * time, without reading or sorting anything again.
 */
export async function compareLargeWindows(given: LargeWindows): Promise<Result<Pick<DriftColumn, 'windows' | 'firstDrifted'>>> {
  const { parts } = given.current;
  const needs = needsOfWindow(given.column, rulesOf(given), given.whole.reference);
  const held = Math.min(needs.categories ?? 0, given.whole.categories?.distinct ?? 0);
  const atOnce = Math.max(1, Math.floor(HELD_COUNTS / Math.max(1, held)));
  const compared: ComparedWindow[] = [];
  for (let first = 0; first < parts.length; first += atOnce) {
    const groups = parts.slice(first, first + atOnce).map(part => new StreamedGroups(given.whole.reference, sideOf(part), needs));
    const walked = await walkWindows(given, first, groups);
    if (!walked.ok) return walked;
    compared.push(...groups.map((each, place) => compareOne(given, each, first + place)));
  }
  return success(settleWindows(compared));
}

function rulesOf({ task }: LargeWindows): NonNullable<ColumnTask['rules']> {
  return task.rules ?? EVIDENTLY_RULES;
}

/** A window's figures are its moments and its score: it has no chart, and so no quantiles. */
function sideOf({ counts, rows }: ColumnPart): StreamedSide {
  return new StreamedSide(counts, rows, []);
}

/** Gathers the groups of the windows from the first one on. */
async function walkWindows(given: LargeWindows, first: number, groups: readonly StreamedGroups[]): Promise<Result<void>> {
  const { method, type } = given.column;
  const walked = await walk(
    given,
    first,
    groups.map(each => (each.current.count > 0 ? each.visitStretch : null)),
  );
  if (!walked.ok || method === null || type !== 'numeric') return walked;
  const again = groups.map(each => (each.current.count > 0 ? secondWalk(method, each) : null));
  if (again.every(each => each === null)) return walked;
  const second = await walk(
    given,
    first,
    again.map(each => each && eachValue(each.visit)),
  );
  if (second.ok) again.forEach((each, place) => each !== null && groups[place]?.again.set(method, each.outcome()));
  return second;
}

async function walk(
  { reference, current, whole, job }: LargeWindows,
  first: number,
  visitors: readonly (StretchVisitor | null)[],
): Promise<Result<void>> {
  const visits = new WindowVisits(first, visitors, whole.shape !== null);
  const walked = await mergeStretches(reference.sortedGroups(job), current.partGroups(job), visits.visit);
  visits.tell();
  return walked;
}

function compareOne(given: LargeWindows, groups: StreamedGroups, place: number): ComparedWindow {
  const { windows, column } = given;
  const type: SamplePair['type'] = column.type === 'numeric' || column.type === 'text' ? column.type : 'categorical';
  const pair = new StreamedPair(groups, type);
  const by = { rules: rulesOf(given), infinities: NO_INFINITIES };
  const range = windows.ranges[place] ?? { from: 0, to: 0 };
  const judge = (): VerdictOutcome => judgePair(pair, column.name, by, column);
  return compareWindow({ range, sample: pair.current, type, judge, noise: verdict => noiseOf(pair, verdict, by.rules) });
}

/** Where the values are not there to be parted anew, the noise of a two-sample test's p-value alone is known. */
function noiseOf(pair: SamplePair, verdict: Verdict, { profile }: ColumnRules): ReturnType<typeof rowNoise> {
  return profile === 'strict' ? rowNoise(pair, verdict, profile) : { noise: null, withinNoise: null };
}
