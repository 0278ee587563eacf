import { expect, test } from 'vitest';
import { distributionGap } from '../../../src/drift/distributionGap';

const gap = (reference: number[], current: number[]) => distributionGap(Float64Array.from(reference), Float64Array.from(current));

test('the place and the shares of the largest gap, ties included', () => {
  expect(gap([1, 2, 3, 4], [3, 4, 5, 6])).toEqual({ at: 2, reference: 0.5, current: 0 });
  expect(gap([1, 1, 1, 2], [1, 2, 2, 2])).toEqual({ at: 1, reference: 0.75, current: 0.25 });
  expect(gap([5], [1, 2])).toEqual({ at: 2, reference: 0, current: 1 });
});

test('two equal sides have none, an empty side has no place', () => {
  expect(gap([1, 2], [1, 2])).toEqual({ at: 1, reference: 0, current: 0 });
  expect(gap([], [1])).toBeNull();
});
