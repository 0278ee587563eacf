import { type Result, success } from '../../base/result';
import { type ColumnSurvey, type ValueGroups } from '../../data/contract';
import { type DriftMethod } from '../../domain/driftMethod';
import { RankSketcher } from '../../numeric/rankSketch';
import { type ColumnRules } from '../columnRules';
import { QUANTILES } from '../distribution';
import { type WindowWalk } from '../outOfCore/compareLargeWindows';
import { needsOfColumn } from '../outOfCore/groupNeeds';
import { mergeStretches, type Stretch, type StretchVisitor } from '../outOfCore/mergeStretches';
import { StreamedGroups, StreamedPair } from '../outOfCore/streamedPair';
import { StreamedSide } from '../outOfCore/streamedSide';
import { walkGroups } from '../outOfCore/walkGroups';
import { type SamplePair } from '../samplePair';
import { POOLED } from './columnOfProfile';
import { type ColumnProfile, isCounted } from './dataProfile';
import { surveyOfProfile } from './profileGroups';
import { type ProfileTable } from './profileTable';
import { StreamedProfiledPair } from './streamedProfiledPair';

/** Points of the walked side's sketch: a thousandth of the profile's own error, in 4 MB. */
const WALKED_POINTS = 100_000;

/** Data to walk over, sorted, against a column of a profile. */
export interface CurrentToWalk {
  readonly reference: ProfileTable;
  readonly column: ColumnProfile;
  readonly survey: ColumnSurvey;
  readonly rows: number;
  /** Asked for once for each walk. */
  readonly groups: () => AsyncIterable<Result<ValueGroups>>;
  readonly method: DriftMethod | null | undefined;
  readonly rules: ColumnRules | undefined;
}

export interface WalkedCurrent {
  readonly groups: StreamedGroups;
  pair(type: SamplePair['type']): StreamedPair;
}

/** Gathers what a comparison needs of data that is not held, and of the profile's values or those that stand for them. */
export async function walkCurrent(walking: CurrentToWalk): Promise<Result<WalkedCurrent>> {
  const { reference, column, survey, rows } = walking;
  const before = new StreamedSide(surveyOfProfile(column, reference.rowCount), reference.rowCount, QUANTILES);
  const after = new StreamedSide(survey, rows, QUANTILES);
  const groups = new StreamedGroups(before, after, needsOfColumn(walking.rules));
  const walk = new ProfiledWalk(column, after);
  let isFirst = true;
  const walked = await walkGroups(groups, walking.method, async visit => {
    const watched = walk.watch(visit, isFirst);
    isFirst = false;
    const merged = await mergeStretches(reference.sortedGroups(column.name), walking.groups(), watched.visit);
    watched.end();
    return merged;
  });
  return walked.ok ? success({ groups, pair: type => walk.pair(groups, type) }) : walked;
}

/** Sketches the current side of a walk against a profile, and counts together what the profile has no name for. */
export class ProfiledWalk implements WindowWalk {
  private readonly sketcher: RankSketcher;

  constructor(
    private readonly column: ColumnProfile,
    current: StreamedSide,
  ) {
    this.sketcher = new RankSketcher(current.count, WALKED_POINTS);
  }

  watch(visit: StretchVisitor, isFirst: boolean): ReturnType<WindowWalk['watch']> {
    const pooled = pooling(this.column, visit);
    return isFirst ? { ...pooled, visit: sketching(this.sketcher, pooled.visit) } : pooled;
  }

  pair(groups: StreamedGroups, type: SamplePair['type']): StreamedPair {
    const { values } = this.column;
    const sketch = values.storage === 'numbers' && !isCounted(values.numbers) ? values.numbers : null;
    if (sketch === null) return new StreamedPair(groups, type);
    const unique = values.storage === 'numbers' ? values.unique : ([0, 0] as const);
    return new StreamedProfiledPair(groups, type, { reference: { sketch, unique }, current: { sketch: this.sketcher.sketch() } });
  }
}

function sketching(sketcher: RankSketcher, visit: StretchVisitor): StretchVisitor {
  return stretch => {
    const { values, current, length } = stretch;
    if (values instanceof Float64Array)
      for (let k = 0; k < length; k++) if ((current[k] as number) > 0) sketcher.visit(values[k] as number, current[k] as number);
    visit(stretch);
  };
}

/** Counts together what the profile has no name for, on both sides, and tells it at the end. */
function pooling({ values }: ColumnProfile, visit: StretchVisitor): ReturnType<WindowWalk['watch']> {
  if (values.storage !== 'categories' || values.pooled === null) return { visit, end: () => undefined };
  const { rows } = values.pooled;
  let others = 0;
  return {
    visit: ({ values: all, reference, current, length }) => {
      const named: number[] = [];
      for (let k = 0; k < length; k++)
        if ((reference[k] as number) > 0) named.push(k);
        else others += current[k] as number;
      visit(stretchOf(named.map(k => [all[k] as number | string, reference[k] as number, current[k] as number])));
    },
    end: () => visit(stretchOf([[POOLED, rows, others]])),
  };
}

function stretchOf(groups: readonly (readonly [value: number | string, reference: number, current: number])[]): Stretch {
  return {
    values: groups.map(([value]) => value),
    reference: Float64Array.from(groups, ([, before]) => before),
    current: Float64Array.from(groups, ([, , after]) => after),
    parts: new Int16Array(groups.length).fill(-1),
    length: groups.length,
  };
}
