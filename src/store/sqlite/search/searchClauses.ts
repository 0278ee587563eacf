import { success, type Result } from '../../../base/result';
import { parseFilter } from '../../../domain/search/parseFilter';
import { completeOrder, parseOrder } from '../../../domain/search/parseOrder';
import { type SearchKind } from '../../../domain/search/searchKind';
import { type Search } from '../../contract';
import { type Parameters } from '../connection';
import { type SortKey } from '../pages';
import { filterCondition } from './filterCondition';
import { orderKeys, type OrderedRow } from './orderKeys';
import { type SearchTable } from './searchTable';

/** The parts of a query that a filter and an order add. */
export interface SearchClauses<Row> {
  /** ` AND (…)`, or nothing without a filter. */
  readonly where: string;
  /** `, … AS key0, …`: columns that the keys read. */
  readonly columns: string;
  readonly joins: string;
  readonly keys: readonly SortKey<Row & OrderedRow>[];
  readonly parameters: Parameters;
}

/** @param defaultKeys the order without `orderBy`. */
export function searchClauses<Row>(
  search: Search,
  kind: SearchKind,
  table: SearchTable,
  defaultKeys: readonly SortKey<Row>[],
): Result<SearchClauses<Row>> {
  const filter = parseFilter(search.filter ?? '', kind);
  if (!filter.ok) return filter;
  const order = parseOrder(search.orderBy ?? [], kind);
  if (!order.ok) return order;
  const parameters: Record<string, string | number> = {};
  const bind = (value: string | number): string => {
    const name = `search${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `@${name}`;
  };
  const { expression } = filter.value;
  const where = expression === null ? '' : ` AND (${filterCondition(expression, table, bind)})`;
  if (order.value.length === 0) return success({ where, columns: '', joins: '', keys: defaultKeys, parameters });
  return success({ where, ...orderKeys<Row>(completeOrder(order.value, kind), kind, table, bind), parameters });
}
