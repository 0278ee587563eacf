import { success, type Result } from '../../base/result';
import { refusedByServer } from '../../domain/search/filterProblem';
import { parseFilter } from '../../domain/search/parseFilter';
import { parseOrder } from '../../domain/search/parseOrder';
import { type SearchKind } from '../../domain/search/searchKind';
import { type Search } from '../contract';

/**
 * A search as it is sent to the server: the very texts, once it is known that they are MLflow's. What is wrong, or goes
 * beyond MLflow's grammar, fails with a sentence that names the place.
 */
export function serverSearch<Query extends Search>(query: Query, kind: SearchKind): Result<Query> {
  const order = parseOrder(query.orderBy ?? [], kind);
  if (!order.ok) return order;
  const filter = parseFilter(query.filter ?? '', kind);
  if (!filter.ok) return filter;
  if (filter.value.beyondMlflow !== null) return refusedByServer(query.filter ?? '', filter.value.beyondMlflow);
  const { filter: text, orderBy, ...rest } = query;
  return success({
    ...rest,
    ...(text?.trim() ? { filter: text } : {}),
    ...(orderBy === undefined || orderBy.length === 0 ? {} : { orderBy }),
  } as Query);
}
