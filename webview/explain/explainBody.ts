import { type ExplainReport } from '../../src/explain/contract';
import { dropdown } from '../kit/controls';
import { type DataTable } from '../kit/dataTable';
import { element, refill } from '../kit/element';
import { formatCount } from '../kit/format';
import { numberText } from '../kit/valueText';
import { visibleText } from '../kit/visibleText';
import { loadView, saveView } from '../kit/viewState';
import { globalTabs } from './globalTabs';
import { unitsOfOutput, valuesOfOutput } from './outputs';
import { rowDetail } from './rowDetail';
import { rowPicker } from './rowPicker';
import { rowsTable } from './rowsTable';

/** How the page is looked at: kept over a reload. `row` is a row's number in the file, -1 for the first kept one. */
const defaults = { tab: 'bar', output: 0, row: -1, sortColumn: 0, descending: false };
type ExplainView = typeof defaults;

/** The output to look at, the charts of all rows, one row in detail, and the list of rows. */
export function explainBody(report: ExplainReport): HTMLElement {
  return new ExplainBody(report).node;
}

class ExplainBody {
  private view: ExplainView = loadView(defaults);
  private keptRow: number;
  private values: readonly (readonly number[])[] | null = null;
  private readonly charts = element('div');
  private readonly detail = element('div');
  private readonly list = element('div');
  private chooseInCharts: (keptRow: number | null) => void = () => undefined;
  private rows: DataTable<number> | null = null;
  readonly node: HTMLElement;

  constructor(private readonly report: ExplainReport) {
    if (this.view.output >= report.outputs.length) this.view = { ...this.view, output: 0 };
    this.keptRow = this.firstRow();
    const single = element(
      'section',
      { class: 'single', 'aria-label': 'One row' },
      element('h2', {}, 'One row'),
      this.detail,
      element('h2', {}, 'All explained rows'),
      element('p', { class: 'muted small' }, 'Rows are numbered as in the file, from 0.'),
      this.list,
    );
    this.node = element('div', { class: 'explain' }, this.outputPicker(), this.charts, report.values ? single : null, notes(report));
    this.showOutput();
  }

  private firstRow(): number {
    const place = this.report.rowIndex.indexOf(this.view.row);
    return place >= 0 && place < (this.report.values?.length ?? 0) ? place : 0;
  }

  private outputPicker(): HTMLElement | null {
    const { outputs } = this.report;
    if (outputs.length < 2) return null;
    const choices = outputs.map((name, index) => ({ value: String(index), text: visibleText(name) }));
    const pick = dropdown('Output', choices, String(this.view.output), value => {
      this.change({ output: Number(value) });
      this.showOutput();
    });
    return element('div', { class: 'toolbar' }, pick);
  }

  /** With several outputs: what is shown now. With one, the header has said it. */
  private outputWords(): HTMLElement | null {
    const { report, view } = this;
    if (report.outputs.length < 2) return null;
    return element(
      'p',
      { class: 'muted' },
      `Values in ${visibleText(unitsOfOutput(report, view.output))}, from the base value `,
      numberText(report.baseValues[view.output]),
      '.',
    );
  }

  private showOutput(): void {
    const { report, view } = this;
    this.values = valuesOfOutput(report, view.output);
    const choose = (keptRow: number): void => this.choose(keptRow, true);
    const charts = globalTabs({
      report,
      output: view.output,
      values: this.values,
      tab: view.tab,
      onTab: tab => this.change({ tab }),
      onChoose: choose,
    });
    this.chooseInCharts = charts.choose;
    refill(this.charts, this.outputWords(), charts.node);
    if (!this.values) return;
    this.rows = rowsTable({
      report,
      output: view.output,
      values: this.values,
      sort: { column: view.sortColumn, descending: view.descending },
      onSort: sort => this.change({ sortColumn: sort.column, descending: sort.descending }),
      onChoose: choose,
    });
    refill(this.list, this.rows.node);
    this.choose(this.keptRow, false);
  }

  private choose(keptRow: number, byHand: boolean): void {
    this.keptRow = keptRow;
    const { report } = this;
    const values = this.values?.[keptRow];
    if (!values) return;
    if (byHand) this.change({ row: report.rowIndex[keptRow] ?? keptRow });
    this.chooseInCharts(keptRow);
    this.rows?.choose(String(keptRow));
    const hadFocus = this.detail.contains(document.activeElement);
    refill(
      this.detail,
      rowPicker(report, keptRow, next => this.choose(next, true)),
      rowDetail({ report, output: this.view.output, keptRow, values }),
    );
    if (hadFocus) this.detail.querySelector<HTMLElement>('vscode-text-field')?.focus();
    else if (byHand) this.detail.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  private change(change: Partial<ExplainView>): void {
    this.view = { ...this.view, ...change };
    saveView(this.view);
  }
}

/** What differs from the reference implementation, and which rows the page does not have. */
function notes(report: ExplainReport): HTMLElement | null {
  const kept = report.page?.keptRows ?? report.rows;
  const dropped =
    kept < report.rows
      ? [
          `The values of the first ${formatCount(kept)} of ${formatCount(report.rows)} rows are kept in this report; the means are over all of them.`,
        ]
      : [];
  const all = [...dropped, ...report.differences];
  if (all.length === 0) return null;
  return element(
    'section',
    { 'aria-label': 'Notes' },
    element('h2', {}, 'Notes'),
    element('ul', { class: 'plain-list' }, ...all.map(text => element('li', {}, visibleText(text)))),
  );
}
