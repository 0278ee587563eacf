import { type TreeEnsemble } from '../formats/contract';
import { predictMargin } from './predictMargin';
import { treeShap } from './treeShap';

/** Some rows to explain: what one worker thread is given at a time. */
export interface ExplainTask {
  readonly ensemble: TreeEnsemble;
  /** rows × features, row-major; NaN for missing. */
  readonly matrix: Float64Array;
  /** The values of this many rows, from the first, come back. */
  readonly keepRows: number;
}

export interface ExplainAnswer {
  readonly baseValues: Float64Array;
  /** rows × outputs, by the separate traversal. */
  readonly margins: Float64Array;
  /** features × outputs: Σ |value| over the rows. */
  readonly absoluteSums: Float64Array;
  /** keepRows × features × outputs. */
  readonly values: Float64Array;
  /** Largest |base + Σ values − margin|. */
  readonly additivityError: number;
}

/** How far one task is. */
export interface ExplainNote {
  readonly trees: number;
}

/** Trees between two notes: a few milliseconds of work. */
const NOTE_EVERY = 10;

/** Explains the rows of a task and checks that the values add up to the margins. */
export function explainRows(task: ExplainTask, onNote: (note: ExplainNote) => void): ExplainAnswer {
  const { ensemble, matrix } = task;
  const { values, baseValues } = treeShap(ensemble, matrix, trees => {
    if (trees % NOTE_EVERY === 0) onNote({ trees });
  });
  const margins = predictMargin(ensemble, matrix);
  const rowLength = ensemble.featureCount * ensemble.outputs;
  return {
    baseValues,
    margins,
    absoluteSums: absoluteSums(values, rowLength),
    values: values.slice(0, task.keepRows * rowLength),
    additivityError: additivityError(values, { baseValues, margins }, ensemble),
  };
}

function absoluteSums(values: Float64Array, rowLength: number): Float64Array {
  const sums = new Float64Array(rowLength);
  for (let start = 0; start < values.length; start += rowLength) {
    for (let place = 0; place < rowLength; place++) sums[place] = (sums[place] as number) + Math.abs(values[start + place] as number);
  }
  return sums;
}

function additivityError(
  values: Float64Array,
  against: { baseValues: Float64Array; margins: Float64Array },
  { featureCount, outputs }: TreeEnsemble,
): number {
  let error = 0;
  for (let place = 0; place < against.margins.length; place++) {
    const output = place % outputs;
    const start = ((place - output) / outputs) * featureCount * outputs + output;
    let sum = against.baseValues[output] as number;
    for (let feature = 0; feature < featureCount; feature++) sum += values[start + feature * outputs] as number;
    error = Math.max(error, Math.abs(sum - (against.margins[place] as number)));
  }
  return error;
}
