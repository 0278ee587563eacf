import { orderByColumn, parseColumnId } from '../../src/domain/runColumn';
import { type RunsLayout } from '../../src/runs/contract';
import { type SourceQuery } from './runsSource';
import { type RunsView } from './runsView';

/** What the table asks for, as it is looked at now. Runs are nested while nothing else decides where they stand. */
export function tableQuery(view: RunsView, layout: RunsLayout): SourceQuery {
  const { filter, shown, groupBy, nest } = view;
  const orderBy = orderOf(view);
  const group = parseColumnId(groupBy);
  const extra = group !== null && group.kind !== 'attribute' && !layout.columns.includes(groupBy) ? [groupBy] : [];
  return {
    filter,
    orderBy,
    view: shown === 'deleted' || shown === 'all' ? shown : 'active',
    nested: nest && filter.trim() === '' && orderBy.length === 0 && groupBy === '' && shown === 'active',
    columns: [...layout.columns, ...extra],
  };
}

/** The next order when a heading is pressed: for a metric the greatest first, else the least; then the other way; then MLflow's own. */
export function nextSort(view: RunsView, column: string): Pick<RunsView, 'sortColumn' | 'descending'> {
  const first = parseColumnId(column)?.kind === 'metric';
  if (view.sortColumn !== column) return { sortColumn: column, descending: first };
  return view.descending === first ? { sortColumn: column, descending: !first } : { sortColumn: '', descending: true };
}

function orderOf({ sortColumn, descending }: RunsView): readonly string[] {
  const column = parseColumnId(sortColumn);
  const order = column === null ? null : orderByColumn(column, descending);
  return order === null ? [] : [order];
}
