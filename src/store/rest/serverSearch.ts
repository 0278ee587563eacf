import { success, type Result } from '../../base/result';
import { mlflowFilter } from '../../domain/search/mlflowFilter';
import { type SearchKind } from '../../domain/search/searchKind';
import { type Search } from '../contract';

/**
 * A search as it is sent to the server: the texts as they are, once it is known that they are MLflow's. What is wrong, or goes
 * beyond MLflow's grammar, fails with a sentence that names the place.
 */
export function serverSearch<Query extends Search>(query: Query, kind: SearchKind): Result<Query> {
  const search = mlflowFilter(query.filter ?? '', query.orderBy ?? [], kind);
  if (!search.ok) return search;
  const { filter, orderBy } = search.value;
  const { filter: _, orderBy: __, ...rest } = query;
  return success({
    ...rest,
    ...(filter === '' ? {} : { filter }),
    ...(orderBy.length === 0 ? {} : { orderBy }),
  } as Query);
}
