import { expect, test } from 'vitest';
import { BackOff } from '../../../src/platform/backOff';

test('waits 1, 2, 4, 8 and then 10 seconds, and 1 again after it worked', () => {
  const backOff = new BackOff();
  expect(Array.from({ length: 7 }, () => backOff.next())).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
  backOff.reset();
  expect(backOff.next()).toBe(1000);
});
