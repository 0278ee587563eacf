import { expect, test } from 'vitest';
import { chooseRows } from '../../../src/explain/rowChoice';
import { type ExplainRequest } from '../../../src/explain/contract';

function chosen(rows: ExplainRequest['rows'], rowCount: number): number[] | string {
  const result = chooseRows(rows, rowCount);
  return result.ok ? Array.from(result.value) : result.failure.message;
}

test('takes all rows, or the first', () => {
  expect(chosen({ kind: 'all' }, 3)).toEqual([0, 1, 2]);
  expect(chosen({ kind: 'first', count: 2 }, 3)).toEqual([0, 1]);
  expect(chosen({ kind: 'first', count: 9 }, 3)).toEqual([0, 1, 2]);
});

// sorted(pandas.DataFrame({"a": range(rows)}).sample(n=count, random_state=seed).index), pandas 3.1
test.each([
  [1000, 8, 7, [94, 216, 271, 334, 408, 778, 802, 812]],
  [100_000, 5, 4_294_967_295, [4648, 19600, 35772, 56853, 85117]],
])('samples the rows of pandas: %i rows, n=%i, random_state=%i', (rows, count, seed, expected) => {
  expect(chosen({ kind: 'sample', count, seed }, rows)).toEqual(expected);
});

test('a sample of more rows than there are is all of them, once each', () => {
  expect(chosen({ kind: 'sample', count: 10, seed: 1 }, 4)).toEqual([0, 1, 2, 3]);
});

test('says what is wrong with a request', () => {
  expect(chosen({ kind: 'all' }, 0)).toBe('The data has no rows to explain.');
  expect(chosen({ kind: 'first', count: 0 }, 3)).toBe('The number of rows must be a whole number above 0.');
  expect(chosen({ kind: 'sample', count: 1.5, seed: 1 }, 3)).toBe('The number of rows must be a whole number above 0.');
  expect(chosen({ kind: 'sample', count: 1, seed: -1 }, 3)).toContain('The seed must be a whole number from 0 to 4294967295');
});
