import { SeededRandom } from '../../numeric/seededRandom';
import { sum } from '../../numeric/sum';
import { chiSquareStatistic } from './twoRowTable';

const MOST_ROUNDS = 9999;
/** Once so many random tables were as extreme, the p-value is large and known well enough. */
const ENOUGH = 50;
/** A statistic that differs by rounding alone is as extreme. */
const SLACK = 1 - 1e-9;

/**
 * The p-value of Pearson's statistic among tables with the same margins: values are dealt to the sides at random, so that
 * the counts are multivariate hypergeometric. Stops early where the p-value is large (Besag & Clifford 1991: then it is
 * exceedances / rounds, else (exceedances + 1) / (rounds + 1), which keeps the level in any number of rounds). Seeded: the
 * same counts give the same p-value. O(rounds × (k + rows of the smaller side)).
 */
export function permutedTables(reference: readonly number[], current: readonly number[]): { readonly p: number; readonly rounds: number } {
  const [rows1, rows2] = [sum(reference), sum(current)];
  const both = reference.map((count, k) => count + (current[k] ?? 0));
  const values = Int32Array.from(both.flatMap((count, k) => new Array<number>(count).fill(k)));
  const drawn = Math.min(rows1, rows2);
  const observed = chiSquareStatistic(reference, current) * SLACK;
  const random = new SeededRandom(0);
  let extreme = 0;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const side = deal(values, drawn, both.length, random);
    const rest = both.map((count, k) => count - (side[k] ?? 0));
    if (chiSquareStatistic(side, rest) >= observed) extreme++;
    if (extreme === ENOUGH) return { p: extreme / round, rounds: round };
  }
  return { p: (extreme + 1) / (MOST_ROUNDS + 1), rounds: MOST_ROUNDS };
}

/** Draws rows without putting them back, and counts their values; the array is left in another order. */
function deal(values: Int32Array, drawn: number, categories: number, random: SeededRandom): number[] {
  const counts = new Array<number>(categories).fill(0);
  for (let first = 0; first < drawn; first++) {
    const chosen = first + random.upTo(values.length - 1 - first);
    const value = values[chosen] as number;
    values[chosen] = values[first] as number;
    values[first] = value;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}
