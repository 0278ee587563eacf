import { parentPort } from 'node:worker_threads';
import { type WorkerMessage } from '../platform/workerPool';
import { detectChanges, type DetectTask, type StreamFindings } from './detectors/detectChanges';

/** Watches one stream a message. */
parentPort?.on('message', (task: DetectTask) => {
  const answer: WorkerMessage<StreamFindings, never> = { kind: 'done', result: detectChanges(task) };
  parentPort?.postMessage(answer);
});
