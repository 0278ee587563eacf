import { expect, it } from 'vitest';
import { largestEigen } from '../../../src/numeric/largestEigen';
import { symmetricEigen } from '../../../src/numeric/symmetricEigen';
import { randomNumbers } from '../../support/randomNumbers';

function randomSymmetric(size: number): number[][] {
  const random = randomNumbers(size);
  const half = Array.from({ length: size }, () => Array.from({ length: size }, () => random() - 0.5));
  return half.map((row, i) => row.map((value, j) => value + (half[j]?.[i] ?? 0)));
}

it.each([1, 2, 3, 7, 40])('a matrix of %d rows has the eigenvalues that rotations find, and vectors that it only stretches', size => {
  const matrix = randomSymmetric(size);
  const { values, vectors } = largestEigen(Float64Array.from(matrix.flat()), size, size);
  const expected = symmetricEigen(matrix).values.toSorted((a, b) => b - a);
  values.forEach((value, k) => expect(value).toBeCloseTo(expected[k] ?? NaN, 11));
  vectors.forEach((vector, k) => {
    expect(Math.hypot(...vector)).toBeCloseTo(1, 12);
    for (const [i, row] of matrix.entries()) {
      const product = row.reduce((sum, entry, j) => sum + entry * (vector[j] ?? 0), 0);
      expect(product).toBeCloseTo((values[k] ?? NaN) * (vector[i] ?? NaN), 10);
    }
  });
});

it('gives only the largest, where values repeat and where the matrix is diagonal or zero', () => {
  const diagonal = Float64Array.of(2, 0, 0, 0, 5, 0, 0, 0, 5);
  expect(largestEigen(diagonal, 3, 2).values).toEqual([5, 5]);
  expect(largestEigen(new Float64Array(9), 3, 3).values).toEqual([0, 0, 0]);
});
