import { button, segments } from '../kit/controls';
import { element, on, refill } from '../kit/element';
import { icon } from '../kit/icon';
import { ComparedRuns } from './comparedRuns';
import { CurvesPanel } from './curvesPanel';
import { type RunsHost } from './runsHost';
import { type KeptView } from './runsView';
import { differencesPanel, parallelPanel, scatterPanel } from './valuesPanels';

const EVERY_MS = 2000;
const TABS = [
  { value: 'curves', text: 'Curves' },
  { value: 'parallel', text: 'Parallel coordinates' },
  { value: 'scatter', text: 'Scatter' },
  { value: 'differences', text: 'Params, metrics, tags' },
];

/** Several runs against each other, and live while one of them is running. */
export class CompareView {
  private readonly head = element('div', { class: 'compare-head' });
  private readonly legend = element('ul', { class: 'run-legend', 'aria-label': 'Compared runs' });
  private readonly body = element('div', { class: 'compare-body' });
  readonly node = element('section', { class: 'compare-view', 'aria-label': 'Comparison' }, this.head, this.legend, this.body);
  private readonly compared: ComparedRuns;
  private readonly curves: CurvesPanel;
  private shown = '';
  private timer: ReturnType<typeof setInterval> | undefined;
  private busy = false;

  constructor(
    host: RunsHost,
    private readonly kept: KeptView,
    private readonly onBack: () => void,
  ) {
    this.compared = new ComparedRuns(host);
    this.curves = new CurvesPanel(this.compared, kept);
  }

  /** Shows the runs that are to be compared, if the page is on them. */
  async start(): Promise<void> {
    if (this.kept.now.tab !== 'compare') return;
    const { compared } = this.kept.now;
    if (compared.length === 0) return this.drawNothing();
    const wanted = compared.join();
    const isNew = wanted !== this.shown;
    this.shown = wanted;
    if (isNew) this.curves.forget();
    const changed = await this.compared.read(compared);
    if (changed === undefined) return;
    this.draw();
    this.watch();
  }

  /** Reads again, because the store changed or a run goes on; what did not change is not drawn. */
  async refresh(): Promise<void> {
    if (this.kept.now.tab !== 'compare' || this.kept.now.compared.length === 0 || this.busy) return;
    this.busy = true;
    const changed = await this.compared.read(this.kept.now.compared);
    if (this.kept.now.compareTab === 'curves') {
      if (changed === true) this.drawLegend();
      await this.curves.read();
    } else if (changed === true) this.draw();
    this.busy = false;
    this.watch();
  }

  /** Asks every two seconds while a run is running and the page is seen. */
  private watch(): void {
    clearInterval(this.timer);
    if (!this.compared.isRunning) return;
    this.timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.refresh();
    }, EVERY_MS);
  }

  private draw(): void {
    refill(
      this.head,
      segments('Comparison', TABS, this.kept.now.compareTab, compareTab => {
        this.kept.change({ compareTab });
        this.drawBody();
      }),
    );
    this.drawLegend();
    this.drawBody();
  }

  private drawBody(): void {
    const parts = { compared: this.compared, kept: this.kept, redraw: () => this.drawBody() };
    switch (this.kept.now.compareTab) {
      case 'parallel':
        return refill(this.body, parallelPanel(parts));
      case 'scatter':
        return refill(this.body, scatterPanel(parts));
      case 'differences':
        return refill(this.body, differencesPanel(parts));
      default:
        refill(this.body, this.curves.node);
        void this.curves.show();
    }
  }

  private drawLegend(): void {
    refill(
      this.legend,
      ...this.compared.runs.map(run => {
        const { name, look } = this.compared.look(run.runId);
        const swatch = element('span', { class: `run-swatch dash-${look.dash.length}`, 'aria-hidden': 'true' });
        swatch.style.setProperty('--run-color', `var(${look.variable})`);
        const gone = element(
          'button',
          { type: 'button', class: 'plain-button', title: `Leave ${name} out`, 'aria-label': `Leave ${name} out` },
          icon('cross'),
        );
        on(gone, 'click', () => this.leaveOut(run.runId));
        const state = run.status === 'RUNNING' ? element('span', { class: 'muted small' }, 'running') : null;
        return element('li', {}, swatch, element('bdi', { title: run.runId }, name), state, gone);
      }),
    );
  }

  private leaveOut(runId: string): void {
    this.kept.change({ compared: this.kept.now.compared.filter(each => each !== runId) });
    void this.start();
  }

  private drawNothing(): void {
    this.shown = '';
    refill(this.head);
    refill(this.legend);
    refill(
      this.body,
      element(
        'div',
        { class: 'compare-nothing' },
        element('p', { class: 'empty' }, 'Select runs in the table, then Compare.'),
        button('To the table', this.onBack),
      ),
    );
  }
}
