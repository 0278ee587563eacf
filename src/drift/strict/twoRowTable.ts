/** Pearson's statistic of a table with two rows: Σ (observed − expected)² / expected over both. Every column needs a count. */
export function chiSquareStatistic(reference: readonly number[], current: readonly number[]): number {
  const [rows1, rows2] = [total(reference), total(current)];
  let sum = 0;
  reference.forEach((first, k) => {
    const both = first + (current[k] ?? 0);
    // The gap between observed and expected is the same in both rows.
    const gap = first - (both * rows1) / (rows1 + rows2);
    sum += (gap * gap) / both;
  });
  return (sum * (rows1 + rows2) ** 2) / (rows1 * rows2);
}

export function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
