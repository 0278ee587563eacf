import { RankSums, type RankStatistics } from './rankSums';

/**
 * Every sum over ranks that the two-sample tests need, from the sorted samples (neither may be empty nor hold NaN or
 * infinities). One merge, O(n + m), no memory.
 */
export function rankStatistics(a: Float64Array, b: Float64Array): RankStatistics {
  const sums = new RankSums(a.length, b.length);
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const value = Math.min(at(a, i), at(b, j));
    const nextI = endOfRun(a, i, value);
    const nextJ = endOfRun(b, j, value);
    sums.visit(value, nextI - i, nextJ - j);
    i = nextI;
    j = nextJ;
  }
  return sums.statistics();
}

function at(sorted: Float64Array, place: number): number {
  return place < sorted.length ? (sorted[place] as number) : Infinity;
}

function endOfRun(sorted: Float64Array, from: number, value: number): number {
  let to = from;
  while (to < sorted.length && sorted[to] === value) to++;
  return to;
}
