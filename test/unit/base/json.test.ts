import { expect, test } from 'vitest';
import { toJsonNumber } from '../../../src/base/json';

test.each([
  [1.5, 1.5],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
  [null, null],
  [undefined, null],
] as const)('%s crosses into JSON as %s', (value, expected) => {
  expect(toJsonNumber(value)).toBe(expected);
});
