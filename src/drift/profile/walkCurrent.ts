import { type Result, success } from '../../base/result';
import { type ColumnSurvey, type ValueGroups } from '../../data/contract';
import { type DriftMethod } from '../../domain/driftMethod';
import { RankSketcher } from '../../numeric/rankSketch';
import { type ColumnRules } from '../columnRules';
import { type GroupVisitor, mergeGroups } from '../outOfCore/mergeGroups';
import { needsRanks } from '../outOfCore/needsRanks';
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
  /** Shares at which values are kept, for the chart. */
  readonly quantiles: readonly number[];
}

export interface WalkedCurrent {
  readonly sides: readonly [StreamedSide, StreamedSide];
  pair(type: SamplePair['type']): StreamedPair;
}

/** Gathers what a comparison needs of data that is not held, and of the profile's values or those that stand for them. */
export async function walkCurrent(walking: CurrentToWalk): Promise<Result<WalkedCurrent>> {
  const { reference, column, survey, rows, quantiles } = walking;
  const before = new StreamedSide(surveyOfProfile(column, reference.rowCount), reference.rowCount, quantiles);
  const after = new StreamedSide(survey, rows, quantiles);
  const groups = new StreamedGroups(before, after, needsRanks(walking.rules));
  const sketcher = new RankSketcher(after.count, WALKED_POINTS);
  let isFirst = true;
  const walked = await walkGroups(groups, walking.method, async visit => {
    const pooled = pooling(column, visit);
    const sketched = isFirst ? sketching(sketcher, pooled.visit) : pooled.visit;
    isFirst = false;
    const merged = await mergeGroups(reference.sortedGroups(column.name), walking.groups(), sketched);
    pooled.end();
    return merged;
  });
  if (!walked.ok) return walked;
  const { values } = column;
  const sketch = values.storage === 'numbers' && !isCounted(values.numbers) ? values.numbers : null;
  const unique = values.storage === 'numbers' ? values.unique : ([0, 0] as const);
  return success({
    sides: [before, after],
    pair: type =>
      sketch === null
        ? new StreamedPair(groups, type)
        : new StreamedProfiledPair(groups, type, { reference: { sketch, unique }, current: { sketch: sketcher.sketch() } }),
  });
}

function sketching(sketcher: RankSketcher, visit: GroupVisitor): GroupVisitor {
  return (value, before, after) => {
    if (typeof value === 'number' && after > 0) sketcher.visit(value, after);
    visit(value, before, after);
  };
}

/** Counts together what the profile has no name for, on both sides, and tells it at the end. */
function pooling({ values }: ColumnProfile, visit: GroupVisitor): { readonly visit: GroupVisitor; end(): void } {
  if (values.storage !== 'categories' || values.pooled === null) return { visit, end: () => undefined };
  const { rows } = values.pooled;
  let others = 0;
  return {
    visit: (value, before, after) => {
      if (before > 0) visit(value, before, after);
      else others += after;
    },
    end: () => {
      visit(POOLED, rows, others);
    },
  };
}
