import { parentPort } from 'node:worker_threads';
import { success } from '../base/result';
import { type WorkerMessage } from '../platform/workerPool';
import { type ExplainAnswer, explainRows, type ExplainNote, type ExplainTask } from './explainRows';

/** Explains the rows of each task that comes; the thread is ended from outside to cancel. */
const port = parentPort;
port?.on('message', (task: ExplainTask) => {
  const post = (message: WorkerMessage<ExplainAnswer, ExplainNote>): void => port.postMessage(message);
  const answer = explainRows(task, note => post({ kind: 'note', note }));
  post({ kind: 'done', result: success(answer) });
});
