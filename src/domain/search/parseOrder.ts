import { type FilterProblem, type FilterResult, problemFailure } from './filterProblem';
import { readField } from './readField';
import { type OrderClause, type SearchField, type SearchKind } from './searchKind';
import { problemOr, TokenReader } from './tokenReader';

/** Reads the clauses of an order: `FIELD`, `FIELD ASC` or `FIELD DESC` each. None is no order. */
export function parseOrder(clauses: readonly string[], kind: SearchKind): FilterResult<readonly OrderClause[]> {
  const order: OrderClause[] = [];
  for (const [clause, text] of clauses.entries()) {
    const read = problemOr(() => readClause(new TokenReader(text), kind, order));
    if ('problem' in read) return problemIn(text, { ...read.problem, clause }, kind);
    if (read.value !== null) order.push(read.value);
  }
  return { ok: true, value: order };
}

/** Every key that decides: the given ones and then, unless they name it already, what MLflow decides ties by. */
export function completeOrder(given: readonly OrderClause[], kind: SearchKind): readonly OrderClause[] {
  if (given.length === 0) return kind.defaultOrder;
  return [...given, ...kind.ties.filter(tie => !given.some(clause => isSameField(clause.field, tie.field)))];
}

/** null: the same field was named before, which decides nothing. */
function readClause(reader: TokenReader, kind: SearchKind, before: readonly OrderClause[]): OrderClause | null {
  const { field, first } = readField(reader, kind, true);
  const isRepeated = before.some(clause => isSameField(clause.field, field));
  if (isRepeated && kind.orderOnce) reader.fail('a field that the order does not name already', first);
  const descending = reader.takeWord('DESC') !== null;
  if (!descending) reader.takeWord('ASC');
  if (!reader.isAtEnd()) reader.fail(descending ? 'the end' : 'ASC, DESC or the end');
  return isRepeated ? null : { field, descending };
}

function problemIn(text: string, problem: FilterProblem, kind: SearchKind): FilterResult<never> {
  return { ok: false, failure: problemFailure('order', text, problem, kind.orderExample), problem };
}

function isSameField(a: SearchField, b: SearchField): boolean {
  return a.entity === b.entity && a.key === b.key && a.history === b.history;
}
