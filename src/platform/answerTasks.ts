import { parentPort } from 'node:worker_threads';
import { type Result } from '../base/result';
import { type WorkerMessage } from './workerPool';

/** What a worker thread does: the kernel on each task that comes. The thread is ended from outside to cancel. */
export function answerTasks<Task, Answer>(kernel: (task: Task) => Result<Answer>): void {
  parentPort?.on('message', (task: Task) => {
    const answer: WorkerMessage<Answer, never> = { kind: 'done', result: kernel(task) };
    parentPort?.postMessage(answer);
  });
}
