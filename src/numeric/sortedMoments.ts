/** Sums about a sample's mean, which add up when samples are pooled. */
export interface CentralMoments {
  readonly count: number;
  readonly mean: number;
  /** Of the squared distances from the mean. */
  readonly squares: number;
  /** Of the cubed ones. */
  readonly cubes: number;
}

/** What one walk over a sorted sample gives. */
export interface SortedMoments extends CentralMoments {
  /** Distinct values. */
  readonly distinct: number;
}

/**
 * A sorted sample's moments and its number of distinct values; all zero for an empty one. The mean is exact to the last
 * digits (see `CompensatedSum`). The higher ones are summed up about the median, which is never farther from the mean than
 * the standard deviation, and then moved: at most two binary digits are lost to a second walk. One walk, O(n).
 */
export function sortedMoments(sorted: Float64Array): SortedMoments {
  const count = sorted.length;
  if (count === 0) return { count, mean: 0, squares: 0, cubes: 0, distinct: 0 };
  const median = sorted[count >> 1] as number;
  let sum = 0;
  let lost = 0;
  let squares = 0;
  let cubes = 0;
  let distinct = 0;
  let last = NaN;
  for (let k = 0; k < count; k++) {
    const value = sorted[k] as number;
    const next = sum + value;
    const added = next - sum;
    lost += sum - (next - added) + (value - added);
    sum = next;
    const gap = value - median;
    const square = gap * gap;
    squares += square;
    cubes += square * gap;
    distinct += Number(value !== last);
    last = value;
  }
  const mean = (sum + lost) / count;
  return { distinct, ...aboutMean({ count, mean, squares, cubes }, mean - median) };
}

/** @param shift from what the sums are about to the mean. */
function aboutMean({ count, mean, squares, cubes }: CentralMoments, shift: number): CentralMoments {
  const central = Math.max(0, squares - count * shift * shift);
  return { count, mean, squares: central, cubes: cubes - 3 * shift * central - count * shift ** 3 };
}
