import { weightedSum } from '../numeric/weightedSum';

/** What Evidently puts in place of a share of 0; where the least other share is no larger, a millionth of that. */
export const FILLING = 0.0001;
export const MILLION = 1e6;

/**
 * Counts as shares without zeros, as Evidently fills them for PSI and the Kullback–Leibler divergence: they may sum to more than 1.
 * @param times how many values have each count; absent: one
 */
export function filledShares(counts: ArrayLike<number>, times?: ArrayLike<number>): Float64Array {
  const total = weightedSum(counts, times);
  let least = Infinity;
  for (let k = 0; k < counts.length; k++) {
    const count = counts[k] as number;
    if (count > 0 && count < least) least = count;
  }
  const filling = least / total <= FILLING ? least / total / MILLION : FILLING;
  return Float64Array.from(counts, count => (count === 0 ? filling : count / total));
}
