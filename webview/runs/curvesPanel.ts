import { type SeriesColumns } from '../../src/runs/contract';
import { button, dropdown } from '../kit/controls';
import { element, on, refill } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { formatNumber } from '../kit/format';
import { openSearchPick } from '../kit/searchPick';
import { visibleText } from '../kit/visibleText';
import { type ComparedRuns } from './comparedRuns';
import { type CurveX, toCurve } from './curve';
import { LineChart } from './lineChart';
import { plainGrid } from './plainGrid';
import { numberCell, textCell } from './runCell';
import { type KeptView } from './runsView';

/** Drawn at once; more are chosen, not drawn. */
const MOST_CHARTS = 12;
const FIRST_CHARTS = 4;
/** About as many points as a chart is wide. */
const POINTS = 600;
const X_CHOICES = [
  { value: 'step', text: 'step' },
  { value: 'time', text: 'time since start' },
  { value: 'wall', text: 'time of day' },
];

/** Metrics by their values over steps or time, a chart each. */
export class CurvesPanel {
  private readonly controls = element('div', { class: 'compare-controls' });
  private readonly charts = element('div', { class: 'chart-grid' });
  private readonly table = element('div', { class: 'compare-table' });
  readonly node = element('div', { class: 'curves-panel' }, this.controls, this.charts, this.table);
  private readonly drawn = new Map<
    string,
    { readonly node: HTMLElement; readonly chart: LineChart; readonly note: HTMLElement; signature: string }
  >();
  private readonly series = new Map<string, readonly SeriesColumns[]>();

  constructor(
    private readonly compared: ComparedRuns,
    private readonly kept: KeptView,
  ) {}

  /** Draws the controls and the charts of what is known, then reads what is drawn. */
  async show(): Promise<void> {
    this.drawControls();
    this.drawCharts();
    await this.read();
  }

  /** Reads the series of the shown metrics again; only charts whose values changed are drawn. */
  async read(): Promise<void> {
    const metrics = this.metrics();
    const found = await Promise.all(metrics.map(key => this.compared.series(key, POINTS)));
    for (const [index, key] of metrics.entries()) {
      const series = found[index];
      if (series !== undefined) this.series.set(key, series);
    }
    this.drawCharts();
  }

  /** Other runs are compared: nothing that was read is of use. */
  forget(): void {
    this.series.clear();
    this.drawn.clear();
    refill(this.charts);
  }

  private all(): readonly string[] {
    return [...new Set(this.compared.runs.flatMap(run => Object.keys(run.metrics)))].sort();
  }

  /** The chosen ones; if none is chosen the first, those with a history before those with one value. */
  private metrics(): readonly string[] {
    const all = this.all();
    const chosen = this.kept.now.curves.filter(key => all.includes(key));
    if (chosen.length > 0) return chosen.slice(0, MOST_CHARTS);
    return all.filter(key => !key.startsWith('system/')).slice(0, FIRST_CHARTS);
  }

  private drawControls(): void {
    const { now } = this.kept;
    const all = this.all();
    const pick = button(`Metrics: ${this.metrics().length} of ${all.length}`, () => this.openPick(pick));
    pick.setAttribute('aria-haspopup', 'dialog');
    refill(
      this.controls,
      pick,
      dropdown('Over', X_CHOICES, now.x, x => this.change({ x })),
      this.smoothing(now.smoothing),
      checkBox('Log y', now.logY, logY => this.change({ logY })),
      checkBox('Show as table', now.asTable, asTable => this.change({ asTable })),
    );
  }

  private smoothing(value: number): HTMLElement {
    const shown = element('output', { class: 'number' }, value.toFixed(2));
    const range = element('input', { type: 'range', min: 0, max: 0.99, step: 0.01, value, 'aria-label': 'Smoothing' });
    on(range, 'input', () => {
      shown.textContent = Number(range.value).toFixed(2);
      this.change({ smoothing: Number(range.value) });
    });
    const how =
      'TensorBoard’s smoothing: an exponential moving average without bias at the start, weighed by the distance between points. What was recorded stays faintly behind it.';
    return element('label', { class: 'check-label', title: how }, 'Smoothing ', range, ' ', shown);
  }

  private openPick(anchor: HTMLElement): void {
    openSearchPick(anchor, {
      label: 'Metrics to draw',
      placeholder: `search metrics… at most ${MOST_CHARTS} are drawn`,
      several: true,
      items: () => {
        const chosen = new Set(this.metrics());
        return this.all().map(key => ({
          key,
          text: key,
          checked: chosen.has(key),
          content: [element('bdi', { class: 'list-name' }, visibleText(key))],
        }));
      },
      onChoose: key => this.choose(key, anchor),
    });
  }

