import { logChoose } from '../../numeric/logChoose';
import { sum } from '../../numeric/sum';
import { chiSquareStatistic } from './twoRowTable';

/** Up to so many tables all of them are gone through: a few hundredths of a second. */
const MOST_TABLES = 200_000;
/** A statistic that differs by rounding alone is as extreme. */
const SLACK = 1 - 1e-9;

/**
 * The exact p-value of Pearson's statistic among all tables with the same margins (Freeman & Halton 1951), and how many there
 * are; null where they are too many. O(tables).
 */
export function allTables(
  reference: readonly number[],
  current: readonly number[],
): { readonly p: number; readonly tables: number } | null {
  const [rows1, rows2] = [sum(reference), sum(current)];
  const both = reference.map((count, k) => count + (current[k] ?? 0)).sort((a, b) => b - a);
  const drawn = Math.min(rows1, rows2);
  const tables = countTables(both, drawn);
  if (tables > MOST_TABLES) return null;
  const scale = (rows1 * rows2) / (rows1 + rows2) ** 2;
  const walk = new TableWalk(both, drawn, chiSquareStatistic(reference, current) * scale * SLACK);
  return { p: walk.extremeShare(), tables };
}

/** In how many ways so many rows can be of the values. O(values × rows). */
function countTables(both: readonly number[], drawn: number): number {
  let ways = new Float64Array(drawn + 1);
  ways[0] = 1;
  for (const most of both) {
    const next = new Float64Array(drawn + 1);
    let running = 0;
    for (let rows = 0; rows <= drawn; rows++) {
      running += (ways[rows] as number) - (rows > most ? (ways[rows - most - 1] as number) : 0);
      next[rows] = running;
    }
    ways = next;
  }
  return ways[drawn] as number;
}

/** Goes through all tables, value by value. */
class TableWalk {
  private extreme = 0;
  private total = 0;
  /** By the value and its count on the smaller side: the logarithm of its ways, and its part of the statistic. */
  private readonly ways: readonly Float64Array[];
  private readonly parts: readonly Float64Array[];
  /** From a value on: how many rows there are, and the statistic of none of them. */
  private readonly room: readonly number[];
  private readonly partsOfNone: readonly number[];

  constructor(
    private readonly both: readonly number[],
    private readonly drawn: number,
    private readonly observed: number,
  ) {
    const all = sum(both);
    const counts = (count: number): Float64Array => Float64Array.from({ length: Math.min(count, drawn) + 1 }, (_, k) => k);
    this.ways = both.map(count => counts(count).map(k => logChoose(count, k)));
    this.parts = both.map(count => counts(count).map(k => (k - (count * drawn) / all) ** 2 / count));
    this.room = both.map((_, place) => sum(both.slice(place)));
    this.partsOfNone = both.map((_, place) => sum(this.parts.slice(place).map(parts => parts[0] as number)));
  }

  extremeShare(): number {
    this.visit(0, this.drawn, { ways: -logChoose(sum(this.both), this.drawn), parts: 0 });
    return Math.min(1, this.extreme / this.total);
  }

  private visit(place: number, left: number, so: { readonly ways: number; readonly parts: number }): void {
    const beyond = this.room[place] ?? 0;
    if (left === 0 || beyond === 0) {
      this.settle(so.ways, so.parts + (this.partsOfNone[place] ?? 0));
      return;
    }
    const most = Math.min(this.both[place] as number, left);
    for (let count = Math.max(0, left - (this.room[place + 1] ?? 0)); count <= most; count++) {
      const ways = so.ways + ((this.ways[place] as Float64Array)[count] as number);
      this.visit(place + 1, left - count, { ways, parts: so.parts + ((this.parts[place] as Float64Array)[count] as number) });
    }
  }

  private settle(ways: number, parts: number): void {
    const weight = Math.exp(ways);
    this.total += weight;
    if (parts >= this.observed) this.extreme += weight;
  }
}
