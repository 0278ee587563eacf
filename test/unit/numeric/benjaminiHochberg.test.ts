import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../../src/numeric/benjaminiHochberg';

describe('the adjustment of Benjamini and Hochberg', () => {
  it('is that of scipy.stats.false_discovery_control', () => {
    const p = [0.01, 0.04, 0.03, 0.005, 0.2, 1];
    const expected = [0.03, 0.06, 0.06, 0.03, 0.24, 1];
    benjaminiHochberg(p).forEach((adjusted, k) => expect(adjusted).toBeCloseTo(expected[k] ?? NaN, 14));
  });

  it('is monotone, never above 1, and leaves a single p-value', () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(benjaminiHochberg([0.07])).toEqual([0.07]);
    expect(benjaminiHochberg([0.9, 0.95, 0.92])).toEqual([0.95, 0.95, 0.95]);
    expect(benjaminiHochberg([0, 0])).toEqual([0, 0]);
  });
});
