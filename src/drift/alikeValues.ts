import { type CountTable } from './countTest';

/** Counts below this are looked up by themselves: most of many values are rare. */
const RARE = 64;
/** Below this, a pair of counts is one whole number. */
const EXACT = 2 ** 26;

/**
 * How often each of many values occurs on both sides, those with the same counts together. Told value by value, in memory
 * for the different pairs of counts: at most about (3 × rows)^⅔ / 2.
 */
export class AlikeValues {
  private readonly rare = new Float64Array(RARE * RARE);
  private readonly frequent = new Map<number, number>();
  private readonly huge: { readonly reference: number; readonly current: number }[] = [];

  add(reference: number, current: number): void {
    if (reference < RARE && current < RARE) {
      const place = reference * RARE + current;
      this.rare[place] = (this.rare[place] as number) + 1;
    } else if (reference < EXACT && current < EXACT) {
      const pair = reference * EXACT + current;
      this.frequent.set(pair, (this.frequent.get(pair) ?? 0) + 1);
    } else this.huge.push({ reference, current });
  }

  table(): Required<CountTable> {
    const table: Record<keyof CountTable, number[]> = { reference: [], current: [], times: [] };
    const put = (reference: number, current: number, times: number): void => {
      table.reference.push(reference);
      table.current.push(current);
      table.times.push(times);
    };
    this.rare.forEach((times, place) => {
      if (times > 0) put(Math.floor(place / RARE), place % RARE, times);
    });
    this.frequent.forEach((times, pair) => put(Math.floor(pair / EXACT), pair % EXACT, times));
    this.huge.forEach(({ reference, current }) => put(reference, current, 1));
    return table;
  }
}
