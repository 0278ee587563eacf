import { type Failure } from '../../src/base/result';
import { runId } from '../../src/domain/ids';
import { parseColumnId } from '../../src/domain/runColumn';
import { type RunKeys } from '../../src/domain/run';
import { type RunRow } from '../../src/domain/runRow';
import { MOST_SELECTED, type NamedRun, type RunAction, runsPage, type RunsLayout, type RunsPageState } from '../../src/runs/contract';
import { element } from '../kit/element';
import { VirtualGrid } from '../kit/virtualGrid';
import { ActionsBar } from './actionsBar';
import { DatasetNames } from './datasetNames';
import { candidateColumns, defaultLayout } from './defaultLayout';
import { FilterBox } from './filterBox';
import { groupRuns } from './grouping';
import { groupValues } from './groupValues';
import { dropColumn } from './layout';
import { runsGrid, type RunsGridState } from './runsGrid';
import { type RunsHost } from './runsHost';
import { RunsSource, type SourceQuery } from './runsSource';
import { type KeptView, type RunsView } from './runsView';
import { selectRun, type Selection } from './selection';
import { flatRows, groupedRows, nestedRows, type ShownRow } from './shownRows';
import { StatusLine } from './statusLine';
import { nextSort, tableQuery } from './tableQuery';
import { TableToolbar } from './tableToolbar';

interface TableEvents {
  readonly onFailure: (failure: Failure | null) => void;
  readonly onCompare: (runs: readonly string[]) => void;
}

const NO_KEYS: RunKeys = { metrics: [], params: [], tags: [] };
const NO_LAYOUT: RunsLayout = { columns: [], pinned: [], widths: {} };

/** The table of runs: reads what is seen, and changes what is shown. */
export class TableView {
  readonly node: HTMLElement;
  private readonly source: RunsSource;
  private readonly grid: VirtualGrid;
  private readonly filter: FilterBox;
  private readonly toolbar: TableToolbar;
  private readonly actions: ActionsBar;
  private readonly status: StatusLine;
  private readonly datasets: DatasetNames;
  private keys = NO_KEYS;
  private layout = NO_LAYOUT;
  private rows: readonly ShownRow[] = [];
  private drawnState: RunsGridState | null = null;
  private selection: Selection;
  private state: RunsPageState | null = null;
  private place: { readonly top: number; readonly left: number } | null;

  constructor(
    private readonly host: RunsHost,
    private readonly kept: KeptView,
    private readonly events: TableEvents,
  ) {
    this.selection = { ids: kept.now.selected, anchor: null };
    this.place = { top: kept.now.top, left: kept.now.left };
    this.source = new RunsSource(host, {
      onRows: () => this.drawRows(),
      onFailure: failure => this.showFailure(failure),
      onStale: () => this.status.stale(),
    });
    this.datasets = new DatasetNames(host, () => this.drawRows());
    this.filter = new FilterBox({
      applied: kept.now.filter,
      onApply: filter => this.change({ filter }),
      keys: () => ({ metric: this.keys.metrics, param: this.keys.params, tag: this.keys.tags }),
      isBeyond: () => this.state?.store?.beyondMlflow !== false,
    });
    this.toolbar = new TableToolbar({
      view: () => kept.now,
      keys: () => this.keys,
      layout: () => this.layout,
      onView: part => this.change(part),
      onLayout: layout => this.setLayout(layout),
      onResetLayout: () => void this.resetLayout(),
      onExport: () => this.exportCsv(null),
    });
    this.actions = new ActionsBar({ onAction: action => this.act(action) });
    this.status = new StatusLine(() => void this.source.refresh(true));
    this.grid = new VirtualGrid(runsGrid(() => this.gridState(), this.gridEvents()));
    this.grid.node.addEventListener('scroll', () => this.keepPlace());
    const bar = element('div', { class: 'table-toolbar' }, this.filter.node, this.toolbar.node);
    this.node = element('section', { class: 'table-view', 'aria-label': 'Runs' }, bar, this.actions.node, this.grid.node, this.status.node);
  }

