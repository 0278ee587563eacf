import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedDistances } from '../../../src/numeric/sortedDistances';

function gap(a: number[], b: number[]) {
  const { widest } = sortedDistances(Float64Array.from(a), Float64Array.from(b));
  return { at: widest.at, reference: widest.a / a.length, current: widest.b / b.length };
}

test('the place and the shares of the largest gap, ties included', () => {
  expect(gap([1, 2, 3, 4], [3, 4, 5, 6])).toEqual({ at: 2, reference: 0.5, current: 0 });
  expect(gap([1, 1, 1, 2], [1, 2, 2, 2])).toEqual({ at: 1, reference: 0.75, current: 0.25 });
  expect(gap([5], [1, 2])).toEqual({ at: 2, reference: 0, current: 1 });
});

test('two equal sides have none', () => {
  expect(gap([1, 2], [1, 2])).toEqual({ at: 1, reference: 0, current: 0 });
});

test('agrees with the definition on any two sides', () => {
  const side = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 });
  const share = (values: readonly number[], at: number): number => values.filter(value => value <= at).length / values.length;
  fc.assert(
    fc.property(side, side, (a, b) => {
      const gaps = [...a, ...b].map(at => Math.abs(share(a, at) - share(b, at)));
      const found = gap([...a].sort(ascending), [...b].sort(ascending));
      expect(Math.abs(found.reference - found.current)).toBeCloseTo(Math.max(...gaps), 12);
      if (found.reference !== found.current) expect(found).toMatchObject({ reference: share(a, found.at), current: share(b, found.at) });
    }),
    { seed: 11 },
  );
});

const ascending = (a: number, b: number): number => a - b;
