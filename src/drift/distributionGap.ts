import { type DistributionGap } from '../domain/distribution';

/**
 * Where the empirical distribution functions of two sorted samples are farthest apart: the distance is Kolmogorov and
 * Smirnov's D. Of several such places the least. Null for an empty side. O(n).
 */
export function distributionGap(reference: Float64Array, current: Float64Array): DistributionGap | null {
  if (reference.length === 0 || current.length === 0) return null;
  const [n1, n2] = [reference.length, current.length];
  let found = { at: reference[0] as number, reference: 0, current: 0 };
  let widest = 0;
  let at = NaN;
  let i = 0;
  let j = 0;
  // Beyond the end of one side the gap only shrinks.
  while (i < n1 && j < n2) {
    const before = reference[i] as number;
    const after = current[j] as number;
    const value = before < after ? before : after;
    if (value !== at && Math.abs(i / n1 - j / n2) > widest) {
      found = { at, reference: i / n1, current: j / n2 };
      widest = Math.abs(i / n1 - j / n2);
    }
    at = value;
    // Without a branch: which side comes next is a coin toss, and a wrong guess costs more than the sum.
    i += Number(before <= after);
    j += Number(after <= before);
  }
  i = endOfTie(reference, i, at);
  j = endOfTie(current, j, at);
  return Math.abs(i / n1 - j / n2) > widest ? { at, reference: i / n1, current: j / n2 } : found;
}

function endOfTie(sorted: Float64Array, from: number, value: number): number {
  let end = from;
  while (sorted[end] === value) end++;
  return end;
}
