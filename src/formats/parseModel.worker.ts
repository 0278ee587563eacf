import { parentPort } from 'node:worker_threads';
import { type WorkerMessage } from '../platform/workerPool';
import { type ModelFolder, type TreeEnsemble } from './contract';
import { parseTreeEnsemble } from './parseTreeEnsemble';

/** Parses model files apart from the engine's thread, which a large one would hold up for seconds. */
const port = parentPort;
port?.on('message', (folder: ModelFolder) => {
  void parseTreeEnsemble(folder).then(result => {
    const message: WorkerMessage<TreeEnsemble, never> = { kind: 'done', result };
    port.postMessage(message);
  });
});
