import { type Column } from '../domain/column';
import { columnQuality } from './columnQuality';
import { type ColumnRules, EVIDENTLY_RULES } from './columnRules';
import { type ColumnQuality } from '../domain/columnQuality';
import { type ColumnRole, type ColumnSide, type ColumnType, type DriftColumn } from './contract';
import { inferColumnType } from './inferColumnType';
import { judgePair, withAbsent } from './judgePair';
import { legacyColumnType } from './legacyColumnType';
import { infinitiesOf, keepInfinities, type KeptInfinities, NO_INFINITIES } from './legacyInfinities';
import { mayBeMerged, mergedReason } from './mergedIntegers';
import { missingChange } from './missingChange';
import { notComparable } from './notComparable';
import { type ProfiledSides, profiledSides } from './profile/profiledSides';
import { rowNoise } from './rowNoise';
import { type Sample, takeSample } from './sample';
import { SamplePair } from './samplePair';
import { absentVerdict } from './strict/absentDrift';
import { strictColumnType } from './strict/strictColumnType';
import { strictTimes } from './strict/strictTimes';
import { strictSignificance } from './strict/strictVerdict';
import { type ColumnTimes, columnTimes } from './times/columnTimes';
import { compareTimes } from './times/sideTimes';
import { type Verdict } from './verdict';
import { columnWindows } from './windows/columnWindows';
import { noiseOfWindows } from './windows/windowNoise';
import { splitColumn } from './windows/splitColumn';
import { type TimeWindows } from './windows/timeWindows';

/** One column to compare. A side is null where the file has no such column. */
export interface ColumnTask {
  readonly name: string;
  readonly role: ColumnRole;
  /** The type that the user gave; null: as the profile infers it. */
  readonly type: ColumnType | null;
  readonly reference: Column | null;
  readonly current: Column | null;
  /** The reader's name of the current column's type, for the reason. */
  readonly fileType: string;
  /** Absent: Evidently's defaults. */
  readonly rules?: ColumnRules;
  /** What is not as the values say, where a side is a profile; absent: all is. */
  readonly profiled?: ProfiledSides;
  /** Windows of the current data; absent: none. */
  readonly windows?: TimeWindows;
  /** Whether texts are described too. */
  readonly descriptors?: true;
}

/**
 * Compares the two sides of one column by its rules and says what came out, or why nothing did. Under `strict` the row
 * has its p-value, and its verdict comes from `strictVerdicts`.
 * Takes over the columns' arrays. O(n log n) at worst, O(n) for most data; with windows, each once more with the reference.
 */
export function compareColumn(task: ColumnTask, sides: ColumnSides = sidesOfTask(task)): DriftColumn {
  const compared = takeSides(task, sides);
  const { reference, current, type, rules } = compared;
  const untested = row(task, compared);
  if (task.role === 'id' || task.role === 'time') return { ...untested, status: 'not_tested', reason: notTested(task) };
  if (reference === null) return { ...untested, reason: 'The column is not in the reference data.' };
  if (current === null || task.current === null) return { ...untested, reason: 'The column is not in the current data.' };
  const both = { ...compared, reference, current };
  const reason =
    sides.refusal ??
    (isMerged(both) ? mergedReason(task.name) : null) ??
    notComparable({
      reference,
      current,
      type,
      given: task.type !== null,
      column: task.current,
      fileType: task.fileType,
      strict: rules.profile === 'strict',
    });
  if (reason === null) return tested(untested, task, both);
  const absent = rules.profile === 'strict' && !isMerged(both) ? absentAlone(untested, both) : null;
  return absent === null ? { ...untested, reason } : withVerdict(untested, absent, null);
}

/** Both sides of a column, however they were gathered. */
export interface ColumnSides {
  readonly reference: Sample | null;
  readonly current: Sample | null;
  /** Why they cannot be compared as they were gathered; null if they can. */
  readonly refusal: string | null;
  /** Whether the values, or those that stand for them, are there: to be parted by windows, and anew for the sampling noise. */
  readonly inMemory: boolean;
  /** Whether what chance does to a score can be told all the same. */
  readonly hasNoise?: boolean;
  /** Infinite values that the old table leaves in, of sides that are not in memory. */
  readonly infinities?: KeptInfinities;
  /** Both together; asked for only if there are both. @param window in place of the current side, where the values are there */
  pair(type: SamplePair['type'], window?: Sample): SamplePair;
  /** What one side is like; absent: as its values say. */
  readonly quality?: { readonly reference?: ColumnQuality; readonly current?: ColumnQuality };
  /** Of a column of times whose values do not tell them, null where nothing does; absent: as the values say. */
  readonly times?: ColumnTimes | null;
}

