import { expect, test } from 'vitest';
import { SeededRandom } from '../../../src/numeric/seededRandom';

test('draws the numbers of the reference implementation', () => {
  const random = new SeededRandom(5489);
  expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([3499211612, 581869302, 3890346734]);
  for (let draw = 3; draw < 9999; draw++) random.uint32();
  // The 10,000th number, which the C++ standard gives for std::mt19937.
  expect(random.uint32()).toBe(4123659995);
});

test('fills arrays with the numbers that it draws one by one', () => {
  const [filling, drawing] = [new SeededRandom(7), new SeededRandom(7)];
  for (const length of [1, 0, 700, 3, 1300]) {
    const room = new Uint32Array(length);
    filling.fill(room);
    expect([...room]).toEqual(Array.from(room, () => drawing.uint32()));
  }
  expect(filling.uint32()).toBe(drawing.uint32());
});

// np.random.RandomState(seed).permutation(size), numpy 2.4
test.each([
  [42, [8, 1, 5, 0, 7, 2, 9, 4, 3, 6]],
  [3, [16, 6, 4, 7, 14, 1, 11, 2, 13, 5, 0, 12, 15, 3, 9, 8, 10]],
  [1, [0]],
])('permutes as NumPy does with seed %i', (seed, expected) => {
  expect(Array.from(new SeededRandom(seed).permutation(expected.length))).toEqual(expected);
});

test('draws every value up to a bound, and none above', () => {
  const random = new SeededRandom(1);
  const seen = new Set(Array.from({ length: 500 }, () => random.upTo(6)));
  expect([...seen].toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(random.upTo(0)).toBe(0);
});
