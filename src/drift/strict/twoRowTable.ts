import { sum } from '../../numeric/sum';

/** Pearson's statistic of a table with two rows: Σ (observed − expected)² / expected over both. Every column needs a count. */
export function chiSquareStatistic(reference: readonly number[], current: readonly number[]): number {
  const [rows1, rows2] = [sum(reference), sum(current)];
  let squares = 0;
  reference.forEach((first, k) => {
    const both = first + (current[k] ?? 0);
    // The gap between observed and expected is the same in both rows.
    const gap = first - (both * rows1) / (rows1 + rows2);
    squares += (gap * gap) / both;
  });
  return (squares * (rows1 + rows2) ** 2) / (rows1 * rows2);
}
