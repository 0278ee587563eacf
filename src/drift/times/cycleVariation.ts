import { sum } from '../../numeric/sum';
import { cycleCounts, type TimeCycle } from './timeCycle';

/** The counts of one side's whole cycles that have any time: a row of places each, in the order of time. */
export type CycleTable = readonly (readonly number[])[];

/**
 * @param sorted in ascending order, as many whole cycles as `wholeCycles` gives
 * @param weights how often each time is there; absent: once
 * O(times + places × cycles with times).
 */
export function cycleTable(sorted: Float64Array, cycle: TimeCycle, weights?: Float64Array): CycleTable {
  const start = Math.floor((sorted[0] ?? 0) / cycle.unit);
  const cycleAt = (time: number): number => Math.floor((Math.floor(time / cycle.unit) - start) / cycle.length);
  const table: number[][] = [];
  for (let from = 0; from < sorted.length;) {
    const place = cycleAt(sorted[from] as number);
    let to = from + 1;
    while (to < sorted.length && cycleAt(sorted[to] as number) === place) to++;
    table.push(cycleCounts(sorted.subarray(from, to), cycle, weights?.subarray(from, to)));
    from = to;
  }
  return table;
}

/** Pearson's statistic of a side's cycles against each other, and its degrees of freedom. */
export interface CycleVariation {
  readonly squares: number;
  readonly degrees: number;
}

/**
 * "How differently do the times of one side fall from cycle to cycle?" Pearson's statistic of the table of cycles by places.
 * Times that come one by one give about as much as its degrees of freedom; times that come in bursts, or on some days more
 * than on others, more. No degrees where there is only one cycle.
 */
export function cycleVariation(table: CycleTable): CycleVariation {
  const totals = placeTotals(table);
  const all = sum(totals);
  // Σ (n − e)² / e with e = row × column / all.
  const shares = table.map(row => sum(row.map((count, place) => (count === 0 ? 0 : count ** 2 / (totals[place] ?? 1)))) / sum(row));
  const places = totals.filter(count => count > 0).length;
  return { squares: Math.max(0, all * (sum(shares) - 1)), degrees: Math.max(0, table.length - 1) * Math.max(0, places - 1) };
}

/** The counts of all cycles together. */
export function placeTotals(table: CycleTable): readonly number[] {
  return (table[0] ?? []).map((_, place) => sum(table.map(row => row[place] ?? 0)));
}
