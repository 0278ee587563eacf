import { parseColumnId, orderByColumn } from '../../src/domain/runColumn';
import { type RunRow } from '../../src/domain/runRow';
import { type RunsLayout } from '../../src/runs/contract';
import { type Child, element } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatFully, formatNumber } from '../kit/format';
import { type GridCell, type GridColumn, type GridModel, type GridRowState } from '../kit/gridModel';
import { icon } from '../kit/icon';
import { type Span } from '../kit/virtualWindow';
import { visibleText } from '../kit/visibleText';
import { columnTitle, columnWidth } from './columnWords';
import { type RunGroup, summarize } from './grouping';
import { orderedColumns } from './layout';
import { type CellContext, runCell, textCell } from './runCell';
import { type RunsSource } from './runsSource';
import { type ShownRow } from './shownRows';

/** What the table of runs shows now, and what is done with it. */
export interface RunsGridState {
  readonly source: Pick<RunsSource, 'cellOf' | 'total'>;
  readonly layout: RunsLayout;
  readonly rows: readonly ShownRow[];
  readonly selected: ReadonlySet<string>;
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
  readonly statistic: string;
  readonly tree: boolean;
  readonly context: CellContext;
}

export interface RunsGridEvents {
  readonly onSort: (column: string) => void;
  readonly onSelect: (row: RunRow, how: { toggle: boolean; range: boolean }) => void;
  readonly onSelectAll: () => void;
  readonly onOpen: (row: RunRow) => void;
  readonly onToggle: (row: ShownRow) => void;
  readonly onShown: (span: Span) => void;
  readonly onResize: (column: string, width: number) => void;
  readonly onMove: (column: string, onto: string) => void;
}

/** The table of runs for the grid of the kit. */
export function runsGrid(state: () => RunsGridState, events: RunsGridEvents): GridModel {
  const at = (row: number): ShownRow | undefined => state().rows[row];
  const withRun = (row: number, act: (run: RunRow) => void): void => {
    const shown = at(row);
    if (shown?.kind === 'run') act(shown.row);
  };
  return {
    label: 'Runs',
    tree: true,
    rowHeight: 26,
    nameColumn: 'attributes.run_name',
    columns: () => orderedColumns(state().layout).map(id => gridColumn(id, state())),
    rowCount: () => state().rows.length,
    totalRows: () => (state().tree ? -1 : (state().source.total ?? -1)),
    rowKey: row => at(row)?.key ?? String(row),
    rowData: row => dataOf(at(row)),
    rowState: row => rowState(at(row), state()),
    cell: (row, column) => shownCell(at(row), column, state()),
    onSort: events.onSort,
    onSelect: (row, how) => {
      const shown = at(row);
      if (shown?.kind === 'run') events.onSelect(shown.row, how);
      else if (shown !== undefined && !how.range) events.onToggle(shown);
    },
    onSelectAll: events.onSelectAll,
    onOpen: row => withRun(row, events.onOpen),
    onToggle: row => {
      const shown = at(row);
      if (shown) events.onToggle(shown);
    },
    onShown: events.onShown,
    onResize: events.onResize,
    onMove: events.onMove,
  };
}

function gridColumn(id: string, { layout, sort }: RunsGridState): GridColumn {
  const column = parseColumnId(id);
  const title = columnTitle(id);
  return {
    id,
    title: title.name,
    ...(title.kind === null ? {} : { kind: title.kind }),
    width: layout.widths[id] ?? columnWidth(id),
    pinned: layout.pinned.includes(id),
    numeric: column?.kind === 'metric',
    sort: sort?.column === id ? (sort.descending ? 'descending' : 'ascending') : null,
    notSortable: column !== null && orderByColumn(column, false) === null ? 'MLflow cannot sort by this column' : null,
  };
}

function dataOf(shown: ShownRow | undefined): unknown {
  if (shown?.kind === 'run') return shown.row;
  return shown?.kind === 'group' ? shown.group : shown?.kind;
}

function rowState(shown: ShownRow | undefined, { selected }: RunsGridState): GridRowState {
  if (shown?.kind === 'run') {
    const isGone = shown.row.lifecycleStage === 'deleted';
    return { selected: selected.has(shown.row.runId), expanded: shown.expanded, level: shown.level, class: isGone ? 'gone' : '' };
  }
  if (shown?.kind === 'group') return { class: 'group-row', expanded: shown.expanded, level: 1 };
  return { class: 'more-row', level: shown?.level ?? 1 };
}

function shownCell(shown: ShownRow | undefined, column: string, state: RunsGridState): GridCell {
  if (shown === undefined) return { children: [] };
  if (shown.kind === 'group') return groupCell(shown, column, state);
  const isName = column === 'attributes.run_name';
  if (shown.kind === 'more') return isName ? moreCell(shown) : { children: [] };
  const place = state.source.cellOf(column);
  const cell = runCell(shown.row, column, place === undefined ? undefined : shown.row.cells[place], state.context);
  if (!isName) return cell;
  return { ...cell, children: [...leading(shown), ...cell.children, shown.row.lifecycleStage === 'deleted' && gone()] };
}

function moreCell(shown: Extract<ShownRow, { kind: 'more' }>): GridCell {
  return { children: [indent(shown.level), shown.loading ? 'Loading…' : button('Load more')], class: 'muted' };
}

/** The box, and what unfolds the runs below. */
function leading(shown: Extract<ShownRow, { kind: 'run' }>): readonly Child[] {
  return [element('span', { class: 'check', 'aria-hidden': 'true' }), indent(shown.level), twistie(shown.expanded)];
}

function indent(level: number): Child {
  if (level < 2) return null;
  const space = element('span', { class: 'indent', 'aria-hidden': 'true' });
  space.style.width = `${Math.min(level - 1, 8) * 14}px`;
  return space;
}

function twistie(expanded: boolean | null): HTMLElement {
  return element(
    'span',
    { class: expanded === null ? 'twistie-space' : 'twistie', 'aria-hidden': 'true' },
    expanded === null ? null : icon(expanded ? 'fold' : 'open'),
  );
}

function button(text: string): HTMLElement {
  return element('span', { class: 'twistie plain-button' }, text);
}

function gone(): HTMLElement {
  return element('span', { class: 'muted small' }, ' deleted');
}

function groupCell(shown: Extract<ShownRow, { kind: 'group' }>, column: string, state: RunsGridState): GridCell {
  const { group } = shown;
  if (column === 'attributes.run_name') {
    const name = group.value === null ? 'none' : visibleText(group.value);
    const count = element('span', { class: 'muted' }, ` ${countOf(group.rows.length, 'loaded run')}`);
    return { children: [twistie(shown.expanded), element('bdi', { class: 'group-name' }, name), count], title: name };
  }
  const place = state.source.cellOf(column);
  if (parseColumnId(column)?.kind !== 'metric' || place === undefined) return { children: [] };
  return summaryCell(group, place, state.statistic);
}

function summaryCell(group: RunGroup, place: number, statistic: string): GridCell {
  const summary = summarize(group.rows, place);
  if (summary === null) return textCell(null);
  const value = statistic === 'min' ? summary.min : statistic === 'max' ? summary.max : summary.mean;
  const title = [
    `mean ${formatFully(summary.mean)}`,
    `min ${formatFully(summary.min)}`,
    `max ${formatFully(summary.max)}`,
    `of ${countOf(summary.count, 'value')} of the loaded runs`,
  ].join('\n');
  return { children: [Number.isNaN(value) ? 'NaN' : formatNumber(value)], title };
}
