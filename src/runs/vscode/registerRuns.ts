import { l10n, ThemeIcon, ViewColumn, type WebviewPanel, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { plainLabel } from '../../base/oneLine';
import { type Result } from '../../base/result';
import { type ExperimentId, experimentId, type RunId } from '../../domain/ids';
import { type Experiment } from '../../domain/experiment';
import { type Run } from '../../domain/run';
import { storeCalls } from '../../store/contract';
import { registerCommand } from '../../workbench/commands';
import { type ExperimentArgument, reportViews, type RunArgument } from '../../workbench/contributions';
import { pick, pickMany } from '../../workbench/pick';
import { relativeTime } from '../../workbench/times';
import { MOST_SELECTED, type ShownExperiment } from '../contract';
import { type RunsNeeds } from './runsNeeds';
import { panelTitle, RunsPanel } from './runsPanel';

const MOST_ROWS = 1000;

/** The commands Show Runs and Compare Runs, and the pages that a reload of the window brings back. */
export function registerRuns(needs: RunsNeeds): Disposable {
  const desk = new RunsDesk(needs);
  const disposables = new DisposableStore();
  disposables.add(registerCommand('modelOps.showRuns', (argument, selected) => desk.showRuns(argument, selected)));
  disposables.add(registerCommand('modelOps.compareRuns', (argument, selected) => desk.compareRuns(argument, selected)));
  disposables.add(
    window.registerWebviewPanelSerializer(reportViews.runs, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) => desk.restore(panel, state),
    }),
  );
  disposables.add(desk);
  return disposables;
}

class RunsDesk implements Disposable {
  private readonly open = new Set<RunsPanel>();

  constructor(private readonly needs: RunsNeeds) {}

  async showRuns(argument: ExperimentArgument | undefined, selected: readonly (ExperimentArgument | undefined)[]): Promise<void> {
    const given =
      argument === undefined ? [] : selected.flatMap(each => (each !== undefined && 'experiment' in each ? [each.experiment] : []));
    const experiments = given.length > 0 ? given.map(toShown) : await this.pickExperiments();
    if (experiments !== undefined && experiments.length > 0) this.show(experiments, null);
  }

  async compareRuns(argument: RunArgument | undefined, selected: readonly (RunArgument | undefined)[]): Promise<void> {
    const given = argument === undefined ? [] : selected.flatMap(each => (each !== undefined && 'run' in each ? [each.run.runId] : []));
    const runs = given.length > 0 ? await this.readRuns(given) : await this.pickRuns();
    if (runs === undefined || runs.length === 0) return;
    if (runs.length > MOST_SELECTED)
      return this.needs.notices.say(l10n.t('At most {0} runs can be compared; {1} are selected.', MOST_SELECTED, runs.length));
    const experiments = await this.experimentsOf(runs);
    if (experiments !== undefined)
      this.show(
        experiments,
        runs.map(run => run.runId),
      );
  }

  restore(panel: WebviewPanel, state: unknown): void {
    this.adopt(panel, experimentsIn(state), null);
  }

  dispose(): void {
    for (const panel of this.open) panel.dispose();
  }

  private show(experiments: readonly ShownExperiment[], compare: readonly RunId[] | null): void {
    const shown = [...this.open].find(panel => sameExperiments(panel.experiments, experiments));
    if (shown !== undefined) return shown.show(compare);
    this.adopt(window.createWebviewPanel(reportViews.runs, panelTitle(experiments), ViewColumn.Active, {}), experiments, compare);
  }

  private adopt(panel: WebviewPanel, experiments: readonly ShownExperiment[], compare: readonly RunId[] | null): void {
    const adopted = new RunsPanel(this.needs, panel, experiments, compare);
    this.open.add(adopted);
    panel.onDidDispose(() => this.open.delete(adopted));
  }

  private async pickExperiments(): Promise<readonly ShownExperiment[] | undefined> {
    const found = this.value(await this.needs.engine.ask(storeCalls.listExperiments, { limit: MOST_ROWS }))?.items;
    if (found === undefined || found.length < 2) return found?.map(toShown);
    const choices = found.map(experiment => ({ ...experimentRow(experiment), value: toShown(experiment) }));
    return await pickMany({ title: l10n.t('Show Runs'), placeholder: l10n.t('Of which experiments?') }, choices);
  }

  private async pickRuns(): Promise<readonly Run[] | undefined> {
    const title = l10n.t('Compare Runs');
    const experiments = this.value(await this.needs.engine.ask(storeCalls.listExperiments, { limit: MOST_ROWS }))?.items ?? [];
    const choices = experiments.map(experiment => ({ ...experimentRow(experiment), value: experiment.experimentId }));
    const experiment = choices.length < 2 ? choices[0]?.value : await pick({ title, placeholder: l10n.t('Of which experiment?') }, choices);
    if (experiment === undefined) return undefined;
    const runs = this.value(await this.needs.engine.ask(storeCalls.listRuns, { experiments: [experiment], limit: MOST_ROWS }))?.items;
    return await pickMany({ title, placeholder: l10n.t('Which runs?') }, (runs ?? []).map(runRow));
  }

  private async readRuns(ids: readonly RunId[]): Promise<readonly Run[] | undefined> {
    const runs: Run[] = [];
    for (const runId of ids.slice(0, MOST_SELECTED + 1)) {
      const run = this.value(await this.needs.engine.ask(storeCalls.getRun, { runId }));
      if (run === undefined) return undefined;
      runs.push(run);
    }
    return runs;
  }

  private async experimentsOf(runs: readonly Run[]): Promise<readonly ShownExperiment[] | undefined> {
    const wanted = new Set<ExperimentId>(runs.map(run => run.experimentId));
    const all = this.value(await this.needs.engine.ask(storeCalls.listExperiments, { limit: MOST_ROWS, view: 'all' }))?.items;
    if (all === undefined) return undefined;
    const names = new Map(all.map(experiment => [experiment.experimentId, experiment.name]));
    return [...wanted].map(id => ({ experimentId: id, name: names.get(id) ?? id }));
  }

  private value<T>(result: Result<T>): T | undefined {
    if (result.ok) return result.value;
    this.needs.notices.fail(result.failure);
    return undefined;
  }
}

function toShown({ experimentId: id, name }: ShownExperiment): ShownExperiment {
  return { experimentId: id, name };
}

function experimentRow(experiment: Experiment) {
  return { label: plainLabel(experiment.name), iconPath: new ThemeIcon('library') };
}

function runRow(run: Run) {
  const description = run.startTime === null ? '' : relativeTime(run.startTime);
  return { label: plainLabel(run.runName) || run.runId.slice(0, 8), description, value: run };
}

function sameExperiments(left: readonly ShownExperiment[], right: readonly ShownExperiment[]): boolean {
  const ids = (list: readonly ShownExperiment[]): string =>
    list
      .map(each => each.experimentId)
      .toSorted()
      .join();
  return ids(left) === ids(right);
}

/** What the page kept over the reload; nothing of it is trusted to be of the right shape. */
function experimentsIn(state: unknown): readonly ShownExperiment[] {
  if (typeof state !== 'object' || state === null || !('experiments' in state) || !Array.isArray(state.experiments)) return [];
  return state.experiments.flatMap((each: unknown): ShownExperiment[] => {
    if (typeof each !== 'object' || each === null || !('experimentId' in each) || !('name' in each)) return [];
    if (typeof each.experimentId !== 'string' || typeof each.name !== 'string') return [];
    return [{ experimentId: experimentId(each.experimentId), name: each.name }];
  });
}
