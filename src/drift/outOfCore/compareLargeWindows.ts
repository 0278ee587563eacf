import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { type ColumnPart, type SortedParts } from '../../data/contract';
import { type ColumnTask } from '../compareColumn';
import { type ColumnRules, EVIDENTLY_RULES } from '../columnRules';
import { type DriftColumn } from '../contract';
import { judgePair } from '../judgePair';
import { NO_INFINITIES } from '../legacyInfinities';
import { type SamplePair } from '../samplePair';
import { type VerdictOutcome } from '../verdict';
import { type ComparedWindow, compareWindow, settleWindows } from '../windows/compareWindow';
import { type TableWindows } from '../windows/tableWindows';
import { type NoiseOfWindow, noiseOfWindows, sizeOfWindow } from '../windows/windowNoise';
import { type GroupNeeds, needsOfColumn, needsOfWindow, withNoise } from './groupNeeds';
import { eachValue } from './groupVisitor';
import { mergeStretches, type StretchVisitor } from './mergeStretches';
import { secondWalk } from './secondWalk';
import { StreamedGroups, StreamedPair } from './streamedPair';
import { StreamedSide } from './streamedSide';
import { WindowVisits } from './windowVisits';

/** Counts of values that the windows of one walk may hold together: some 50 MB. */
const HELD_COUNTS = 1 << 21;

/** How a window is walked where more is made of it than its groups. */
export interface WindowWalk {
  /** Sees what passes by, and tells of it; `end` when all of it has passed. */
  watch(visit: StretchVisitor, isFirst: boolean): { readonly visit: StretchVisitor; end(): void };
  pair(groups: StreamedGroups, type: SamplePair['type']): SamplePair;
}

interface LargeWindows {
  readonly reference: Pick<SortedParts, 'sortedGroups'>;
  readonly current: SortedParts;
  readonly task: Pick<ColumnTask, 'name' | 'rules'>;
  readonly windows: TableWindows;
  /** What the walk over the whole column gathered of the reference, and how many values both sides have. */
  readonly whole: StreamedGroups;
  /** What came of the whole column: its windows are compared by the same method. */
  readonly column: DriftColumn;
  readonly job: Job;
  /** Absent: plain groups of both sides. */
  readonly special?: {
    readonly needs: GroupNeeds;
    /** Windows a walk, at the most. */
    readonly atOnce: number;
    readonly walkOf: (current: StreamedSide) => WindowWalk;
  };
}

/** What stands for a profile's values is not parted anew where the other side is not held. */
const NO_NOISE: NoiseOfWindow = () => ({ noise: null, withinNoise: null });

const PLAIN: WindowWalk = {
  watch: visit => ({ visit, end: () => undefined }),
  pair: (groups, type) => new StreamedPair(groups, type),
};

/** A window and how it is walked. */
interface Walked {
  readonly groups: StreamedGroups;
  readonly walk: WindowWalk;
}

/**
 * Every window of a column against the whole reference, all of them by one walk over both sides' sorted values, or two where
 * the method needs a second. Where windows hold counts of many values, a few windows a walk. O(rows + windows × reference)
 * time, without reading or sorting anything again.
 */
export async function compareLargeWindows(given: LargeWindows): Promise<Result<Pick<DriftColumn, 'windows' | 'firstDrifted'>>> {
  const { parts } = given.current;
  const { special } = given;
  const needs = needsOfWindows(given);
  const held = Math.min(Math.max(...needs.map(({ categories }) => categories ?? 0)), given.whole.categories?.distinct ?? 0);
  const atOnce = Math.min(special?.atOnce ?? Infinity, Math.max(1, Math.floor(HELD_COUNTS / Math.max(1, held))));
  const noise = special === undefined ? noiseOfLarge(rulesOf(given)) : NO_NOISE;
  const compared: ComparedWindow[] = [];
  for (let first = 0; first < parts.length; first += atOnce) {
    const windows = parts.slice(first, first + atOnce).map((part, place): Walked => {
      const current = sideOf(part);
      const groups = new StreamedGroups(given.whole.reference, current, needs[first + place] ?? needsOfColumn(given.task.rules));
      return { groups, walk: special?.walkOf(current) ?? PLAIN };
    });
    const walked = await walkWindows(given, first, windows);
    if (!walked.ok) return walked;
    compared.push(...windows.map((each, place) => compareOne(given, each, { place: first + place, noise })));
  }
  return success(settleWindows(compared));
}

