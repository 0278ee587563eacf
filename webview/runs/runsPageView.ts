import { type Failure, failureSentence } from '../../src/base/result';
import { type RunsPageState } from '../../src/runs/contract';
import { segments } from '../kit/controls';
import { element, refill } from '../kit/element';
import { countOf } from '../../src/base/countOf';
import { visibleText } from '../kit/visibleText';
import { CompareView } from './compareView';
import { RunsHost } from './runsHost';
import { KeptView } from './runsView';
import { TableView } from './tableView';

/** The page: a heading, and below it the table of runs or the comparison of some. */
export class RunsPageView {
  private readonly kept = new KeptView();
  private readonly host = new RunsHost({
    onState: state => void this.show(state),
    onChanged: () => void this.changed(),
    onFailure: failure => this.showFailure(failure),
  });
  private readonly header = element('header', { class: 'runs-header' });
  private readonly notices = element('div', { class: 'runs-notices' });
  private readonly table = new TableView(this.host, this.kept, {
    onFailure: failure => this.showFailure(failure),
    onCompare: runs => this.compare(runs),
  });
  private readonly comparison = new CompareView(this.host, this.kept, () => this.showTab('table'));
  private state: RunsPageState | null = null;
  readonly node = element('main', { class: 'runs' }, this.header, this.notices, this.table.node, this.comparison.node);

  start(): void {
    this.host.start();
  }

  private async show(state: RunsPageState): Promise<void> {
    this.state = state;
    document.title = heading(state);
    if (state.experiments.length > 0) this.kept.about(state.experiments);
    if (state.compare !== null) this.kept.change({ compared: state.compare, tab: 'compare' });
    this.drawHeader();
    this.drawTab();
    this.showFailure(state.failure);
    if (state.failure !== null || state.experiments.length === 0) return;
    await Promise.all([this.table.start(state), this.comparison.start()]);
  }

  private async changed(): Promise<void> {
    await Promise.all([this.table.storeChanged(), this.comparison.refresh()]);
  }

  private compare(runs: readonly string[]): void {
    this.kept.change({ compared: runs });
    this.showTab('compare');
    void this.comparison.start();
  }

  private showTab(tab: string): void {
    this.kept.change({ tab });
    this.drawHeader();
    this.drawTab();
    if (tab === 'table') this.table.shown();
    else void this.comparison.start();
  }

  private drawTab(): void {
    const isTable = this.kept.now.tab !== 'compare';
    this.table.node.hidden = !isTable;
    this.comparison.node.hidden = isTable;
  }

  private drawHeader(): void {
    const { compared, tab } = this.kept.now;
    const choices = [
      { value: 'table', text: 'Table' },
      { value: 'compare', text: compared.length === 0 ? 'Compare' : `Compare (${countOf(compared.length, 'run')})` },
    ];
    refill(
      this.header,
      element('h1', {}, visibleText(this.state === null ? 'Runs' : heading(this.state))),
      this.state?.store && element('span', { class: 'muted store-label' }, visibleText(this.state.store.label)),
      segments('Show', choices, tab, chosen => this.showTab(chosen)),
    );
  }

  private showFailure(failure: Failure | null): void {
    if (failure === null) return refill(this.notices);
    refill(this.notices, element('p', { class: 'notice notice-error', role: 'alert' }, visibleText(failureSentence(failure))));
  }
}

function heading(state: RunsPageState): string {
  const [first, ...others] = state.experiments;
  if (first === undefined) return 'Runs';
  return others.length === 0 ? `Runs of ${first.name}` : `Runs of ${countOf(state.experiments.length, 'experiment')}`;
}
