import { describe, expect, it } from 'vitest';
import { type Column } from '../../../../src/domain/column';
import { type DriftMethod } from '../../../../src/domain/driftMethod';
import { isWithinNoise } from '../../../../src/drift/profile/profiledNoise';
import { SeededRandom } from '../../../../src/numeric/seededRandom';
import { compare, numbers, series } from '../columns';
import { compareProfiled, copied, profileOf, SHAPES } from './tables';

/** By which share of it the noise against a sketch may differ from that against the data. */
const DIFFERENCES: readonly (readonly [DriftMethod, number])[] = [
  ['wasserstein', 0.03],
  ['ed', 0.03],
  ['ks', 0.001],
  ['psi', 0.12],
  ['jensenshannon', 0.12],
  ['kl_div', 0.12],
  ['hellinger', 0.12],
  ['anderson', 0.05],
  ['cramer_von_mises', 0.05],
  ['t_test', 0.05],
  ['mannw', 0.005],
];

function drawn(shape: string, count: number, seed: number): { readonly reference: Column; readonly current: Column } {
  const draw = SHAPES[shape] ?? Math.random;
  const random = new SeededRandom(seed);
  const make = (rows: number): Column => numbers(series(rows, () => draw(random)));
  return { reference: make(count), current: make(Math.round(count / 2)) };
}

function rulesOf(method: DriftMethod) {
  return { profile: 'evidently' as const, methods: { all: method }, thresholds: {} };
}

describe('the sampling noise of a score against a sketch', () => {
  it.each(DIFFERENCES)('is that against the data, where there is one: %s', (method, difference) => {
    let known = 0;
    for (const [place, shape] of Object.keys(SHAPES).entries()) {
      const { reference, current } = drawn(shape, [3000, 9000][place % 2] ?? 0, place + 1);
      const data = compare(copied(reference), copied(current), { rules: rulesOf(method) });
      const rows = [compareProfiled(profileOf(reference), current, { rules: rulesOf(method) })];
      rows.push(compareProfiled(reference, profileOf(current), { rules: rulesOf(method) }));
      for (const row of rows) {
        if (row.noise === null) continue;
        known++;
        expect(Math.abs(row.noise / (data.noise ?? NaN) - 1), `${method} ${shape}`).toBeLessThan(difference);
        if (row.withinNoise !== null) expect(row.withinNoise, `${method} ${shape}`).toBe(data.withinNoise);
      }
    }
    // Over bins between two humps, of which no one knows whether they are empty, there is none.
    expect(known).toBeGreaterThanOrEqual(10);
  });

  it('is not told where it depends on what lies between the points', () => {
    const { reference, current } = drawn('humps', 9000, 4);
    const row = compareProfiled(profileOf(reference), current, { rules: rulesOf('hellinger') });
    expect(row).toMatchObject({ status: 'ok', noise: null, withinNoise: null });
  });

  it('does not tell whether the score is within where its bounds lie on both sides', () => {
    const noise = { noise: 0.1, withinNoise: (score: number) => score <= 0.1 };
    expect(isWithinNoise(noise, 0.09, null)).toBe(true);
    expect(isWithinNoise(noise, 0.09, { lowest: 0.08, highest: 0.1 })).toBe(true);
    expect(isWithinNoise(noise, 0.09, { lowest: 0.08, highest: 0.12 })).toBeNull();
    expect(isWithinNoise(noise, 0.2, { lowest: 0.11, highest: 0.3 })).toBe(false);
  });
});
