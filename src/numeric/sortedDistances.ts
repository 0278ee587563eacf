/** How far two samples are apart. */
export interface SortedDistances {
  /** Kolmogorov–Smirnov: the largest gap between the two empirical distribution functions. */
  readonly kolmogorov: number;
  /** Wasserstein-1: the area between them, in the values' own units. */
  readonly wasserstein: number;
  /** Distinct values of both samples together. */
  readonly distinct: number;
}

/** What one walk over two sorted samples gives. */
export interface SortedWalk extends SortedDistances {
  /** Where the gap is largest, of several such places at the least value: how many values of each sample lie at or below. */
  readonly widest: { readonly at: number; readonly a: number; readonly b: number };
}

/** Areas are added up in blocks of this many: a plain sum of a million would lose digits that SciPy's pairwise sum keeps. */
const BLOCK = 1024;

/**
 * How far two samples are apart, exactly, from their sorted values (neither may be empty nor hold NaN).
 * The same figures as SciPy's `ks_2samp(…).statistic` and `wasserstein_distance`. One merge, O(n + m).
 */
export function sortedDistances(a: Float64Array, b: Float64Array): SortedWalk {
  const perA = 1 / a.length;
  const perB = 1 / b.length;
  let i = 0;
  let j = 0;
  let gap = 0;
  let previous = Math.min(a[0] as number, b[0] as number);
  let widest = 0;
  let place = { at: previous, a: 0, b: 0 };
  let area = 0;
  let block = 0;
  let distinct = 0;
  let blockEnd = BLOCK;
  while (i < a.length && j < b.length) {
    const fromA = a[i] as number;
    const fromB = b[j] as number;
    const value = Math.min(fromA, fromB);
    // Nothing is added where the value is the one before; to add it costs less than to ask.
    block += gap * (value - previous);
    if (value !== previous) {
      if (gap > widest) {
        widest = gap;
        place = { at: previous, a: i, b: j };
      }
      distinct++;
      if (distinct === blockEnd) {
        area += block;
        block = 0;
        blockEnd += BLOCK;
      }
    }
    previous = value;
    // Without a branch: which side comes next is a coin toss, and a wrong guess costs more than the sum.
    i += Number(fromA <= fromB);
    j += Number(fromB <= fromA);
    gap = Math.abs(i * perA - j * perB);
  }
  const [inA, inB] = [remainder(a, i, previous), remainder(b, j, previous)];
  const end = { at: previous, a: inA.first, b: inB.first };
  return {
    distinct: distinct + inA.distinct + inB.distinct + 1,
    wasserstein: area + block + inA.area + inB.area,
    ...wider({ gap: widest, place }, { gap: inA.gap + inB.gap, place: end }),
  };
}

interface Gap {
  readonly gap: number;
  readonly place: SortedWalk['widest'];
}

function wider(first: Gap, second: Gap): Pick<SortedWalk, 'kolmogorov' | 'widest'> {
  const { gap, place } = second.gap > first.gap ? second : first;
  return { kolmogorov: gap, widest: place };
}

/** What is left of a sample where the other, used up, has a function of 1: the gap only shrinks from what it is after ties. */
function remainder(sorted: Float64Array, from: number, after: number): { area: number; distinct: number; gap: number; first: number } {
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
  return { area, distinct, gap: 1 - first / sorted.length, first };
}