/** Of windows with about as many values, the first tells the noise of all, where more than counts must be gathered for it. */
function needsOfWindows(given: LargeWindows): readonly GroupNeeds[] {
  const { special, column, whole, current } = given;
  const rules = rulesOf(given);
  const needs = special?.needs ?? needsOfWindow(column, rules, whole.reference);
  const isDrawn = special === undefined && rules.profile !== 'strict';
  const counts = current.parts.map(part => sideOf(part).count);
  // What has no value has no score, and so no noise.
  const sizes = counts.map(count => (count === 0 ? null : sizeOfWindow(count)));
  return sizes.map((size, place) => (isDrawn && !needs.noise && size !== null && sizes.indexOf(size) === place ? withNoise(needs) : needs));
}

function rulesOf({ task }: LargeWindows): NonNullable<ColumnTask['rules']> {
  return task.rules ?? EVIDENTLY_RULES;
}

/** A window's figures are its moments and its score: it has no chart, and so no quantiles. */
function sideOf({ counts, rows }: ColumnPart): StreamedSide {
  return new StreamedSide(counts, rows, []);
}

/** Gathers the groups of the windows from the first one on. */
async function walkWindows(given: LargeWindows, first: number, windows: readonly Walked[]): Promise<Result<void>> {
  const { method, type } = given.column;
  const watched = windows.map(({ groups, walk }) => (groups.current.count > 0 ? walk.watch(groups.visitStretch, true) : null));
  const walked = await walk(given, first, watched);
  if (!walked.ok || method === null || type !== 'numeric') return walked;
  const again = windows.map(({ groups }) => (groups.current.count > 0 ? secondWalk(method, groups) : null));
  if (again.every(each => each === null)) return walked;
  const second = await walk(
    given,
    first,
    again.map((each, place) => each && (windows[place]?.walk.watch(eachValue(each.visit), false) ?? null)),
  );
  if (second.ok) again.forEach((each, place) => each !== null && windows[place]?.groups.keepAgain(method, each));
  return second;
}

async function walk(
  { reference, current, whole, job }: LargeWindows,
  first: number,
  watched: readonly (ReturnType<WindowWalk['watch']> | null)[],
): Promise<Result<void>> {
  const visitors = watched.map(each => each && each.visit);
  const visits = new WindowVisits(first, visitors, whole.shape !== null);
  const walked = await mergeStretches(reference.sortedGroups(job), current.partGroups(job), visits.visit);
  visits.tell();
  watched.forEach(each => each?.end());
  return walked;
}

function compareOne(
  given: LargeWindows,
  { groups, walk: own }: Walked,
  { place, noise }: { readonly place: number; readonly noise: NoiseOfWindow },
): ComparedWindow {
  const { windows, column } = given;
  const type: SamplePair['type'] = column.type === 'numeric' || column.type === 'text' ? column.type : 'categorical';
  const pair = own.pair(groups, type);
  const by = { rules: rulesOf(given), infinities: NO_INFINITIES };
  const range = windows.ranges[place] ?? { from: 0, to: 0 };
  const judge = (): VerdictOutcome => judgePair(pair, column.name, by, column);
  return compareWindow({ range, sample: pair.current, type, judge, noise: verdict => noise(pair, verdict) });
}

/** Of a window that was not to tell its noise, only that of others is known. */
function noiseOfLarge({ profile }: ColumnRules): NoiseOfWindow {
  return noiseOfWindows(profile, pair => profile === 'strict' || (pair instanceof StreamedPair && pair.tellsNoise));
}
