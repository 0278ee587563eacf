/** Counts as parts of their sum; all zero where the sum is. */
export function toShares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map(count => (total > 0 ? count / total : 0));
}

/** For each edge, the share of values below it. One entry more than there are bins. */
export function cumulativeShares(counts: readonly number[]): number[] {
  const shares = toShares(counts);
  let sum = 0;
  return [0, ...shares.map(share => (sum += share))];
}

/** Where two cumulative curves are farthest apart: the place in them and the distance. */
export function largestGap(first: readonly number[], second: readonly number[]): { readonly index: number; readonly gap: number } {
  let found = { index: 0, gap: 0 };
  first.forEach((value, index) => {
    const gap = Math.abs(value - (second[index] ?? value));
    if (gap > found.gap) found = { index, gap };
  });
  return found;
}
