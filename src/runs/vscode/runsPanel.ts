import { env, l10n, Uri, type WebviewPanel, window, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { plainLabel } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { answer, tell } from '../../base/rpc';
import { type RunId } from '../../domain/ids';
import { executeCommand } from '../../workbench/commands';
import { type CommandId } from '../../workbench/contributions';
import { connectPage, loadPage } from '../../workbench/webviewPage';
import { type NamedRun, type RunAction, runsPage, type RunsLayout, type RunsPageState, type ShownExperiment } from '../contract';
import { RunReader } from './runReader';
import { type RunsNeeds } from './runsNeeds';

const COMMANDS = {
  rename: 'modelOps.rename',
  tag: 'modelOps.editTags',
  note: 'modelOps.editDescription',
  delete: 'modelOps.delete',
  restore: 'modelOps.restore',
  open: 'modelOps.openRun',
  register: 'modelOps.registerVersion',
} as const satisfies Record<Exclude<RunAction, 'copyIds'>, CommandId>;

/** One page with the runs of some experiments: relays what it asks to the engine, and tells it when the store changed. */
export class RunsPanel implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly connection;
  private readonly reader: RunReader;
  private compare: readonly RunId[] | null;
  private closed = false;

  constructor(
    private readonly needs: RunsNeeds,
    private readonly panel: WebviewPanel,
    readonly experiments: readonly ShownExperiment[],
    compare: readonly RunId[] | null,
  ) {
    this.compare = compare;
    this.reader = new RunReader(needs.engine, experiments);
    panel.title = panelTitle(experiments);
    const icon = (theme: string): Uri => Uri.joinPath(needs.extensionUri, 'media', 'icons', `runs-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    this.connection = connectPage(panel.webview);
    this.answerPage();
    this.connection.listen();
    this.disposables.add(this.connection);
    const { connection, audience, onDidChangeData } = needs.store;
    this.disposables.add(audience.join({ isVisible: () => panel.visible, onDidChange: panel.onDidChangeViewState }));
    this.disposables.add(onDidChangeData(() => this.changed()));
    this.disposables.add(connection.onDidChange(() => void this.sendState()));
    this.disposables.add(workspace.onDidGrantWorkspaceTrust(() => void this.sendState()));
    loadPage(panel, { name: 'runs', title: panel.title, extensionUri: needs.extensionUri });
    panel.onDidDispose(() => this.dispose());
  }

  /** Comes to the front, with these runs compared if there are any. */
  show(compare: readonly RunId[] | null): void {
    this.panel.reveal();
    if (compare === null) return;
    this.compare = compare;
    void this.sendState();
  }

  dispose(): void {
    this.closed = true;
    this.disposables.dispose();
  }

  private answerPage(): void {
    const { reader } = this;
    answer(this.connection, runsPage.calls, {
      ready: async () => success(await this.state()),
      listRuns: request => reader.list(request),
      countRuns: query => reader.count(query),
      runKeys: () => reader.keys(),
      runDetails: ({ runs }) => reader.details(runs),
      metricSeries: query => reader.series(query),
      datasets: ({ runs }) => reader.datasets(runs),
      act: ({ action, runs }) => this.act(action, runs),
      exportCsv: async (request, job) => {
        const { exportRuns } = await import('./exportRuns.js');
        return await exportRuns(this.needs, this.experiments, { request, signal: job.signal });
      },
      rememberLayout: async ({ layout }) => {
        await this.needs.memory.update(layoutKey(this.experiments), layout ?? undefined);
        return success(undefined);
      },
      copyText: ({ text }) => copy(text),
    });
  }

  /** The commands that the trees offer, on what is selected in the page. */
  private async act(action: RunAction, named: readonly NamedRun[]): Promise<Result<void>> {
    const runs = named.map(run => ({ run }));
    const [first] = runs;
    if (first === undefined) return success(undefined);
    if (action === 'copyIds') await copy(named.map(run => run.runId).join('\n'));
    else await executeCommand(COMMANDS[action], first, runs);
    return success(undefined);
  }

  private changed(): void {
    if (!this.closed) tell(this.connection, runsPage.changed, undefined);
  }

  private async sendState(): Promise<void> {
    const state = await this.state();
    if (!this.closed) tell(this.connection, runsPage.state, state);
  }

  private async state(): Promise<RunsPageState> {
    const store = await this.needs.store.connection.ready();
    const info = store?.ok === true ? store.value : null;
    const { compare } = this;
    // A page that loads again keeps what it compares by itself.
    this.compare = null;
    return {
      experiments: this.experiments,
      store: info === null ? null : { label: info.label, beyondMlflow: info.search === 'beyond' },
      canWrite: info?.writable === true && workspace.isTrusted,
      canExport: workspace.isTrusted,
      layout: this.needs.memory.get<RunsLayout>(layoutKey(this.experiments)) ?? null,
      compare,
      failure: store === null ? notConnected() : store.ok ? null : store.failure,
    };
  }
}

/** One experiment by its name; several by their number. */
export function panelTitle(experiments: readonly ShownExperiment[]): string {
  const [first, ...others] = experiments;
  if (first !== undefined && others.length === 0) return l10n.t('Runs of {0}', plainLabel(first.name, 60));
  return l10n.t('Runs of {0} experiments', experiments.length);
}

function layoutKey(experiments: readonly ShownExperiment[]): string {
  return `modelOps.runs.${experiments.map(experiment => experiment.experimentId).join(',')}`;
}

async function copy(text: string): Promise<Result<void>> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t('Copied {0}', plainLabel(text, 80)), 4000);
  return success(undefined);
}

function notConnected(): RunsPageState['failure'] {
  return { reason: 'unavailable', message: l10n.t('No database is connected.'), nextStep: l10n.t('Connect to one first.') };
}
