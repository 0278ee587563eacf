import { parentPort } from 'node:worker_threads';
import { success } from '../../base/result';
import { type WorkerMessage } from '../../platform/workerPool';
import { compareEmbedding, type EmbeddingTask, type EmbeddingVerdict } from './compareEmbedding';

/** Compares one embedding a message. */
parentPort?.on('message', (task: EmbeddingTask) => {
  const answer: WorkerMessage<EmbeddingVerdict, never> = { kind: 'done', result: success(compareEmbedding(task)) };
  parentPort?.postMessage(answer);
});
