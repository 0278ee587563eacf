import { failure, success, type Result } from '../base/result';
import { compareColumn, type ColumnTask } from './compareColumn';
import { type DriftColumn } from './contract';

/** One column's comparison and the buffers that may move to where it is done. */
export interface ColumnWork {
  readonly task: ColumnTask;
  readonly transfer: readonly ArrayBuffer[];
  readonly signal: AbortSignal;
}

/** Compares a column on the calling thread; a cancel waits for it. */
export function compareInThread({ task, signal }: ColumnWork): Promise<Result<DriftColumn>> {
  return Promise.resolve(signal.aborted ? failure('cancelled', 'Cancelled.') : success(compareColumn(task)));
}
