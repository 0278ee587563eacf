import { type Job } from '../../base/protocol';
import { failure, type Result, success } from '../../base/result';
import { type TogetherDrift } from '../../domain/togetherDrift';
import { compareTogether } from './compareTogether';
import { type GatheredColumns } from './gatheredColumns';
import { togetherBuffers, type TogetherTask } from './togetherTask';

/** The comparison of whole rows and the buffers that may move to where it is done. */
export interface TogetherWork {
  readonly task: TogetherTask;
  readonly transfer: readonly ArrayBuffer[];
  readonly signal: AbortSignal;
}

export type RunTogether = (work: TogetherWork) => Promise<Result<TogetherDrift>>;

/** Compares what was gathered; without anything gathered nothing was asked for, and the report has no such part. */
export async function runTogether(
  gathered: GatheredColumns | null,
  run: RunTogether,
  job: Job,
): Promise<Result<{ readonly together?: TogetherDrift }>> {
  if (gathered === null) return success({});
  const task = gathered.task();
  job.progress({ done: 0, total: 1, what: 'all columns together' });
  const compared = await run({ task, transfer: togetherBuffers(task), signal: job.signal });
  return compared.ok ? success({ together: compared.value }) : compared;
}

/** Compares on the calling thread; a cancel waits for it. */
export function togetherInThread({ task, signal }: TogetherWork): Promise<Result<TogetherDrift>> {
  return Promise.resolve(signal.aborted ? failure('cancelled', 'Cancelled.') : success(compareTogether(task)));
}
