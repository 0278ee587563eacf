import { expect, test } from 'vitest';
import { sortRows } from '../../../../webview/kit/sortRows';

const rows = [
  { name: 'b', score: 2 },
  { name: 'a10', score: null },
  { name: 'a9', score: Infinity },
  { name: 'c', score: 2 },
  { name: 'd', score: NaN },
];
const names = (sorted: { name: string }[]): string => sorted.map(row => row.name).join(' ');

test('rows without a key are last in both directions and ties keep their order', () => {
  expect(names(sortRows(rows, row => row.score, true))).toBe('a9 b c a10 d');
  expect(names(sortRows(rows, row => row.score, false))).toBe('b c a9 a10 d');
});

test('text sorts as people count', () => {
  expect(names(sortRows(rows, row => row.name, false))).toBe('a9 a10 b c d');
});
