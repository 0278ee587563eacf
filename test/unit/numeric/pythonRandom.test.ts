import { expect, test } from 'vitest';
import { PythonRandom } from '../../../src/numeric/pythonRandom';

/** Expected: CPython 3.11.7, `r = random.Random(seed); r.sample(range(n), k); r.randrange(1000)`. */
test.each<[seed: number, n: number, drawn: readonly number[], next: number]>([
  [0, 70, [49, 53, 5, 33, 65, 62, 51, 58, 50, 68, 19, 30, 22, 37, 13, 32, 8, 18, 60, 48, 6, 39, 16, 34, 45, 38, 9, 59, 69, 4], 920],
  [42, 10, [1, 0, 4], 250],
  [4294967301, 1000, [161, 497, 289, 911, 618, 855, 14], 363],
  [9007199254740991, 22, [3, 17, 7, 6, 4], 119],
  [1, 30, [4, 18, 27, 25, 24, 2, 8, 3, 15, 14, 21, 12, 6, 22, 19, 0, 13, 17, 28, 9, 20, 7, 29, 5, 1, 23, 10, 11, 16, 26], 26],
])('random.Random(%d) draws from %d what CPython draws', (seed, n, drawn, next) => {
  const random = new PythonRandom(seed);
  expect(random.sample(n, drawn.length)).toEqual(drawn);
  expect(random.below(1000)).toBe(next);
});
