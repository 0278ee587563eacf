import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedMoments } from '../../../src/numeric/sortedMoments';

/** The definition, in two walks. */
function plain(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const sumOf = (power: number): number => values.reduce((sum, value) => sum + (value - mean) ** power, 0);
  return { count: values.length, mean, squares: sumOf(2), cubes: sumOf(3), distinct: new Set(values).size };
}

const found = (values: readonly number[]) => sortedMoments(Float64Array.from(values).sort());

test('agrees with the definition, far from zero too', () => {
  const value = fc.integer({ min: -50, max: 50 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.constantFrom(0, 1e6), (values, origin) => {
      const moved = values.map(each => each / 7 + origin);
      const expected = plain(moved);
      const { count, mean, squares, cubes, distinct } = found(moved);
      expect({ count, distinct }).toEqual({ count: expected.count, distinct: expected.distinct });
      // What doubles so far from zero can tell.
      const unit = origin === 0 ? 1e-12 : 1e-9;
      expect(Math.abs(mean - expected.mean)).toBeLessThanOrEqual(unit);
      expect(Math.abs(squares - expected.squares)).toBeLessThanOrEqual(unit * 20 * count);
      expect(Math.abs(cubes - expected.cubes)).toBeLessThanOrEqual(unit * 600 * count);
    }),
    { seed: 5 },
  );
});

test('a skewed sample loses no digits: one value a million times as far as the rest', () => {
  const values = [...Array.from({ length: 999 }, (_, k) => k / 999), 1e6];
  const expected = plain(values);
  const { mean, squares, cubes } = found(values);
  expect(mean / expected.mean - 1).toBeCloseTo(0, 13);
  expect(squares / expected.squares - 1).toBeCloseTo(0, 12);
  expect(cubes / expected.cubes - 1).toBeCloseTo(0, 12);
});

test('a constant sample has no spread, an empty one nothing', () => {
  expect(found(Array.from({ length: 1001 }, () => 0.1))).toMatchObject({ squares: 0, distinct: 1 });
  expect(found([])).toEqual({ count: 0, mean: 0, squares: 0, cubes: 0, distinct: 0 });
});
