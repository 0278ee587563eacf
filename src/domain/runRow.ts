import { type JsonNumber, toJsonNumber } from '../base/json';
import { type Run } from './run';
import { type RunColumn } from './runColumn';

/** The value of a column: a metric as it crosses JSON, a text of a param or tag; null where the run has none. */
export type RunCell = JsonNumber | string;

/** A run as a table is given it: its attributes, and one cell for each of the columns that were asked for. */
export interface RunRow extends Pick<
  Run,
  'runId' | 'runName' | 'experimentId' | 'status' | 'startTime' | 'endTime' | 'userId' | 'lifecycleStage' | 'parentRunId' | 'hasChildren'
> {
  readonly cells: readonly RunCell[];
}

/** What one message to a page may hold, in characters of JSON. */
const LARGEST_MESSAGE = 1_500_000;
/** Texts are cut to the first of these lengths with which everything fits. */
const TEXT_LENGTHS = [2000, 500, 120, 40] as const;

/**
 * Runs as rows of a table with these columns. A param or tag may be megabytes long: texts are cut, with an ellipsis, so
 * that a message stays below 2 MB.
 */
export function toRunRows(runs: readonly Run[], columns: readonly RunColumn[]): readonly RunRow[] {
  const lengths = runs.map(run => columns.map(column => cellText(run, column)?.length ?? 4));
  const fits = (limit: number): boolean => total(lengths, limit) <= LARGEST_MESSAGE;
  const limit = TEXT_LENGTHS.find(fits) ?? TEXT_LENGTHS[TEXT_LENGTHS.length - 1] ?? 40;
  return runs.map(run => toRunRow(run, columns, limit));
}

function total(lengths: readonly (readonly number[])[], limit: number): number {
  let sum = 0;
  for (const row of lengths) {
    sum += 400;
    for (const length of row) sum += Math.min(length, limit) + 3;
  }
  return sum;
}

function toRunRow(run: Run, columns: readonly RunColumn[], limit: number): RunRow {
  const { runId, experimentId, status, startTime, endTime, lifecycleStage, parentRunId, hasChildren } = run;
  const cells = columns.map(column => {
    if (column.kind === 'metric') return Object.hasOwn(run.metrics, column.key) ? toJsonNumber(run.metrics[column.key]) : null;
    const text = cellText(run, column);
    return text === null ? null : cut(text, limit);
  });
  const runName = cut(run.runName, 250);
  const userId = cut(run.userId, 250);
  return { runId, runName, experimentId, status, startTime, endTime, userId, lifecycleStage, parentRunId, hasChildren, cells };
}

function cellText(run: Run, column: RunColumn): string | null {
  if (column.kind === 'attribute' || column.kind === 'metric') return null;
  const texts = column.kind === 'param' ? run.params : run.tags;
  return Object.hasOwn(texts, column.key) ? (texts[column.key] ?? null) : null;
}

function cut(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
