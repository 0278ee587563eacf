import { failure, success, type Result } from '../../base/result';
import { matches } from '../../domain/search/matches';
import { parseFilter } from '../../domain/search/parseFilter';
import { completeOrder, parseOrder } from '../../domain/search/parseOrder';
import { type Searched } from '../../domain/search/searched';
import { type SearchKind } from '../../domain/search/searchKind';
import { sortBySearch } from '../../domain/search/sortBySearch';
import { type Page, type PageRequest, type Search } from '../contract';

const DEFAULT_LIMIT = 100;

/** The things that a search finds, in its order; in the order that they are given in without one. Cost: one look at each. */
export function searchInMemory<T>(
  things: readonly T[],
  search: Search,
  kind: SearchKind,
  seen: (thing: T) => Searched,
): Result<readonly T[]> {
  const filter = parseFilter(search.filter ?? '', kind);
  if (!filter.ok) return filter;
  const order = parseOrder(search.orderBy ?? [], kind);
  if (!order.ok) return order;
  const { expression } = filter.value;
  const found = expression === null ? things : things.filter(thing => matches(expression, seen(thing)));
  return success(order.value.length === 0 ? found : sortBySearch(found, completeOrder(order.value, kind), kind, seen));
}

/** One page of a list. The token is the number of rows before it: nobody is expected to write here any more. */
export function pageOf<T>(things: readonly T[], request: PageRequest): Result<Page<T>> {
  const limit = request.limit ?? DEFAULT_LIMIT;
  const start = Number(request.page ?? '0');
  if (!Number.isInteger(limit) || limit < 1) return failure('invalid', `A page has at least one row, not ${limit}.`);
  if (!Number.isInteger(start) || start < 0)
    return failure('invalid', 'This page cannot be continued.', { nextStep: 'Start again from the first page.' });
  const end = start + limit;
  return success({ items: things.slice(start, end), nextPage: end < things.length ? String(end) : null });
}
