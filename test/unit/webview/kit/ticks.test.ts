import { describe, expect, test } from 'vitest';
import { linearScale, logScale, padded } from '../../../../webview/kit/scale';
import { niceTicks, powersOfTen } from '../../../../webview/kit/ticks';

describe('ticks', () => {
  test('are round and within the range', () => {
    expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(-1.47, 1.57, 4)).toEqual([-1, 0, 1]);
    expect(niceTicks(0, 498_344, 4)).toEqual([0, 200_000, 400_000]);
    expect(niceTicks(0.1, 0.35, 5)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3, 0.35]);
    expect(niceTicks(-3e-7, 3e-7, 3)).toEqual([-2e-7, 0, 2e-7]);
  });

  test('there is never a negative zero or an endless list', () => {
    expect(niceTicks(-1, 1, 2).some(tick => Object.is(tick, -0))).toBe(false);
    expect(niceTicks(2, 2, 5)).toEqual([2]);
    expect(niceTicks(0, Infinity, 5)).toEqual([]);
    expect(niceTicks(0, 1, 0.4)).toEqual([]);
    for (const span of [1e-300, 1e-9, 7, 1e12, 1e300]) expect(niceTicks(0, span, 5).length).toBeLessThanOrEqual(7);
  });

  test('powers of ten', () => {
    expect(powersOfTen(0.001, 0.5)).toEqual([0.001, 0.01, 0.1]);
  });
});

describe('scales', () => {
  test('linear', () => {
    const scale = linearScale([-1, 3], [0, 400]);
    expect([-1, 0, 3].map(scale)).toEqual([0, 100, 400]);
    expect(linearScale([2, 2], [0, 100])(2)).toBe(50);
  });

  test('logarithmic, from the bottom of a picture up', () => {
    const scale = logScale([0.01, 1], [200, 0]);
    expect(scale(0.1)).toBeCloseTo(100, 9);
    expect([0, -1, 0.001].map(scale)).toEqual([200, 200, 200]);
  });

  test('room at both ends, also around a single point', () => {
    expect(padded(0, 10, 0.1)).toEqual([-1, 11]);
    expect(padded(0, 0, 0.1)).toEqual([-0.1, 0.1]);
  });
});
