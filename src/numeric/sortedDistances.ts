/** What one walk over two sorted samples gives. */
export interface SortedDistances {
  /** Kolmogorov–Smirnov: the largest gap between the two empirical distribution functions. */
  readonly kolmogorov: number;
  /** Wasserstein-1: the area between them, in the values' own units. */
  readonly wasserstein: number;
  /** Distinct values of both samples together. */
  readonly distinct: number;
}

/** Areas are added up in blocks of this many: a plain sum of a million would lose digits that SciPy's pairwise sum keeps. */
const BLOCK = 1024;

/**
 * How far two samples are apart, exactly, from their sorted values (neither may be empty nor hold NaN).
 * The same figures as SciPy's `ks_2samp(…).statistic` and `wasserstein_distance`. One merge, O(n + m).
 */
export function sortedDistances(a: Float64Array, b: Float64Array): SortedDistances {
  const perA = 1 / a.length;
  const perB = 1 / b.length;
  let i = 0;
  let j = 0;
  let gap = 0;
  let widest = 0;
  let area = 0;
  let block = 0;
  let distinct = 0;
  let previous = Math.min(a[0] as number, b[0] as number);
  while (i < a.length && j < b.length) {
    const fromA = a[i] as number;
    const fromB = b[j] as number;
    const value = fromA < fromB ? fromA : fromB;
    if (value !== previous) {
      block += gap * (value - previous);
      widest = Math.max(widest, gap);
      previous = value;
      distinct++;
    }
    if (distinct % BLOCK === 0) {
      area += block;
      block = 0;
    }
    // Without a branch: which side comes next is a coin toss, and a wrong guess costs more than the sum.
    i += Number(fromA <= fromB);
    j += Number(fromB <= fromA);
    gap = Math.abs(i * perA - j * perB);
  }
  const rest = i < a.length ? remainder(a, i, previous) : remainder(b, j, previous);
  return { kolmogorov: Math.max(widest, rest.gap), wasserstein: area + block + rest.area, distinct: distinct + rest.distinct + 1 };
}

/** One sample is used up: its function is 1 from here on, and the gap only shrinks from what it is after ties. */
function remainder(sorted: Float64Array, from: number, after: number): { area: number; distinct: number; gap: number } {
  let first = from;
  while (first < sorted.length && sorted[first] === after) first++;
  let area = 0;
  let distinct = 0;
  let previous = after;
  for (let k = first; k < sorted.length; k++) {
    const value = sorted[k] as number;
    if (value === previous) continue;
    area += (1 - k / sorted.length) * (value - previous);
    previous = value;
    distinct++;
  }
  return { area, distinct, gap: 1 - first / sorted.length };
}
