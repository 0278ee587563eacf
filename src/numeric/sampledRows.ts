import { SeededRandom } from './seededRandom';

/**
 * Which of `count` rows a random sample of `size` takes, in their order; all of them if they are no more. The same seed gives
 * the same rows. O(size log size) whatever the count.
 *
 * Source: Floyd, in Bentley, "Programming Pearls: A Sample of Brilliance", Comm. ACM 30 (1987).
 *
 * @param count below 2^32.
 */
export function sampledRows(count: number, size: number, seed: number): Uint32Array {
  if (count <= size) return Uint32Array.from({ length: count }, (_, row) => row);
  const random = new SeededRandom(seed);
  const taken = new Set<number>();
  for (let last = count - size; last < count; last++) {
    const row = random.upTo(last);
    taken.add(taken.has(row) ? last : row);
  }
  return Uint32Array.from(taken).sort();
}
