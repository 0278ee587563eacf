import { describe, expect, it } from 'vitest';
import { firstAbove } from '../../../src/numeric/firstAbove';
import { firstAtLeast } from '../../../src/numeric/firstAtLeast';
import { valueRuns } from '../../../src/numeric/valueRuns';
import { randomNumbers } from '../../support/randomNumbers';

function sortedNumbers(seed: number): Float64Array {
  const next = randomNumbers(seed);
  return Float64Array.from({ length: seed % 40 }, () => Math.floor(9 * next())).sort();
}

/** As one looks for it from the front. */
function placeOf(sorted: Float64Array, fits: (value: number) => boolean): number {
  const place = sorted.findIndex(fits);
  return place < 0 ? sorted.length : place;
}

describe('sorted numbers', () => {
  it('are searched by halving as from the front', () => {
    for (let seed = 1; seed < 400; seed++) {
      const sorted = sortedNumbers(seed);
      for (let value = -0.5; value < 10; value += 0.5) {
        expect(firstAtLeast(sorted, value)).toBe(placeOf(sorted, each => each >= value));
        expect(firstAbove(sorted, value)).toBe(placeOf(sorted, each => each > value));
      }
    }
    expect(firstAbove(Float64Array.of(1, 2, 2, 3), 2, 3)).toBe(3);
  });

  it('are runs of equal ones, which add up to them', () => {
    expect(valueRuns(new Float64Array())).toEqual([]);
    expect(valueRuns(Float64Array.of(-1, 2, 2, 2, 5))).toEqual([
      { value: -1, count: 1 },
      { value: 2, count: 3 },
      { value: 5, count: 1 },
    ]);
    for (let seed = 1; seed < 100; seed++) {
      const sorted = sortedNumbers(seed);
      expect(valueRuns(sorted).flatMap(({ value, count }) => new Array<number>(count).fill(value))).toEqual([...sorted]);
    }
  });
});
