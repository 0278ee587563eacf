import { AlikeDraws, type AlikeKinds } from '../numeric/alikeDraws';
import { type SeededRandom } from '../numeric/seededRandom';
import { weightedSum } from '../numeric/weightedSum';
import { type CountTable } from './countTest';

/** Beyond so many values, those with the same pooled count are drawn together for the noise: one by one would take seconds. */
export const MOST_ONE_BY_ONE = 20_000;

/** What chance makes of a table of many values: each call parts both sides' rows anew. O(values), and as `AlikeDraws` a call. */
export function alikeTables(table: CountTable, random: SeededRandom): () => Required<CountTable> {
  const draws = new AlikeDraws(random, pooledCounts(table), weightedSum(table.reference, table.times));
  return () => {
    const { drawn: reference, left: current, times } = draws.next();
    return { reference, current, times };
  };
}

/** How many values occur how often on both sides together. */
function pooledCounts({ reference, current, times }: CountTable): AlikeKinds {
  const pooled = new Map<number, number>();
  for (let k = 0; k < reference.length; k++) {
    const count = (reference[k] as number) + (current[k] as number);
    pooled.set(count, (pooled.get(count) ?? 0) + (times?.[k] ?? 1));
  }
  const things = [...pooled.keys()].sort((a, b) => a - b);
  return { things, kinds: things.map(count => pooled.get(count) ?? 0) };
}
