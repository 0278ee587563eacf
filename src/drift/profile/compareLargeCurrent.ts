import { type Result, success } from '../../base/result';
import { withoutAbsent } from '../../base/withoutAbsent';
import { type ColumnSurvey } from '../../data/contract';
import { type ColumnRules, settingOf } from '../columnRules';
import { compareColumn, type ColumnSides } from '../compareColumn';
import { type DriftColumn } from '../contract';
import { type ComparedColumn, hasWindows, isTested, type LargeColumn } from '../outOfCore/compareLargeColumn';
import { compareLargeWindows } from '../outOfCore/compareLargeWindows';
import { needsOfColumn } from '../outOfCore/groupNeeds';
import { type StreamedGroups, streamedQuality } from '../outOfCore/streamedPair';
import { changesKind } from '../schemaChanges';
import { type TableWindows } from '../windows/tableWindows';
import { type ColumnProfile } from './dataProfile';
import { surveyOfProfile } from './profileGroups';
import { poolNote, profiledSideOf } from './profiledTask';
import { profiledSides, type ProfiledSides } from './profiledSides';
import { type ProfileTable } from './profileTable';
import { ProfiledWalk, walkCurrent, type WalkedCurrent } from './walkCurrent';

/** Each has a sketch of up to 10 MB. */
const WINDOWS_AT_ONCE = 16;

interface LargeCurrent extends LargeColumn {
  readonly reference: ProfileTable;
}

/** A column of the profile, and what it is like. */
interface Against extends LargeCurrent {
  readonly profile: ColumnProfile;
  readonly survey: ColumnSurvey;
}

/**
 * Compares a column of current data that does not fit in memory with a profile: a walk over its sorted values, and one for
 * every sixteen windows. Exact where the profile is; else with its error bound, and a hundredth of that for the walk.
 * O(rows log rows + windows × points) time.
 */
export async function compareLargeCurrent(large: LargeCurrent): Promise<Result<ComparedColumn>> {
  const { reference, current, task, windows, job } = large;
  const profile = reference.columnProfile(task.name);
  if (profile === undefined) throw new Error(`There is no column ${task.name}.`);
  const surveyed = await current.surveyColumn(task.name, job);
  if (!surveyed.ok) return surveyed;
  const survey = surveyOfProfile(profile, reference.rowCount);
  const compared = await compareWhole({ ...large, profile, survey }, surveyed.value);
  if (!compared.ok) return compared;
  const isOfOtherKind = changesKind(survey.empty, surveyed.value.empty, { reference: reference.rowCount, current: current.rowCount });
  const { column, groups } = compared.value;
  if (windows === undefined || !isTested(task) || !hasWindows(column)) return success({ column, isOfOtherKind });
  const found = await compareWindows({ ...large, profile, survey }, { column, whole: groups, windows });
  return found.ok ? success({ column: { ...column, ...found.value }, isOfOtherKind }) : found;
}

/** What came of a column, and what was gathered for it. */
interface Whole {
  readonly column: DriftColumn;
  readonly groups: StreamedGroups;
}

async function compareWhole(against: Against, survey: ColumnSurvey): Promise<Result<Whole>> {
  const { reference, current, task, windows, job, profile } = against;
  const { name, rules } = task;
  const walked = await walkCurrent({
    reference,
    column: profile,
    survey,
    rows: current.rowCount,
    groups: () => current.sortedGroups(name, job),
    method: rules === undefined ? undefined : settingOf(rules.methods, name, 'numeric'),
    rules,
  });
  if (!walked.ok) return walked;
  const profiled: ProfiledSides = withoutAbsent({
    reference: profiledSideOf(profile, reference.rowCount),
    note: poolNote({ reference: profile, current: undefined }),
  });
  const sides = { reference: against.survey.empty, current: survey.empty };
  const column = { ...task, ...sides, profiled, ...(windows === undefined ? {} : { windows }) };
  return success({ column: compareColumn(column, sidesOf(walked.value, against, profiled)), groups: walked.value.groups });
}

/** The walked sides, with what the profile knows exactly put in. */
function sidesOf({ groups, pair }: WalkedCurrent, { task, survey }: Against, profiled: ProfiledSides): ColumnSides {
  const samples = pair('numeric');
  const empty = { ...task, reference: survey.empty, current: groups.current.survey.empty };
  const plain = { reference: samples.reference, current: samples.current, refusal: null, inMemory: false, pair };
  const known = profiledSides(empty, profiled, plain);
  return {
    reference: known.reference,
    current: known.current,
    refusal: known.refusal ?? refusalOf(task.rules),
    inMemory: false,
    pair,
    quality: { reference: streamedQuality(groups.reference), current: streamedQuality(groups.current), ...known.quality },
    times: null,
  };
}

async function compareWindows(
  { reference, current, profile, task, job }: Against,
  { column, whole, windows }: { readonly column: DriftColumn; readonly whole: StreamedGroups; readonly windows: TableWindows },
): Promise<Result<Pick<DriftColumn, 'windows' | 'firstDrifted'>>> {
  const sorted = await current.sortedParts(task.name, windows, job);
  if (!sorted.ok) return sorted;
  try {
    const needs = { ...needsOfColumn(task.rules), chart: false, referenceKnown: true };
    return await compareLargeWindows({
      reference: { sortedGroups: () => reference.sortedGroups(task.name) },
      current: sorted.value,
      task,
      windows,
      whole,
      column,
      job,
      special: { needs, atOnce: WINDOWS_AT_ONCE, walkOf: side => new ProfiledWalk(profile, side) },
    });
  } finally {
    sorted.value.close();
  }
}

/** The old table leaves infinite values in, which no walk over the current data tells. */
function refusalOf(rules: ColumnRules | undefined): string | null {
  if (rules?.profile !== 'evidently-legacy') return null;
  return 'The column is beyond the memory limit, and comparing it with a profile by evidently-legacy would need its values in memory. Raise the limit, or filter the rows.';
}
