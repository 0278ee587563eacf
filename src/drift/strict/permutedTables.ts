import { SeededRandom } from '../../numeric/seededRandom';
import { sum } from '../../numeric/sum';
import { chiSquareStatistic } from './twoRowTable';

/** Once so many random tables were as extreme, the p-value has a relative standard error of at most 5 %. */
const ENOUGH = 400;
/** So far below the threshold the p-value is still known as well. */
const FACTOR = 5;
/** Rows that are dealt at most, about a second. */
const MOST_DEALT = 60_000_000;
/** A statistic that differs by rounding alone is as extreme. */
const SLACK = 1 - 1e-9;

/**
 * The p-value of Pearson's statistic among tables with the same margins: values are dealt to the sides at random, so that
 * the counts are multivariate hypergeometric. Stops early where the p-value is large (Besag & Clifford 1991: then it is
 * exceedances / rounds, else (exceedances + 1) / (rounds + 1), which keeps the level in any number of rounds). Seeded: the
 * same counts, in any order, give the same p-value. O(rounds × (k + rows of the smaller side)), which is bounded.
 *
 * @param threshold what the p-value is compared with: down to a fifth of it the relative standard error is at most 5 %
 */
export function permutedTables(
  reference: readonly number[],
  current: readonly number[],
  threshold: number,
): { readonly p: number; readonly rounds: number } {
  const [rows1, rows2] = [sum(reference), sum(current)];
  const both = Float64Array.from(reference, (count, k) => count + (current[k] ?? 0)).sort();
  const values = Int32Array.from([...both].flatMap((count, k) => new Array<number>(count).fill(k)));
  const drawn = Math.min(rows1, rows2);
  const scale = (rows1 * rows2) / (rows1 + rows2) ** 2;
  const observed = chiSquareStatistic(reference, current) * scale * SLACK;
  const random = new SeededRandom(0);
  const counts = new Float64Array(both.length);
  const rounds = Math.ceil(Math.min((ENOUGH * FACTOR) / threshold, MOST_DEALT / (drawn + both.length)));
  let extreme = 0;
  for (let round = 1; round <= rounds; round++) {
    deal(values, drawn, counts, random);
    if (partOfStatistic(counts, both, drawn / values.length) >= observed) extreme++;
    if (extreme === ENOUGH) return { p: extreme / round, rounds: round };
  }
  return { p: (extreme + 1) / (rounds + 1), rounds };
}

/** Pearson's statistic without the factor that all tables share. */
function partOfStatistic(counts: Float64Array, both: Float64Array, share: number): number {
  let parts = 0;
  for (let k = 0; k < both.length; k++) parts += ((counts[k] as number) - (both[k] as number) * share) ** 2 / (both[k] as number);
  return parts;
}

/** Draws rows without putting them back, and counts their values; the array is left in another order. */
function deal(values: Int32Array, drawn: number, counts: Float64Array, random: SeededRandom): void {
  counts.fill(0);
  for (let first = 0; first < drawn; first++) {
    const chosen = first + random.upTo(values.length - 1 - first);
    const value = values[chosen] as number;
    values[chosen] = values[first] as number;
    values[first] = value;
    counts[value] = (counts[value] as number) + 1;
  }
}
