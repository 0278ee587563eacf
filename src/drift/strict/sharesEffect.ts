import { sum } from '../../numeric/sum';
import { type StrictEffect } from '../contract';

/** One row in ten has another value: the total variation of shares 0.5 and 0.6, Cohen's (1988) small effect h = 0.2. */
const SMALL_VARIATION = 0.1;

/** The largest difference in share that any set of values has: half the sum of all differences. */
export function sharesEffect(name: string, reference: readonly number[], current: readonly number[]): StrictEffect {
  const [rows1, rows2] = [sum(reference), sum(current)];
  const variation = reference.reduce((total, count, k) => total + Math.abs(count / rows1 - (current[k] ?? 0) / rows2), 0) / 2;
  return { name, value: variation, threshold: SMALL_VARIATION };
}
