import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { failure, type Result } from '../base/result';

/** What a worker answers: progress notes, then one result. */
export type WorkerMessage<Answer, Note> =
  { readonly kind: 'note'; readonly note: Note } | { readonly kind: 'done'; readonly result: Result<Answer> };

export interface WorkerTask<Task, Note> {
  readonly task: Task;
  /** Buffers that move to the worker instead of being copied. */
  readonly transfer: readonly ArrayBuffer[];
  readonly signal: AbortSignal;
  readonly onNote?: (note: Note) => void;
}

/** Does a task on a worker thread, or where it is called. */
export type RunTask<Task, Answer> = (work: WorkerTask<Task, never>) => Promise<Result<Answer>>;

interface Waiting {
  readonly start: () => void;
}

/**
 * Runs tasks of one kind on worker threads, one thread a task at a time. A cancelled task's thread is ended at once and
 * replaced when the next task needs it: nothing that a kernel does can delay a cancel.
 */
export class WorkerPool<Task, Answer, Note = never> {
  private readonly idle: Worker[] = [];
  private readonly waiting: Waiting[] = [];
  private running = 0;

  /** @param scriptPath the bundled `*.worker.js`. */
  constructor(
    private readonly scriptPath: string,
    private readonly size = Math.max(1, availableParallelism()),
  ) {}

  run(work: WorkerTask<Task, Note>): Promise<Result<Answer>> {
    if (work.signal.aborted) return Promise.resolve(cancelled());
    return new Promise(resolve => {
      const waiting: Waiting = { start: () => this.execute(work, resolve) };
      if (this.running < this.size) waiting.start();
      else this.queue(waiting, work.signal, resolve);
    });
  }

  dispose(): void {
    for (const worker of this.idle.splice(0)) void worker.terminate();
  }

  private queue(waiting: Waiting, signal: AbortSignal, resolve: (result: Result<Answer>) => void): void {
    this.waiting.push(waiting);
    signal.addEventListener('abort', () => {
      const place = this.waiting.indexOf(waiting);
      if (place < 0) return;
      this.waiting.splice(place, 1);
      resolve(cancelled());
    });
  }

  private execute(work: WorkerTask<Task, Note>, resolve: (result: Result<Answer>) => void): void {
    this.running++;
    const worker = this.idle.pop() ?? new Worker(this.scriptPath);
    const finish = (result: Result<Answer>, reusable: boolean): void => {
      worker.off('message', onMessage).off('error', onError);
      work.signal.removeEventListener('abort', onAbort);
      if (reusable) this.keep(worker);
      else void worker.terminate();
      this.running--;
      resolve(result);
      this.waiting.shift()?.start();
    };
    const onMessage = (message: WorkerMessage<Answer, Note>): void => {
      if (message.kind === 'note') work.onNote?.(message.note);
      else finish(message.result, true);
    };
    const onError = (error: unknown): void => finish(crashed(error), false);
    const onAbort = (): void => finish(cancelled(), false);
    worker.ref();
    worker.on('message', onMessage).on('error', onError);
    work.signal.addEventListener('abort', onAbort, { once: true });
    worker.postMessage(work.task, [...work.transfer]);
  }

  /** An idle thread must not keep a finished command line alive. */
  private keep(worker: Worker): void {
    worker.unref();
    this.idle.push(worker);
  }
}

function cancelled(): Result<never> {
  return failure('cancelled', 'Cancelled.');
}

function crashed(error: unknown): Result<never> {
  return failure('unavailable', 'The computation stopped unexpectedly.', {
    nextStep: 'Run it again; if it happens again, show the log.',
    detail: String(error),
  });
}
