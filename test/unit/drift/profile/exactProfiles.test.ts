import { describe, expect, it } from 'vitest';
import { type Column } from '../../../../src/domain/column';
import { type DriftMethod, driftMethods } from '../../../../src/domain/driftMethod';
import { type DriftColumn } from '../../../../src/drift/contract';
import { SeededRandom } from '../../../../src/numeric/seededRandom';
import { compare, counted, numbers, series } from '../columns';
import { compareProfiled, copied, profileOf, share } from './tables';

const NUMERIC = Object.entries(driftMethods).filter(([, { types }]) => types.includes('numeric'));
const CATEGORICAL = Object.entries(driftMethods).filter(([, { types }]) => types.includes('categorical'));

function drawn(seed: number, count: number, values: number, shift = 0): Column {
  const random = new SeededRandom(seed);
  return numbers(series(count, () => shift + Math.floor(values * share(random) ** 1.5) / 8));
}

/** The same row from the data and from a profile on each side. */
function expectSame(reference: Column, current: Column, more: Parameters<typeof compare>[2] = {}): DriftColumn {
  const data = compare(copied(reference), copied(current), more);
  expect(compareProfiled(profileOf(reference), current, more)).toEqual(data);
  expect(compareProfiled(reference, profileOf(current), more)).toEqual(data);
  expect(compareProfiled(profileOf(reference), profileOf(current), more)).toEqual(data);
  expect(data.errorBound).toBeUndefined();
  return data;
}

describe('a profile that has every value with its count', () => {
  const before = drawn(1, 1500, 300);
  const after = drawn(2, 1200, 300, 0.5);

  it.each(NUMERIC)('gives the very row of the data by %s', method => {
    const row = expectSame(before, after, { rules: rules(method as DriftMethod) });
    expect(row.status).toBe('ok');
  });

  it.each(CATEGORICAL)('gives the very row of the data by %s of categories', method => {
    const [reference, current] = ['fisher_exact', 'z'].includes(method)
      ? [counted({ yes: 40, no: 60 }), counted({ no: 45, yes: 55 })]
      : [counted({ a: 50, b: 30, c: 20 }), counted({ b: 40, a: 35, c: 25 })];
    expect(expectSame(reference, current, { rules: rules(method as DriftMethod) }).status).toBe('ok');
  });

  it.each(['strict', 'evidently-legacy'] as const)('by the rules of %s', profile => {
    const odd = numbers([...values(drawn(3, 900, 40)), NaN, NaN, 1e6]);
    expectSame(odd, drawn(4, 700, 40), { rules: { profile, methods: {}, thresholds: {} } });
    const infinite = numbers([...series(500, k => k % 50), Infinity, -Infinity]);
    expectSame(infinite, drawn(5, 400, 400), { rules: { profile, methods: {}, thresholds: {} } });
    expectSame(counted({ a: 500, b: 300, c: 3 }), counted({ a: 400, b: 500 }), { rules: { profile, methods: {}, thresholds: {} } });
  });

  it('tells missing and infinite values, truth values and float32 ones', () => {
    const row = expectSame(numbers([1, 2, NaN, 3, 3, Infinity, 7, NaN]), numbers([2, 2, 4, NaN, 9, 1, -Infinity]));
    expect(row.reference).toEqual({ count: 5, missing: 2, unique: 4 });
    expectSame(numbers([0, 1, 1, 1, 0], { kind: 'boolean' }), numbers([1, 1, 0, 1], { kind: 'boolean' }));
    const floats = (seed: number) =>
      numbers(
        values(drawn(seed, 1500, 500)).map(each => Math.fround(each / 3)),
        { kind: 'float32' },
      );
    expectSame(floats(6), floats(7));
    expectSame(numbers([NaN, NaN]), numbers([1, 2, 3]));
  });
});

function rules(method: DriftMethod) {
  return { profile: 'evidently' as const, methods: { all: method }, thresholds: {} };
}

function values(column: Column): number[] {
  return column.storage === 'numbers' ? [...column.values] : [];
}
