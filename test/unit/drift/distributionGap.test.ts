import fc from 'fast-check';
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

/** The definition: the two distribution functions at every value, in ascending order. */
function plain(reference: readonly number[], current: readonly number[]) {
  let widest = { at: Math.min(...reference), reference: 0, current: 0 };
  for (const at of [...new Set([...reference, ...current])].sort((a, b) => a - b)) {
    const share = (side: readonly number[]): number => side.filter(value => value <= at).length / side.length;
    const [before, after] = [share(reference), share(current)];
    if (Math.abs(before - after) > Math.abs(widest.reference - widest.current)) widest = { at, reference: before, current: after };
  }
  return widest;
}

test('agrees with the definition on any two sides that differ', () => {
  const side = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 });
  const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
  fc.assert(
    fc.property(side, side, (a, b) => {
      const expected = plain(a, b);
      fc.pre(expected.reference !== expected.current);
      expect(gap(sorted(a), sorted(b))).toEqual(expected);
    }),
    { seed: 11 },
  );
});
