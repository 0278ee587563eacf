import { parentPort } from 'node:worker_threads';
import { success } from '../base/result';
import { type TogetherDrift } from '../domain/togetherDrift';
import { type WorkerMessage } from '../platform/workerPool';
import { compareTogether } from './together/compareTogether';
import { type TogetherTask } from './together/togetherTask';

/** Compares the whole rows of one pair of data sets a message. */
parentPort?.on('message', (task: TogetherTask) => {
  const answer: WorkerMessage<TogetherDrift, never> = { kind: 'done', result: success(compareTogether(task)) };
  parentPort?.postMessage(answer);
});
