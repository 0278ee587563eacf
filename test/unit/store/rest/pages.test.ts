import { expect, test } from 'vitest';
import { success } from '../../../../src/base/result';
import { readAll, readPage, type PageReading } from '../../../../src/store/rest/pages';
import { everyItem, failureOf, valueOf } from '../../../contract/storeFixture';

/** A server whose tokens count rows, as MLflow's do. */
function reading(rows: readonly number[], more: Partial<PageReading<number>> = {}): PageReading<number> & { asked: number } {
  const its = {
    asked: 0,
    largest: 10,
    id: (row: number) => String(row),
    fetch: async (token: string, size: number) => {
      its.asked++;
      const start = token === '' ? 0 : Number(token);
      return success({ items: rows.slice(start, start + size), next: start + size < rows.length ? String(start + size) : '' });
    },
    ...more,
  };
  return its;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test.each([1, 2, 3, 7, 10, 25, 100])('pages of %d have every row once, in order', async limit => {
  const rows = numbers(25);
  expect(await everyItem(page => readPage({ ...page, limit }, reading(rows)))).toEqual(rows);
});

test('rows that arrive at the top between two pages move none', async () => {
  const rows = numbers(20);
  const first = valueOf(await readPage({ limit: 5 }, reading(rows)));
  for (let arrived = 1; arrived <= 5; arrived++) {
    const later = [...numbers(arrived).map(row => row - 100), ...rows];
    const second = valueOf(await readPage({ limit: 5, page: first.nextPage ?? '' }, reading(later)));
    expect(second.items, `${arrived} arrived`).toEqual([5, 6, 7, 8, 9]);
    expect(valueOf(await readPage({ limit: 5, page: second.nextPage ?? '' }, reading(later))).items).toEqual([10, 11, 12, 13, 14]);
  }
});

test('what is left out of a page is made up for', async () => {
  const even = reading(numbers(1000), { largest: 100, sparse: true, keep: async rows => success(rows.filter(row => row % 90 === 0)) });
  expect(await everyItem(page => readPage({ ...page, limit: 2 }, even))).toEqual([0, 90, 180, 270, 360, 450, 540, 630, 720, 810, 900, 990]);
  expect(even.asked).toBeLessThan(25);
});

test('a whole list is read in pages that the server allows', async () => {
  const all = reading(numbers(35));
  expect(valueOf(await readAll(all))).toEqual(numbers(35));
  expect(all.asked).toBe(4);
});

test.each(['x', '', Buffer.from('["a"]').toString('base64url'), Buffer.from('[1,2]').toString('base64url')])(
  'the token %j of somebody else is refused',
  async page => {
    expect(failureOf(await readPage({ page }, reading(numbers(3)))).reason).toBe('invalid');
  },
);
