import { type Job } from '../../base/protocol';
import { type Result, success } from '../../base/result';
import { type TogetherDrift } from '../../domain/togetherDrift';
import { inThread } from '../../platform/inThread';
import { type RunTask } from '../../platform/workerPool';
import { compareTogether } from './compareTogether';
import { type GatheredColumns } from './gatheredColumns';
import { togetherBuffers, type TogetherTask } from './togetherTask';

/** Compares whole rows, on a worker thread or, as `togetherInThread` does, where it is called. */
export type RunTogether = RunTask<TogetherTask, TogetherDrift>;

export const togetherInThread: RunTogether = inThread(compareTogether);

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