  /** Shows these experiments: reads their columns and their first runs. */
  async start(state: RunsPageState): Promise<void> {
    const isFirst = this.state === null;
    this.state = state;
    if (!isFirst) return await this.storeChanged();
    this.keys = (await this.host.value(runsPage.calls.runKeys, undefined)) ?? NO_KEYS;
    if (state.layout === null) await this.resetLayout();
    else {
      this.layout = state.layout;
      await this.source.open(this.query());
    }
    this.toolbar.draw();
    this.redraw(true);
    if (this.place !== null) this.grid.scrollTo(this.place);
    this.place = null;
    await this.unfold();
  }

  /** Reads again what is shown, because the store changed. */
  async storeChanged(): Promise<void> {
    if (this.state === null) return;
    this.datasets.forget();
    this.drawSelection();
    await this.source.refresh();
    const keys = await this.host.ask(runsPage.calls.runKeys, undefined);
    if (keys.ok) this.keys = keys.value;
  }

  /** The table was hidden and is seen again: what was drawn meanwhile had no size. */
  shown(): void {
    this.redraw();
  }

  private async unfold(): Promise<void> {
    if (this.query().nested) for (const parent of this.kept.now.expanded) await this.source.readChildren(runId(parent));
  }

  private async resetLayout(): Promise<void> {
    const columns = candidateColumns(this.keys);
    await this.source.open({ ...this.query(), columns });
    this.layout = defaultLayout(columns, this.source.rows);
    void this.host.ask(runsPage.calls.rememberLayout, { layout: null });
    this.toolbar.draw();
    this.redraw(true);
  }

  private setLayout(layout: RunsLayout): void {
    this.layout = layout;
    void this.host.ask(runsPage.calls.rememberLayout, { layout });
    if (layout.columns.some(id => parseColumnId(id)?.kind !== 'attribute' && this.source.cellOf(id) === undefined))
      void this.source.open(this.query(), true);
    this.redraw(true);
    this.toolbar.draw();
  }

  private change(part: Partial<RunsView>): void {
    const before = JSON.stringify(this.query());
    this.kept.change(part);
    this.toolbar.draw();
    if (JSON.stringify(this.query()) === before) return this.drawRows();
    this.grid.scrollTo({ top: 0, left: this.grid.scrolled.left });
    void this.source.open(this.query()).then(() => this.unfold());
  }

  private query(): SourceQuery {
    return tableQuery(this.kept.now, this.layout);
  }

  private drawRows(): void {
    const { now } = this.kept;
    this.rows = this.shownRows();
    // Columns that were read anew draw every row, else only rows that changed are.
    this.redraw();
    this.status.show({
      source: this.source,
      nested: this.query().nested,
      filtered: now.filter.trim() !== '',
      groups: now.groupBy === '' ? null : this.rows.filter(row => row.kind === 'group').length,
    });
    this.drawSelection();
  }

  private shownRows(): readonly ShownRow[] {
    const { groupBy, folded, expanded } = this.kept.now;
    const { rows } = this.source;
    if (groupBy !== '') return groupedRows(groupRuns(rows, groupValues(groupBy, this.source, this.datasets)), new Set(folded));
    if (!this.query().nested) return flatRows(rows);
    return nestedRows(rows, { expanded: new Set(expanded), children: this.source.children });
  }

  private drawSelection(): void {
    const chosen = this.chosenRows();
    this.actions.show({
      count: this.selection.ids.length,
      deleted: chosen.filter(row => row.lifecycleStage === 'deleted').length,
      canWrite: this.state?.canWrite === true,
      canExport: this.state?.canExport === true,
    });
    this.toolbar.showExport(this.state?.canExport === true);
  }

  private chosenRows(): readonly RunRow[] {
    const ids = new Set(this.selection.ids);
    const seen = new Map<string, RunRow>();
    for (const shown of this.rows) if (shown.kind === 'run' && ids.has(shown.row.runId)) seen.set(shown.row.runId, shown.row);
    return [...seen.values()];
  }

  private select(selection: Selection): void {
    this.selection = selection;
    this.kept.change({ selected: selection.ids });
    this.redraw();
    this.drawSelection();
  }

