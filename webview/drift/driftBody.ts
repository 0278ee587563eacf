import { bySeverity } from '../../src/domain/severityOrder';
import { type DriftColumn, type DriftReport } from '../../src/drift/contract';
import { dropdown, textField } from '../kit/controls';
import { type DataTable, type TableSort } from '../kit/dataTable';
import { element, on, refill } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatCount } from '../kit/format';
import { type ReportActions } from '../kit/reportHost';
import { loadView, saveView } from '../kit/viewState';
import { columnDetail, type DetailView } from './columnDetail';
import { passesFilter } from './columnFilter';
import { dataFiles } from './dataFiles';
import { driftTable } from './driftTable';
import { duplicates } from './duplicates';
import { embeddingsSection } from './embeddingsSection';
import { lightDetail } from './lightDetail';
import { leftOut } from './leftOut';
import { reportUses } from './reportUses';
import { schemaChanges } from './schemaChanges';
import { togetherSection } from './togetherSection';

/** How the page is looked at: kept over a reload. A column's name may be empty, so `open` says whether one is chosen. */
const defaults = { text: '', verdict: 'all', type: 'all', sortColumn: 0, descending: true, chosen: '', open: false, scale: 'share' };
type DriftView = typeof defaults;

/** The ways to use the report elsewhere, the filters, the table of columns, and what changed in the schema. */
export function driftBody(report: DriftReport, actions: ReportActions | null): HTMLElement {
  return new DriftBody(report, actions).node;
}

class DriftBody {
  private view: DriftView = loadView(defaults);
  private readonly columns: readonly DriftColumn[];
  private readonly counted = element('span', { class: 'counted', role: 'status' });
  private readonly nothing = element('div', { class: 'empty' });
  private readonly table: DataTable<DriftColumn>;
  readonly node: HTMLElement;

  constructor(
    private readonly report: DriftReport,
    private readonly actions: ReportActions | null,
  ) {
    this.columns = bySeverity(report.columns);
    this.table = this.makeTable();
    this.table.choose(this.view.open ? this.view.chosen : null);
    const toolbar = element('div');
    this.node = element(
      'div',
      { class: 'drift' },
      actions && reportUses(report, actions),
      leftOut(report, actions),
      duplicates(report.duplicates),
      // Without a column of its own, as where all are parts of embeddings, there is nothing to filter.
      ...(report.columns.length === 0 ? [] : [toolbar, this.table.node, this.nothing]),
      embeddingsSection(report),
      schemaChanges(report.schemaChanges),
      togetherSection(report.together),
      report.imported === undefined && dataFiles(report, actions),
    );
    refill(toolbar, this.toolbar(toolbar));
    this.filter();
  }

  private makeTable(): DataTable<DriftColumn> {
    const sort: TableSort = { column: this.view.sortColumn, descending: this.view.descending };
    return driftTable(sort, {
      onSort: next => this.change({ sortColumn: next.column, descending: next.descending }),
      onChoose: column => this.toggle(column),
      detail: column => this.detail(column),
      knows: {
        sizes: this.report.imported === undefined,
        importance: this.columns.some(column => column.importance !== undefined),
      },
    });
  }

  private detail(column: DriftColumn): HTMLElement {
    const { report, actions } = this;
    const view: DetailView = {
      report,
      scale: this.view.scale,
      onScale: scale => this.change({ scale }),
      save: actions && ((title, content) => actions.saveFile({ format: 'png', of: `${column.name}-${title}`, content })),
    };
    if (column.light === undefined) return columnDetail(column, view);
    // The host answers with the whole column.
    const ask = actions && (async () => ((await actions.part(report.columns.indexOf(column))) ?? null) as DriftColumn | null);
    return lightDetail(column, view, ask);
  }

  private toolbar(place: HTMLElement): HTMLElement {
    const types = [...new Set(this.columns.map(column => column.type))].toSorted();
    const verdicts = [
      { value: 'all', text: 'all verdicts' },
      { value: 'drifted', text: 'drifted' },
      ...(this.columns.some(column => column.withinNoise === true) ? [{ value: 'beyond', text: 'drifted beyond noise' }] : []),
      { value: 'steady', text: 'no drift' },
      { value: 'untested', text: 'without a verdict' },
    ];
    const refilter = (change: Partial<DriftView>): void => {
      this.change(change);
      this.filter();
    };
    const clear = element('button', { type: 'button', class: 'plain-button' }, 'Clear the filters');
    on(clear, 'click', () => {
      refilter({ text: '', verdict: 'all', type: 'all' });
      refill(place, this.toolbar(place));
    });
    refill(this.nothing, 'No column passes the filters. ', clear);
    return element(
      'div',
      { class: 'toolbar', role: 'search', 'aria-label': 'Filter columns' },
      textField({
        label: 'Filter columns by name',
        placeholder: 'filter columns…',
        value: this.view.text,
        onInput: text => refilter({ text }),
      }),
      dropdown('Show', verdicts, this.view.verdict, verdict => refilter({ verdict })),
      dropdown('of', [{ value: 'all', text: 'all types' }, ...types.map(type => ({ value: type, text: type }))], this.view.type, type =>
        refilter({ type }),
      ),
      this.counted,
    );
  }

  private filter(): void {
    const shown = this.columns.filter(column => passesFilter(column, this.view));
    this.table.setRows(shown);
    this.nothing.hidden = shown.length > 0;
    this.table.node.hidden = shown.length === 0;
    const all = countOf(this.columns.length, 'column');
    this.counted.textContent = shown.length === this.columns.length ? all : `${formatCount(shown.length)} of ${all}`;
  }

  private toggle(column: DriftColumn): void {
    const open = !(this.view.open && this.view.chosen === column.name);
    this.change({ chosen: column.name, open });
    this.table.choose(open ? column.name : null);
  }

  private change(change: Partial<DriftView>): void {
    this.view = { ...this.view, ...change };
    saveView(this.view);
  }
}
