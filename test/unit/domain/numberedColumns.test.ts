import { expect, test } from 'vitest';
import { numberedColumns } from '../../../src/domain/numberedColumns';

const numbered = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, k) => `${prefix}${k}`);

test('eight columns or more with one name and a number look like a vector', () => {
  expect(numberedColumns(['age', ...numbered('emb_', 64), ...numbered('lag', 7), 'town'])).toEqual([
    { name: 'emb', columns: ['emb_*'], count: 64 },
  ]);
  expect(numberedColumns([...numbered('b.', 8), ...numbered('a', 9)]).map(({ name, count }) => [name, count])).toEqual([
    ['b', 8],
    ['a', 9],
  ]);
});

test('they are named one by one where another column begins so too, or has the name of the pattern', () => {
  const columns = numbered('emb_', 8);
  expect(numberedColumns(['emb_norm', ...columns])).toEqual([{ name: 'emb', columns, count: 8 }]);
  expect(numberedColumns([...columns, 'emb_*'])).toEqual([{ name: 'emb', columns, count: 8 }]);
});

test('numbers alone are no name, and a name of signs alone stays', () => {
  expect(numberedColumns(numbered('', 20))).toEqual([]);
  expect(numberedColumns(numbered('_', 8))).toEqual([{ name: '_', columns: ['_*'], count: 8 }]);
});
