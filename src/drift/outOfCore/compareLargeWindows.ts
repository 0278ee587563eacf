import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { type ColumnPart, type ColumnSurvey, type Table } from '../../data/contract';
import { type ColumnTask } from '../compareColumn';
import { EVIDENTLY_RULES } from '../columnRules';
import { type DriftColumn } from '../contract';
import { judgePair } from '../judgePair';
import { NO_INFINITIES } from '../legacyInfinities';
import { type SamplePair } from '../samplePair';
import { type ComparedWindow, compareWindow, settleWindows } from '../windows/compareWindow';
import { type TableWindows } from '../windows/tableWindows';
import { mergeGroups } from './mergeGroups';
import { needsRanks } from './needsRanks';
import { StreamedGroups, StreamedPair } from './streamedPair';
import { StreamedSide } from './streamedSide';
import { walkGroups } from './walkGroups';

interface LargeWindows {
  readonly current: Table;
  readonly task: Pick<ColumnTask, 'name' | 'rules'>;
  readonly windows: TableWindows;
  /** The reference, sorted, and its counts. */
  readonly whole: ColumnPart;
  readonly survey: ColumnSurvey;
  /** What came of the whole column: its windows are compared by the same method. */
  readonly column: DriftColumn;
  readonly job: Job;
}

/**
 * Every window of a column against the whole reference, each by a walk over both sides' sorted values: the column is parted
 * and sorted once. O(rows log rows + windows × reference) time, memory for one window's counts.
 */
export async function compareLargeWindows(given: LargeWindows): Promise<Result<Pick<DriftColumn, 'windows' | 'firstDrifted'>>> {
  const { current, task, windows, job } = given;
  const sorted = await current.sortedParts(task.name, windows, job);
  if (!sorted.ok) return sorted;
  try {
    const compared: ComparedWindow[] = [];
    for (const [place, part] of sorted.value.parts.entries()) {
      const window = await compareOne(given, part, place);
      if (!window.ok) return window;
      compared.push(window.value);
    }
    return success(settleWindows(compared));
  } finally {
    sorted.value.close();
  }
}

async function compareOne(
  { task, windows, whole, survey, column, job }: LargeWindows,
  part: ColumnPart,
  place: number,
): Promise<Result<ComparedWindow>> {
  const surveyed = await part.survey(job);
  if (!surveyed.ok) return surveyed;
  // A window's figures are its moments and its score: it has no chart, and so no quantiles.
  const sides = [new StreamedSide(survey, whole.rows, []), new StreamedSide(surveyed.value, part.rows, [])] as const;
  const groups = new StreamedGroups(...sides, needsRanks(task.rules));
  const walked = await walkGroups(groups, column.method, visit => mergeGroups(whole.sortedGroups(job), part.sortedGroups(job), visit));
  if (!walked.ok) return walked;
  const type: SamplePair['type'] = column.type === 'numeric' || column.type === 'text' ? column.type : 'categorical';
  const pair = new StreamedPair(groups, type);
  const by = { rules: task.rules ?? EVIDENTLY_RULES, infinities: NO_INFINITIES };
  const range = windows.ranges[place] ?? { from: 0, to: 0 };
  return success(compareWindow({ range, sample: pair.current, type, judge: () => judgePair(pair, column.name, by, column) }));
}
