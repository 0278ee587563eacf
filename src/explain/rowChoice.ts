import { failure, type Result, success } from '../base/result';
import { SeededRandom } from '../numeric/seededRandom';
import { type ExplainRequest } from './contract';

const MAX_SEED = 0xffffffff;

/**
 * Which rows of the file to explain, in the file's order. A sample is drawn without replacement and holds the rows of
 * pandas' `frame.sample(n=count, random_state=seed)`. Asking for more rows than there are gives all. O(rows).
 */
export function chooseRows(rows: ExplainRequest['rows'], rowCount: number): Result<Int32Array> {
  if (rowCount === 0) return failure('invalid', 'The data has no rows to explain.', { nextStep: 'Choose a file with rows.' });
  if (rows.kind !== 'all' && !(Number.isSafeInteger(rows.count) && rows.count > 0))
    return failure('invalid', 'The number of rows must be a whole number above 0.');
  if (rows.kind === 'all') return success(firstRows(rowCount));
  if (rows.kind === 'first') return success(firstRows(Math.min(rows.count, rowCount)));
  if (!Number.isSafeInteger(rows.seed) || rows.seed < 0 || rows.seed > MAX_SEED)
    return failure('invalid', `The seed must be a whole number from 0 to ${MAX_SEED}.`);
  return success(new SeededRandom(rows.seed).permutation(rowCount).subarray(0, rows.count).toSorted());
}

function firstRows(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index);
}
