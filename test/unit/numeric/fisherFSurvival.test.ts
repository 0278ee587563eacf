import { expect, test } from 'vitest';
import { fisherFSurvival } from '../../../src/numeric/fisherFSurvival';

test.each([
  [0.5, 6, 36, 0.8040948398663272],
  [2, 6, 36, 0.09126043246487825],
  [8.2, 6, 22, 9.832999998160273e-5],
  [60, 23, 1242, 7.116231758252657e-183],
  [1e4, 1, 2, 9.998500249956258e-5],
])('is SciPy’s f.sf(%d, %d, %d)', (f, first, second, expected) => {
  expect(Math.abs(fisherFSurvival(f, first, second) / expected - 1)).toBeLessThan(1e-12);
});

test('is 1 at 0 and 0 at infinity', () => {
  expect([fisherFSurvival(0, 3, 5), fisherFSurvival(Infinity, 3, 5)]).toEqual([1, 0]);
});
