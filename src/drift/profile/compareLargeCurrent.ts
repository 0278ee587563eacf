import { type Result, success } from '../../base/result';
import { withoutAbsent } from '../../base/withoutAbsent';
import { type ColumnPart, type ColumnSurvey, type TimeRange } from '../../data/contract';
import { EVIDENTLY_RULES, settingOf } from '../columnRules';
import { compareColumn, type ColumnSides } from '../compareColumn';
import { type DriftColumn } from '../contract';
import { QUANTILES } from '../distribution';
import { judgePair } from '../judgePair';
import { NO_INFINITIES } from '../legacyInfinities';
import { type ComparedColumn, hasWindows, isTested, type LargeColumn, refusalOf } from '../outOfCore/compareLargeColumn';
import { streamedQuality } from '../outOfCore/streamedPair';
import { type SamplePair } from '../samplePair';
import { changesKind } from '../schemaChanges';
import { type ComparedWindow, compareWindow, settleWindows } from '../windows/compareWindow';
import { type ColumnProfile } from './dataProfile';
import { surveyOfProfile } from './profileGroups';
import { poolNote, profiledSideOf } from './profiledTask';
import { profiledSides, type ProfiledSides } from './profiledSides';
import { type ProfileTable } from './profileTable';
import { walkCurrent, type WalkedCurrent } from './walkCurrent';

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
 * each window. Exact where the profile is; else with its error bound, and a hundredth of that for the walk.
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
  const column = compared.value;
  if (windows === undefined || !isTested(task) || !hasWindows(column)) return success({ column, isOfOtherKind });
  const found = await compareWindows({ ...large, profile, survey }, column);
  return found.ok ? success({ column: { ...column, ...found.value }, isOfOtherKind }) : found;
}

async function compareWhole(against: Against, survey: ColumnSurvey): Promise<Result<DriftColumn>> {
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
    quantiles: QUANTILES,
  });
  if (!walked.ok) return walked;
  const profiled: ProfiledSides = withoutAbsent({
    reference: profiledSideOf(profile, reference.rowCount),
    note: poolNote({ reference: profile, current: undefined }),
  });
  const sides = { reference: against.survey.empty, current: survey.empty };
  const column = { ...task, ...sides, profiled, ...(windows === undefined ? {} : { windows }) };
  return success(compareColumn(column, sidesOf(walked.value, against, profiled)));
}

/** The walked sides, with what the profile knows exactly put in. */
function sidesOf({ sides: [before, after], pair }: WalkedCurrent, { task, survey }: Against, profiled: ProfiledSides): ColumnSides {
  const samples = pair('numeric');
  const empty = { ...task, reference: survey.empty, current: after.survey.empty };
  const plain = { reference: samples.reference, current: samples.current, refusal: null, inMemory: false, pair };
  const known = profiledSides(empty, profiled, plain);
  return {
    reference: known.reference,
    current: known.current,
    refusal: known.refusal ?? refusalOf(task),
    inMemory: false,
    pair,
    quality: { reference: streamedQuality(before), current: streamedQuality(after), ...known.quality },
    times: null,
  };
}

async function compareWindows(against: Against, column: DriftColumn): Promise<Result<Pick<DriftColumn, 'windows' | 'firstDrifted'>>> {
  const { current, task, windows, job } = against;
  const sorted = await current.sortedParts(task.name, windows ?? null, job);
  if (!sorted.ok) return sorted;
  try {
    const compared: ComparedWindow[] = [];
    for (const [place, part] of sorted.value.parts.entries()) {
      const window = await compareOne(against, column, { part, range: windows?.ranges[place] ?? { from: 0, to: 0 } });
      if (!window.ok) return window;
      compared.push(window.value);
    }
    return success(settleWindows(compared));
  } finally {
    sorted.value.close();
  }
}

async function compareOne(
  { reference, profile, task, job }: Against,
  { name, method, type }: DriftColumn,
  { part, range }: { readonly part: ColumnPart; readonly range: TimeRange },
): Promise<Result<ComparedWindow>> {
  const surveyed = await part.survey(job);
  if (!surveyed.ok) return surveyed;
  const { rules } = task;
  // A window's figures are its moments and its score: it has no chart, and so no quantiles.
  const groups = () => part.sortedGroups(job);
  const walked = await walkCurrent({
    reference,
    column: profile,
    survey: surveyed.value,
    rows: part.rows,
    groups,
    method,
    rules,
    quantiles: [],
  });
  if (!walked.ok) return walked;
  const tested: SamplePair['type'] = type === 'numeric' || type === 'text' ? type : 'categorical';
  const pair = walked.value.pair(tested);
  const by = { rules: rules ?? EVIDENTLY_RULES, infinities: NO_INFINITIES };
  return success(compareWindow({ range, sample: pair.current, type: tested, judge: () => judgePair(pair, name, by, { method }) }));
}