/** Both sides of a column whose values are there. Takes over its arrays as soon as a side is asked for. */
export function sidesOfTask(task: ColumnTask): ColumnSides {
  const plain = sidesInMemory(task);
  return task.profiled === undefined ? plain : profiledSides(task, task.profiled, plain);
}

function sidesInMemory(task: ColumnTask): ColumnSides {
  let taken: { reference: Sample | null; current: Sample | null } | undefined;
  // Taking a sample takes over the values, which the old table and windows look at before.
  const take = () => (taken ??= { reference: sampleOf(task.reference), current: sampleOf(task.current) });
  return {
    get reference() {
      return take().reference;
    },
    get current() {
      return take().current;
    },
    refusal: null,
    inMemory: true,
    pair: (type, window) => {
      const { reference, current } = take();
      if (reference === null || current === null) throw new Error('A pair needs both sides.');
      return new SamplePair(reference, window ?? current, type);
    },
  };
}

function sampleOf(column: Column | null): Sample | null {
  return column === null ? null : takeSample(column);
}

/** Both sides as samples, and what they are compared as. */
interface Compared {
  readonly sides: ColumnSides;
  readonly rules: ColumnRules;
  readonly type: ColumnType;
  readonly reference: Sample | null;
  readonly current: Sample | null;
  readonly infinities: KeptInfinities;
  /** Whether different values of a side may have become equal. */
  readonly merged: { readonly reference: boolean; readonly current: boolean };
  /** Null of a column that is none of times. */
  readonly times: ColumnTimes | null;
  /** The current column by windows; null without any. */
  readonly parts: readonly Column[] | null;
}

function takeSides(task: ColumnTask, sides: ColumnSides): Compared {
  const rules = task.rules ?? EVIDENTLY_RULES;
  // Before the values are taken over.
  const times = sides.times === undefined && sides.inMemory ? columnTimes(task) : (sides.times ?? null);
  const infinities = sides.infinities ?? infinitiesOfTask(task);
  const isTested = task.role !== 'id' && task.role !== 'time';
  const isParted = isTested && sides.inMemory && (task.windows?.ofRow.length ?? 0) > 0;
  const parts = task.current === null || task.windows === undefined || !isParted ? null : splitColumn(task.current, task.windows);
  const { reference, current } = sides;
  const merged = { reference: mayBeMerged(task.reference, reference), current: mayBeMerged(task.current, current) };
  return { sides, rules, type: task.type ?? typeOf(task, reference, current), reference, current, infinities, merged, times, parts };
}

/** Puts them in their place, where the column's rules leave them in. */
function infinitiesOfTask({ rules, reference, current }: ColumnTask): KeptInfinities {
  if (rules?.profile !== 'evidently-legacy') return NO_INFINITIES;
  return { reference: keepInfinities(reference), current: keepInfinities(current) };
}

/** The old table goes by the reference's type, everything else by the current data's. */
function typeOf(task: ColumnTask, reference: Sample | null, current: Sample | null): ColumnType {
  const before = task.reference === null || reference === null ? null : { column: task.reference, sample: reference };
  const after = task.current === null || current === null ? null : { column: task.current, sample: current };
  const legacy = task.rules?.profile === 'evidently-legacy';
  const judged = legacy ? (before ?? after) : (after ?? before);
  if (judged === null) return 'unknown';
  const { column, sample } = judged;
  if (legacy) return legacyColumnType(column, sample, task);
  const infer = task.rules?.profile === 'strict' ? strictColumnType : inferColumnType;
  return infer(column, sample.uniqueBeforeCleaning, sample.rows - sample.missing);
}

interface Comparable extends Compared {
  readonly reference: Sample;
  readonly current: Sample;
}

