import { parentPort } from 'node:worker_threads';
import { success } from '../base/result';
import { type WorkerMessage } from '../platform/workerPool';
import { compareColumn, type ColumnTask } from './compareColumn';
import { type DriftColumn } from './contract';

/** Compares one column a message. */
parentPort?.on('message', (task: ColumnTask) => {
  const answer: WorkerMessage<DriftColumn, never> = { kind: 'done', result: success(compareColumn(task)) };
  parentPort?.postMessage(answer);
});
