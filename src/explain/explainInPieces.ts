import { type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type TreeEnsemble } from '../formats/contract';
import { type WorkerTask } from '../platform/workerPool';
import { type ExplainedRows, joinAnswers } from './explainReport';
import { type ExplainAnswer, type ExplainNote, type ExplainTask } from './explainRows';

export type RunExplainTask = (work: WorkerTask<ExplainTask, ExplainNote>) => Promise<Result<ExplainAnswer>>;

/** Rows of a piece at most: their values stay in the processor's cache, and progress moves. */
const MOST_ROWS = 2048;
/** Values of a piece at most, for models with very many features. */
const MOST_VALUES = 4_000_000;

export interface RowsToExplain {
  readonly ensemble: TreeEnsemble;
  readonly matrix: Float64Array;
  readonly rows: number;
  /** The values of this many rows, from the first, are wanted. */
  readonly keepRows: number;
}

/** Explains rows in pieces, on as many threads as `run` has. All threads read one copy of the ensemble. */
export async function explainInPieces(work: RowsToExplain, run: RunExplainTask, threads: number, job: Job): Promise<Result<ExplainedRows>> {
  const { matrix, rows } = work;
  const { featureCount, outputs, treeOutput } = work.ensemble;
  const size = Math.max(1, Math.min(Math.ceil(rows / threads), MOST_ROWS, Math.floor(MOST_VALUES / Math.max(1, featureCount * outputs))));
  const starts = Array.from({ length: Math.ceil(rows / size) }, (_, piece) => piece * size);
  const ensemble = shared(work.ensemble);
  const done = new Float64Array(starts.length);
  const report = (piece: number, share: number): void => {
    done[piece] = share * Math.min(size, rows - piece * size);
    const sum = Math.round(done.reduce((total, part) => total + part, 0));
    job.progress({ done: sum, total: rows, what: `explaining row ${sum} of ${rows}` });
  };
  const answers = await Promise.all(
    starts.map(async (start, piece) => {
      const task: ExplainTask = {
        ensemble,
        matrix: matrix.slice(start * featureCount, (start + size) * featureCount),
        keepRows: Math.max(0, Math.min(size, work.keepRows - start)),
      };
      const answer = await run({
        task,
        transfer: [task.matrix.buffer as ArrayBuffer],
        signal: job.signal,
        onNote: note => report(piece, note.trees / treeOutput.length),
      });
      if (answer.ok) report(piece, 1);
      return answer;
    }),
  );
  if (job.signal.aborted) return failure('cancelled', 'Cancelled.');
  const failed = answers.find(answer => !answer.ok);
  if (failed !== undefined) return failed;
  return success(
    joinAnswers(
      answers.flatMap(answer => (answer.ok ? [answer.value] : [])),
      rows,
    ),
  );
}

/** The ensemble with its arrays in memory that threads share, so that no task copies it. */
function shared(ensemble: TreeEnsemble): TreeEnsemble {
  const entries = Object.entries(ensemble).map(([key, value]: [string, unknown]) => [key, isTypedArray(value) ? sharedCopy(value) : value]);
  return Object.fromEntries(entries) as TreeEnsemble;
}

type TypedArray = Float64Array | Int32Array | Uint32Array | Uint8Array;

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value);
}

function sharedCopy(array: TypedArray): TypedArray {
  const copy = new (array.constructor as new (buffer: SharedArrayBuffer) => TypedArray)(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
