import { parentPort } from 'node:worker_threads';
import { type WorkerMessage } from '../platform/workerPool';
import { computeQuality, type QualityFindings } from './computeQuality';
import { type QualityTaskData } from './qualityTask';

/** Measures the quality of one pair of data sets a message. */
parentPort?.on('message', (task: QualityTaskData) => {
  const answer: WorkerMessage<QualityFindings, never> = { kind: 'done', result: computeQuality(task) };
  parentPort?.postMessage(answer);
});
