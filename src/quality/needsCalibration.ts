import { heightAt, isotonicRegression } from '../numeric/isotonicRegression';
import { rankRows } from '../numeric/rankedRows';
import { rocAuc } from '../numeric/rocAuc';
import { stratifiedShuffleSplit } from '../numeric/stratifiedShuffleSplit';

const SPLITS = 10;
const SEED = 42;
const BINS = 10;
/** Scores that separate the classes this well are left as they are. */
const SEPARATED = 0.999;
/** Fewer rows, or fewer of a class, cannot be split. */
const LEAST_ROWS = 11;
const LEAST_OF_A_CLASS = 2;

/**
 * Whether isotonic calibration makes scores truer: learned on 90 % and tried on 10 % in ten stratified splits, the tried
 * rows of all together have a lower expected calibration error, over ten bins of equally many rows. NannyML 0.13.1's
 * rule, with the same splits; rows of equal scores go to bins in their order here, in NumPy's sorting order there.
 * False where rows are too few to be split, which NannyML refuses. O(n log n).
 */
export function needsCalibration(scores: Float64Array, positive: Uint8Array): boolean {
  const own = positive.reduce((sum, value) => sum + value, 0);
  if (Math.min(own, positive.length - own) < LEAST_OF_A_CLASS || positive.length < LEAST_ROWS) return false;
  if (
    rocAuc(
      rankRows(scores, row => positive[row] === 1),
      null,
    ) > SEPARATED
  )
    return false;
  const tried: Tried = { before: [], after: [], came: [] };
  for (const { train, test } of stratifiedShuffleSplit(positive, SPLITS, SEED)) {
    const curve = isotonicRegression(
      Float64Array.from(train, row => scores[row] as number),
      Uint8Array.from(train, row => positive[row] as number),
    );
    for (const row of test) {
      tried.before.push(scores[row] as number);
      tried.after.push(heightAt(curve, scores[row] as number));
      tried.came.push(positive[row] as number);
    }
  }
  return errorOfBins(tried.before, tried.came) > errorOfBins(tried.after, tried.came);
}

interface Tried {
  readonly before: number[];
  readonly after: number[];
  readonly came: number[];
}

/** The expected calibration error over bins of equally many rows; the last takes what is left over. */
function errorOfBins(probability: readonly number[], came: readonly number[]): number {
  const order = [...probability.keys()].sort((a, b) => (probability[a] ?? 0) - (probability[b] ?? 0));
  const total = order.length;
  const width = Math.floor(total / (total <= 2 * BINS ? Math.floor(total / 2) : BINS));
  const bins = Math.floor(total / width);
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const rows = order.slice(bin * width, bin === bins - 1 ? total : (bin + 1) * width);
    const gap = rows.reduce((sum, row) => sum + (probability[row] ?? 0) - (came[row] ?? 0), 0);
    error += Math.abs(gap) / total;
  }
  return error;
}
