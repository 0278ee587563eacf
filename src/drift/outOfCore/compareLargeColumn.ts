import { type ColumnSurvey, type Table } from '../../data/contract';
import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { compareColumn, type ColumnTask } from '../compareColumn';
import { type DriftColumn } from '../contract';
import { QUANTILES } from '../distribution';
import { changesKind } from '../schemaChanges';
import { mergeGroups } from './mergeGroups';
import { StreamedGroups, StreamedPair, streamedQuality } from './streamedPair';
import { StreamedSide } from './streamedSide';

interface LargeColumn {
  readonly reference: Table;
  readonly current: Table;
  /** The column without its values on either side. */
  readonly task: Omit<ColumnTask, 'reference' | 'current'>;
  readonly job: Job;
}

/** Bytes that a value takes while it is compared: itself, and its copy while it is sorted. */
const COPIES = 2;

/** Columns that are in memory at one time. */
export const COLUMNS_IN_FLIGHT = 4;

/** As many distinct texts of usual length have room at any limit that is of use. */
const ROWS_NEVER_TOO_MANY = 2_000_000;

/** Whether both sides of a column have room in memory while others are compared too. Surveys only columns with many rows. */
export async function fitsInMemory({ reference, current, task, job }: LargeColumn, limit: number): Promise<Result<boolean>> {
  const rows = reference.rowCount + current.rowCount;
  if (rows <= ROWS_NEVER_TOO_MANY && 8 * rows * COPIES * COLUMNS_IN_FLIGHT <= limit) return success(true);
  const surveys = await surveyBoth({ reference, current, task, job });
  if (!surveys.ok) return surveys;
  const [before, after] = surveys.value;
  return success((before.bytes + after.bytes) * COPIES * COLUMNS_IN_FLIGHT <= limit);
}

/**
 * Compares both sides of a column without holding them: one walk over their sorted, counted values, which DuckDB sorts on
 * the disk where memory does not suffice. The figures are those of `compareColumn`: exact, no sketches.
 * O(rows log rows) time.
 */
export async function compareLargeColumn({ reference, current, task, job }: LargeColumn): Promise<Result<ComparedColumn>> {
  const surveys = await surveyBoth({ reference, current, task, job });
  if (!surveys.ok) return surveys;
  const [before, after] = surveys.value;
  const sides = [new StreamedSide(before, reference.rowCount, QUANTILES), new StreamedSide(after, current.rowCount, QUANTILES)] as const;
  const groups = new StreamedGroups(...sides, needsRanks(task));
  const walked = await mergeGroups(reference.sortedGroups(task.name, job), current.sortedGroups(task.name, job), groups.visit);
  if (!walked.ok) return walked;
  const samples = new StreamedPair(groups, 'numeric');
  const column = compareColumn(
    { ...task, reference: before.empty, current: after.empty },
    {
      reference: samples.reference,
      current: samples.current,
      refusal: refusalOf(task),
      inMemory: false,
      pair: type => new StreamedPair(groups, type),
      quality: { reference: streamedQuality(sides[0]), current: streamedQuality(sides[1]) },
    },
  );
  return success({
    column,
    isOfOtherKind: changesKind(before.empty, after.empty, { reference: reference.rowCount, current: current.rowCount }),
  });
}

/** Evidently's defaults need no ranks, which take time of their own. */
function needsRanks({ rules }: LargeColumn['task']): boolean {
  return rules !== undefined && (rules.profile === 'strict' || Object.keys(rules.methods).length > 0);
}

/** Only what a walk over sorted values gives can be computed out of memory. */
function refusalOf({ rules, windows }: LargeColumn['task']): string | null {
  const what = windows !== undefined ? 'windows' : rules?.profile === 'evidently-legacy' ? 'the profile evidently-legacy' : null;
  return what === null ? null : `The column is beyond the memory limit, and ${what} would need its values in memory.`;
}

interface ComparedColumn {
  readonly column: DriftColumn;
  /** Whether the column's type is another one in the current data. */
  readonly isOfOtherKind: boolean;
}

async function surveyBoth({ reference, current, task, job }: LargeColumn): Promise<Result<readonly [ColumnSurvey, ColumnSurvey]>> {
  const [before, after] = await Promise.all([reference.surveyColumn(task.name, job), current.surveyColumn(task.name, job)]);
  if (!before.ok) return before;
  return after.ok ? success([before.value, after.value]) : after;
}