/** The row with the test's result, or with the reason why there is none. */
function tested(untested: DriftColumn, task: ColumnTask, compared: Comparable): DriftColumn {
  const { reference, current, parts, sides } = compared;
  if (untested.type === 'datetime') return testedTimes(untested, compared);
  const type = untested.type === 'numeric' || untested.type === 'text' ? untested.type : 'categorical';
  const pair = sides.pair(type);
  const outcome = judgePair(pair, untested.name, compared);
  if ('reason' in outcome) return { ...untested, reason: outcome.reason };
  const distribution = pair.distribution();
  const windows =
    parts === null || task.windows === undefined
      ? {}
      : columnWindows({
          windows: task.windows,
          parts,
          pair: window => sides.pair(type, window),
          type,
          judge: pair => judgePair(pair, untested.name, compared, outcome),
          noise: noiseOfWindows(compared.rules.profile),
        });
  return {
    ...withVerdict(untested, outcome, notes(task, reference, current)),
    ...((sides.hasNoise ?? sides.inMemory) || compared.rules.profile === 'strict' ? rowNoise(pair, outcome, compared.rules.profile) : {}),
    ...(distribution === undefined ? {} : { distribution }),
    ...windows,
  };
}

/** Under `strict`, the row of times with the verdict on their weekdays and hours; the other profiles have none. */
function testedTimes(untested: DriftColumn, { rules, times, reference, current }: Comparable): DriftColumn {
  const significance = strictSignificance(rules, untested.name, untested.type);
  if (typeof significance === 'string') return { ...untested, reason: significance };
  const verdict = strictTimes(times?.reference ?? null, times?.current ?? null, significance);
  if ('reason' in verdict) return { ...untested, reason: verdict.reason };
  return withVerdict(untested, withAbsent(verdict, reference, current), infiniteNote(reference, current));
}

/** A time is none the worse for its last nanoseconds. */
function isMerged({ type, merged }: Compared): boolean {
  return type !== 'datetime' && (merged.reference || merged.current);
}

/** Under `strict`: values on one side only, so that the missing and infinite ones decide; null where they cannot. */
function absentAlone({ name, type }: DriftColumn, { rules, reference, current }: Comparable): Verdict | null {
  const oneSide = (reference.count === 0) !== (current.count === 0);
  if (!oneSide || reference.rows === 0 || current.rows === 0) return null;
  const significance = strictSignificance(rules, name, type);
  return typeof significance === 'string' ? null : absentVerdict(reference, current, significance);
}

function withVerdict(untested: DriftColumn, { note, ...verdict }: Verdict, otherNote: string | null): DriftColumn {
  const reason = note === null || otherNote === null ? (note ?? otherNote) : `${note} ${otherNote}`;
  return { ...untested, ...verdict, status: 'ok', reason };
}

function notTested({ role, windows }: ColumnTask): string {
  const sentence = `Columns with the role ${role} are not tested.`;
  if (role !== 'time' || windows === undefined || windows.outside === 0) return sentence;
  return `${sentence} Rows of the current data without a readable time, in no window: ${windows.outside}.`;
}

function row({ name, role }: ColumnTask, { type, reference, current, infinities, merged, times, sides }: Compared): DriftColumn {
  return {
    name,
    role,
    type,
    status: 'not_computable',
    reason: null,
    method: null,
    score: null,
    threshold: null,
    drifted: null,
    severity: null,
    noise: null,
    withinNoise: null,
    reference: sideOf(reference, merged.reference),
    current: sideOf(current, merged.current),
    missingChange: missingChange(reference ?? { rows: 0, missing: 0 }, current ?? { rows: 0, missing: 0 }),
    quality: {
      reference: merged.reference ? null : qualityOfSide(reference, sides.quality?.reference, infinities.reference),
      current: merged.current ? null : qualityOfSide(current, sides.quality?.current, infinities.current),
    },
    ...(times === null ? {} : { dateTime: compareTimes(times.reference, times.current) }),
  };
}

function qualityOfSide(
  sample: Sample | null,
  known: ColumnQuality | undefined,
  infinities: KeptInfinities['reference'],
): ColumnQuality | null {
  return known ?? (sample === null ? null : columnQuality(sample, infinitiesOf(infinities)));
}

function sideOf(sample: Sample | null, merged: boolean): ColumnSide {
  if (sample === null) return { count: 0, missing: 0, unique: 0 };
  return { count: sample.count, missing: sample.missing, unique: merged ? null : sample.unique };
}

function notes({ profiled }: ColumnTask, reference: Sample, current: Sample): string | null {
  const said = [infiniteNote(reference, current), profiled?.note ?? null].filter(note => note !== null);
  return said.length === 0 ? null : said.join(' ');
}

function infiniteNote(reference: Sample, current: Sample): string | null {
  if (reference.infinite === 0 && current.infinite === 0) return null;
  return `Infinite values are left out: ${reference.infinite} of the reference, ${current.infinite} of the current data.`;
}