  private choose(key: string, anchor: HTMLElement): void {
    const before = this.metrics();
    const next = before.includes(key) ? before.filter(each => each !== key) : [...before, key].slice(-MOST_CHARTS);
    this.kept.change({ curves: next });
    anchor.textContent = `Metrics: ${this.metrics().length} of ${this.all().length}`;
    this.drawCharts();
    void this.read();
  }

  private change(part: { x?: string; smoothing?: number; logY?: boolean; asTable?: boolean }): void {
    this.kept.change(part);
    this.drawCharts();
  }

  private drawCharts(): void {
    const { asTable } = this.kept.now;
    this.charts.hidden = asTable;
    this.table.hidden = !asTable;
    const metrics = this.metrics();
    if (metrics.length === 0) return refill(this.charts, element('p', { class: 'empty' }, 'These runs recorded no metric.'));
    if (asTable) return refill(this.table, this.seriesTable(metrics));
    const nodes = metrics.map(key => this.chartOf(key));
    if (nodes.some((node, index) => this.charts.children[index] !== node) || this.charts.children.length !== nodes.length)
      refill(this.charts, ...nodes);
  }

  /** The chart of a metric, drawn again only if what it shows changed. */
  private chartOf(key: string): HTMLElement {
    const known = this.drawn.get(key) ?? this.newChart(key);
    this.drawn.set(key, known);
    const { x, smoothing, logY } = this.kept.now;
    const series = this.series.get(key);
    const signature = JSON.stringify([x, smoothing, logY, series, this.compared.runs.map(run => run.runName)]);
    if (signature === known.signature) return known.node;
    known.signature = signature;
    const curves = (series ?? []).map(each => toCurve(each, x as CurveX, smoothing));
    known.note.textContent = series === undefined ? 'reading…' : noteOf(series);
    if (series !== undefined) known.chart.show(curves, { x: x as CurveX, logY });
    return known.node;
  }

  private newChart(key: string) {
    const name = visibleText(key);
    const chart = new LineChart({
      label: `${name} of the compared runs; “Show as table” has its values`,
      x: 'step',
      logY: false,
      run: runId => this.compared.look(runId),
    });
    const note = element('span', { class: 'muted small' });
    const caption = element('figcaption', {}, element('bdi', { class: 'chart-name', title: key }, name), note);
    return { node: element('figure', { class: 'small-chart' }, caption, chart.node), chart, note, signature: '' };
  }

  private seriesTable(metrics: readonly string[]): HTMLElement {
    const rows = metrics.flatMap(key =>
      (this.series.get(key) ?? []).flatMap(series => series.values.map((value, index) => ({ key, series, value, index }))),
    );
    return plainGrid({
      label: 'Values of the compared runs',
      columns: [
        { title: 'Run', width: 220 },
        { title: 'Metric', width: 200 },
        { title: 'Step', width: 100, numeric: true },
        { title: 'Time', width: 190 },
        { title: 'Value', width: 150, numeric: true },
      ],
      rows: rows.length,
      cell: (row, column) => {
        const at = rows[row];
        if (at === undefined) return { children: [] };
        if (column === 0) return textCell(this.compared.look(at.series.runId).name);
        if (column === 1) return textCell(at.key);
        if (column === 2) return { children: [formatNumber(at.series.steps[at.index] ?? 0)] };
        if (column === 3) return { children: [new Date(at.series.times[at.index] ?? 0).toLocaleString()] };
        return numberCell(at.value);
      },
    });
  }
}

/** Where a series was thinned out, that is said. */
function noteOf(series: readonly SeriesColumns[]): string {
  const shown = series.reduce((sum, each) => sum + each.values.length, 0);
  const recorded = series.reduce((sum, each) => sum + (each.recorded ?? each.values.length), 0);
  return recorded > shown ? `${formatNumber(shown)} of ${countOf(recorded, 'value')} drawn, extremes kept` : countOf(shown, 'value');
}

export function checkBox(text: string, checked: boolean, onChange: (checked: boolean) => void): HTMLElement {
  const box = element('input', { type: 'checkbox', checked });
  on(box, 'change', () => onChange(box.checked));
  return element('label', { class: 'check-label' }, box, ` ${text}`);
}
