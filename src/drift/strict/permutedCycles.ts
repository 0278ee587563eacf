import { SeededRandom } from '../../numeric/seededRandom';
import { sum } from '../../numeric/sum';
import { type CycleTable } from '../times/cycleVariation';

const MOST_ROUNDS = 999;
/** Once so many exchanges parted the shares as far, the p-value is large and known well enough. */
const ENOUGH = 50;

/**
 * The p-value of the shares of both sides' places where times come in bursts of any size, so that χ² has no known
 * distribution: the part of 999 random exchanges, of each place's counts between cycles of both sides, that part the shares
 * at least as far; fewer where many do (Besag & Clifford 1991). Counts are taken relative to the mean of their side, so that a
 * side with more times is no difference. The same at every call. O(rounds × cycles × places).
 */
export function permutedCycles(reference: CycleTable, current: CycleTable): number {
  const pooled = placesOf([...relative(reference), ...relative(current)]);
  const found = shareGap(
    pooled.map(place => sumOf(place, reference.length)),
    pooled,
  );
  const random = new SeededRandom(0);
  let asFar = 0;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const drawn = pooled.map(place => sumOf(shuffle(place, reference.length, random), reference.length));
    // Equal tables may differ in the last digit, by the order of their sums.
    if (shareGap(drawn, pooled) >= found - 1e-12) asFar++;
    if (asFar === ENOUGH) return asFar / round;
  }
  return (asFar + 1) / (MOST_ROUNDS + 1);
}

function relative(table: CycleTable): CycleTable {
  const mean = sum(table.map(sum)) / table.length;
  return table.map(row => row.map(count => count / mean));
}

/** The counts of each place over all cycles, the reference's first. */
function placesOf(rows: readonly (readonly number[])[]): readonly Float64Array[] {
  return (rows[0] ?? []).map((_, place) => Float64Array.from(rows, row => row[place] ?? 0));
}

function sumOf(counts: Float64Array, length: number): number {
  let total = 0;
  for (let k = 0; k < length; k++) total += counts[k] as number;
  return total;
}

/** Moves so many counts, drawn at random, to the front. */
function shuffle(counts: Float64Array, length: number, random: SeededRandom): Float64Array {
  for (let k = 0; k < length; k++) {
    const other = k + random.upTo(counts.length - 1 - k);
    const moved = counts[k] as number;
    counts[k] = counts[other] as number;
    counts[other] = moved;
  }
  return counts;
}

/** Half the sum of the differences of both sides' shares. @param first the sums of one side; the other side has the rest */
function shareGap(first: readonly number[], pooled: readonly Float64Array[]): number {
  const second = pooled.map((counts, place) => sumOf(counts, counts.length) - (first[place] ?? 0));
  const [all, others] = [sum(first), sum(second)];
  return sum(first.map((part, place) => Math.abs(part / all - (second[place] ?? 0) / others))) / 2;
}
