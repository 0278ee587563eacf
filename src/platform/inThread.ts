import { failure, success } from '../base/result';
import { type RunTask } from './workerPool';

/** Does tasks on the calling thread; a cancel waits for the one that is being done. */
export function inThread<Task, Answer>(kernel: (task: Task) => Answer): RunTask<Task, Answer> {
  return ({ task, signal }) => Promise.resolve(signal.aborted ? failure('cancelled', 'Cancelled.') : success(kernel(task)));
}
