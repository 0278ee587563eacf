import { describe, expect, it } from 'vitest';
import { type Column } from '../../../../src/domain/column';
import { type DriftMethod } from '../../../../src/domain/driftMethod';
import { SeededRandom } from '../../../../src/numeric/seededRandom';
import { compare, numbers, series } from '../columns';
import { compareProfiled, copied, profileOf, SHAPES } from './tables';

/** By how much the noise against a sketch may differ from that against the data: a share of it. */
const DIFFERENCES: readonly (readonly [DriftMethod, number])[] = [
  ['wasserstein', 0.01],
  ['ed', 0.01],
  ['ks', 0.05],
  ['psi', 0.05],
  ['jensenshannon', 0.05],
  ['kl_div', 0.05],
  ['hellinger', 0.05],
  ['t_test', 0.05],
  ['mannw', 0.05],
];

function drawn(shape: string, count: number, seed: number): { readonly reference: Column; readonly current: Column } {
  const draw = SHAPES[shape] ?? Math.random;
  const random = new SeededRandom(seed);
  const make = (rows: number): Column => numbers(series(rows, () => draw(random)));
  return { reference: make(count), current: make(Math.round(count / 2)) };
}

describe('the sampling noise of a score against a sketch', () => {
  it.each(DIFFERENCES)('is that against the data: %s', (method, difference) => {
    for (const [place, shape] of Object.keys(SHAPES).entries()) {
      const { reference, current } = drawn(shape, [1600, 9000][place % 2] ?? 0, place + 1);
      const rules = { profile: 'evidently' as const, methods: { all: method }, thresholds: {} };
      const data = compare(copied(reference), copied(current), { rules });
      for (const sketched of [profileOf(reference), reference]) {
        const row = compareProfiled(sketched, sketched === reference ? profileOf(current) : current, { rules });
        expect(data.noise).not.toBeNull();
        console.log(method, shape, sketched === reference ? 'c' : 'r', Math.abs((row.noise ?? NaN) / (data.noise ?? NaN) - 1).toFixed(4));
        expect.soft(Math.abs((row.noise ?? NaN) / (data.noise ?? NaN) - 1), `${method} ${shape}`).toBeLessThan(difference);
      }
    }
  });
});
