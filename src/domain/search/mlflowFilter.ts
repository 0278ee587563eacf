import { success, type Result } from '../../base/result';
import { refusedByServer } from './filterProblem';
import { parseFilter } from './parseFilter';
import { parseOrder } from './parseOrder';
import { type SearchKind } from './searchKind';

/** A filter and an order as a server is sent them. */
export interface MlflowSearch {
  readonly filter: string;
  readonly orderBy: readonly string[];
}

/** Checks a search for a server, which takes MLflow's own grammar only: what goes beyond it is refused, not approximated. */
export function mlflowFilter(filter: string, orderBy: readonly string[], kind: SearchKind): Result<MlflowSearch> {
  const parsed = parseFilter(filter, kind);
  if (!parsed.ok) return parsed;
  if (parsed.value.beyondMlflow !== null) return refusedByServer(filter, parsed.value.beyondMlflow);
  const order = parseOrder(orderBy, kind);
  if (!order.ok) return order;
  return success({ filter: filter.trim(), orderBy: orderBy.map(clause => clause.trim()) });
}
