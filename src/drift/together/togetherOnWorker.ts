import { type TogetherDrift } from '../../domain/togetherDrift';
import { WorkerPool } from '../../platform/workerPool';
import { type RunTogether } from './runTogether';
import { type TogetherTask } from './togetherTask';

/** Compares whole rows on a thread of its own, which a cancel ends at once. @param script the bundled `together.worker.js`. */
export function togetherOnWorker(script: string): RunTogether {
  const pool = new WorkerPool<TogetherTask, TogetherDrift>(script, 1);
  return work => pool.run(work);
}
