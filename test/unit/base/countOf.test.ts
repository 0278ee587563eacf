import { expect, test } from 'vitest';
import { countOf } from '../../../src/base/countOf';

test('counts are grouped and named', () => {
  expect([0, 1, 2].map(count => countOf(count, 'column'))).toEqual(['0 columns', '1 column', '2 columns']);
  expect(countOf(12_000, 'of them is', 'of them are')).toBe('12,000 of them are');
});
