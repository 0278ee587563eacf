import path from 'node:path';
import { type TogetherDrift } from '../domain/togetherDrift';
import { WorkerPool } from '../platform/workerPool';
import { type ColumnTask } from './compareColumn';
import { type DriftColumn } from './contract';
import { type DriftServiceParts } from './driftService';
import { type EmbeddingTask, type EmbeddingVerdict } from './embeddings/compareEmbedding';
import { type FoldJudgement } from './together/judgeFold';
import { type FoldTask, togetherInThreads } from './together/togetherInThreads';
import { type TogetherTask } from './together/togetherTask';

/** What of drift is computed on worker threads, whose scripts lie in `folder`. A thread starts when there is work for it. */
export function driftWorkers(folder: string): Required<Pick<DriftServiceParts, 'runTask' | 'runTogether' | 'runEmbedding'>> {
  const columns = new WorkerPool<ColumnTask, DriftColumn>(path.join(folder, 'drift.worker.js'));
  const together = new WorkerPool<TogetherTask, TogetherDrift>(path.join(folder, 'together.worker.js'), 1);
  const folds = new WorkerPool<FoldTask, FoldJudgement>(path.join(folder, 'fold.worker.js'));
  const embeddings = new WorkerPool<EmbeddingTask, EmbeddingVerdict>(path.join(folder, 'embedding.worker.js'));
  return {
    runTask: work => columns.run(work),
    runTogether: togetherInThreads({ judge: work => folds.run(work), compare: work => together.run(work) }),
    runEmbedding: work => embeddings.run(work),
  };
}