  private act(action: RunAction | 'compare' | 'export' | 'clear'): void {
    const { ids } = this.selection;
    if (action === 'clear') return this.select({ ids: [], anchor: null });
    if (action === 'compare') return this.events.onCompare(ids);
    if (action === 'export') return this.exportCsv(ids);
    const rows = this.chosenRows();
    const meant = action === 'restore' ? rows.filter(row => row.lifecycleStage === 'deleted') : rows;
    this.ask(action, meant);
  }

  private ask(action: RunAction, runs: readonly RunRow[]): void {
    const named = runs.map(({ runId, runName }): NamedRun => ({ runId, runName }));
    void this.host.value(runsPage.calls.act, { action, runs: named });
  }

  private exportCsv(ids: readonly string[] | null): void {
    const { filter, orderBy, view } = this.query();
    const columns = ['attributes.run_id', ...this.toolbar.columns().filter(id => id !== 'attributes.run_id')];
    const runs = ids === null ? null : ids.map(runId);
    void this.host.value(runsPage.calls.exportCsv, { filter, orderBy, view, columns, runs });
  }

  private showFailure(failure: Failure | null): void {
    const isFilter = failure !== null && (failure.reason === 'invalid' || failure.reason === 'unsupported') && this.kept.now.filter !== '';
    this.filter.showFailure(isFilter ? failure : null);
    this.events.onFailure(isFilter ? null : failure);
  }

  /** @param all the columns changed: every row is drawn, not only those that changed. */
  private redraw(all = false): void {
    this.drawnState = null;
    if (all) this.grid.refresh();
    else this.grid.update();
  }

  private keepPlace(): void {
    if (this.place === null) this.kept.place(this.grid.scrolled);
  }

  /** Asked for by every cell: made once for each drawing. */
  private gridState(): RunsGridState {
    const { now } = this.kept;
    this.drawnState ??= {
      source: this.source,
      layout: this.layout,
      rows: this.rows,
      selected: new Set(this.selection.ids),
      sort: now.sortColumn === '' ? null : { column: now.sortColumn, descending: now.descending },
      statistic: now.statistic,
      tree: this.query().nested || now.groupBy !== '',
      context: {
        experiments: new Map(this.state?.experiments.map(each => [each.experimentId as string, each.name])),
        now: Date.now(),
      },
    };
    return this.drawnState;
  }

  private gridEvents() {
    return {
      onSort: (column: string) => this.change(nextSort(this.kept.now, column)),
      onSelect: (row: RunRow, how: { toggle: boolean; range: boolean }) =>
        this.select(selectRun(this.selection, row.runId, how, { order: this.order(), most: MOST_SELECTED })),
      onSelectAll: () => this.select({ ids: this.order().slice(0, MOST_SELECTED), anchor: null }),
      onOpen: (row: RunRow) => this.ask('open', [row]),
      onToggle: (shown: ShownRow) => this.toggle(shown),
      onShown: (span: { first: number; end: number }) => this.seen(span),
      onResize: (column: string, width: number) => this.setLayout({ ...this.layout, widths: { ...this.layout.widths, [column]: width } }),
      onMove: (column: string, onto: string) => this.setLayout(dropColumn(this.layout, column, onto)),
    };
  }

  private order(): readonly string[] {
    return [...new Set(this.rows.flatMap(row => (row.kind === 'run' ? [row.row.runId as string] : [])))];
  }

  private toggle(shown: ShownRow): void {
    const flipped = (list: readonly string[], id: string): readonly string[] =>
      list.includes(id) ? list.filter(each => each !== id) : [...list, id];
    if (shown.kind === 'more') return void this.source.readChildren(shown.parent.runId);
    if (shown.kind === 'group') {
      this.kept.change({ folded: flipped(this.kept.now.folded, shown.group.key) });
    } else if (shown.expanded !== null) {
      this.kept.change({ expanded: flipped(this.kept.now.expanded, shown.row.runId) });
      if (!shown.expanded && !this.source.children.has(shown.row.runId)) void this.source.readChildren(shown.row.runId);
    }
    this.drawRows();
  }

  private seen(span: { readonly first: number; readonly end: number }): void {
    if (this.kept.now.groupBy !== '' || this.query().nested) {
      // Rows of a tree are not rows of the list: near the end it is read on.
      if (span.end + 50 >= this.rows.length) void this.source.more();
    } else this.source.seen(span.first, span.end);
  }
}
