import { csvLine } from '../base/csvLine';
import { type Run } from './run';
import { columnId, type RunColumn } from './runColumn';

/** The headings of a CSV file of runs: MLflow's own names, as `mlflow.search_runs` gives them. */
export function runCsvHead(columns: readonly RunColumn[]): string {
  return csvLine(columns.map(column => (column.kind === 'attribute' ? headingOf(column.key) : columnId(column))));
}

/** One run. Values are exact: numbers with all their digits, times in UTC, NaN and infinities by name, nothing where there is nothing. */
export function runCsvLine(run: Run, columns: readonly RunColumn[], experimentName: string): string {
  return csvLine(columns.map(column => valueOf(run, column, experimentName)));
}

function headingOf(key: string): string {
  return key === 'duration' ? 'duration_ms' : key === 'experiment' ? 'experiment_name' : key;
}

function valueOf(run: Run, column: RunColumn, experimentName: string): string {
  switch (column.kind) {
    case 'metric':
      return Object.hasOwn(run.metrics, column.key) ? String(run.metrics[column.key]) : '';
    case 'param':
      return Object.hasOwn(run.params, column.key) ? (run.params[column.key] ?? '') : '';
    case 'tag':
      return Object.hasOwn(run.tags, column.key) ? (run.tags[column.key] ?? '') : '';
    case 'attribute':
      return attributes(run, experimentName)[column.key];
  }
}

function attributes(run: Run, experimentName: string) {
  const { startTime, endTime } = run;
  return {
    run_name: run.runName,
    status: run.status,
    start_time: time(startTime),
    end_time: time(endTime),
    duration: startTime === null || endTime === null ? '' : String(endTime - startTime),
    user_id: run.userId,
    run_id: run.runId,
    experiment: experimentName,
    lifecycle_stage: run.lifecycleStage,
  } as const;
}

function time(at: number | null): string {
  return at === null || Number.isNaN(new Date(at).getTime()) ? '' : new Date(at).toISOString();
}
