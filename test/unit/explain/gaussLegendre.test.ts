import { expect, test } from 'vitest';
import { gaussLegendre } from '../../../src/explain/gaussLegendre';

test.each([1, 2, 3, 4, 7, 16, 60])('integrates every polynomial up to degree 2·%i − 1', count => {
  const { points, weights } = gaussLegendre(count);
  for (let degree = 0; degree < 2 * count; degree++) {
    const integral = points.reduce((sum, point, index) => sum + (weights[index] as number) * point ** degree, 0);
    expect(Math.abs(integral * (degree + 1) - 1)).toBeLessThan(1e-13);
  }
});

test('has the two points that textbooks give', () => {
  const { points, weights } = gaussLegendre(2);
  expect(points[0]).toBeCloseTo(0.5 - Math.sqrt(3) / 6, 15);
  expect(points[1]).toBeCloseTo(0.5 + Math.sqrt(3) / 6, 15);
  expect(Array.from(weights)).toEqual([expect.closeTo(0.5, 15), expect.closeTo(0.5, 15)]);
});
