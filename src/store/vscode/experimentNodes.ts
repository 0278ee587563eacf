import { l10n, type MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { oneLine } from '../../base/oneLine';
import { type Result } from '../../base/result';
import { type Experiment } from '../../domain/experiment';
import { type Run } from '../../domain/run';
import { card } from '../../workbench/card';
import { rows } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { PagedNode } from '../../workbench/pagedNode';
import { exactTime, relativeTime } from '../../workbench/times';
import { type TreeNode } from '../../workbench/treeNode';
import { type Page, type PageRequest, storeCalls } from '../contract';
import { type ListFilter } from './listFilter';
import { LoggedModelsNode } from './loggedModelsNode';
import { RunNode } from './runNode';
import { type StoreConnection } from './storeConnection';
import { StoreRoot } from './storeRoot';

/** The root of the view Experiments. */
export class ExperimentsRoot extends StoreRoot<Experiment> {
  constructor(
    engine: Engine,
    connection: StoreConnection,
    private readonly filter: ListFilter,
  ) {
    super('experiments', engine, connection);
  }

  override get emptyText(): string | null {
    return this.connection.info === null ? null : l10n.t('No experiments yet.');
  }

  protected override read(asked: PageRequest): Promise<Result<Page<Experiment>>> {
    const { view } = this.filter.query;
    return this.engine.ask(storeCalls.listExperiments, view === undefined ? asked : { ...asked, view: 'all' });
  }

  protected override async nodesOf(experiments: readonly Experiment[]): Promise<readonly TreeNode[]> {
    const counts = await Promise.all(
      experiments.map(({ experimentId }) =>
        this.engine.ask(storeCalls.countRuns, { experiments: [experimentId], ...this.filter.countQuery }),
      ),
    );
    return experiments.map((experiment, index) => {
      const count = counts[index];
      return new ExperimentNode(this, experiment, {
        engine: this.engine,
        filter: this.filter,
        runs: count?.ok === true ? count.value : null,
      });
    });
  }
}

/** An experiment: its logged models, if it has any, and its runs, read when it is expanded. */
class ExperimentNode extends PagedNode<Run> {
  private hasLoggedModels = false;

  constructor(
    parent: TreeNode,
    readonly experiment: Experiment,
    private readonly known: { readonly engine: Engine; readonly filter: ListFilter; readonly runs: number | null },
  ) {
    super(parent, experiment.experimentId);
  }

  item(): TreeItem {
    const item = new TreeItem(oneLine(this.experiment.name), TreeItemCollapsibleState.Collapsed);
    const { runs } = this.known;
    const changed = this.experiment.lastUpdateTime;
    const counted = runs === null ? null : runs === 1 ? l10n.t('1 run') : l10n.t('{0} runs', runs);
    const isDeleted = this.experiment.lifecycleStage === 'deleted';
    const parts = [isDeleted ? l10n.t('deleted') : null, counted, changed === null ? null : relativeTime(changed)];
    item.description = parts.filter(part => part !== null).join(' · ');
    item.iconPath = new ThemeIcon(isDeleted ? 'trash' : 'library');
    item.contextValue = isDeleted ? rows.deletedExperiment : rows.experiment;
    return item;
  }

  override get emptyText(): string {
    return this.known.filter.isOn ? l10n.t('No run matches the filter.') : l10n.t('No runs yet.');
  }

  override tooltip(): Promise<MarkdownString> {
    const { name, experimentId, artifactLocation, creationTime, lastUpdateTime, tags } = this.experiment;
    const facts = [
      [l10n.t('Id'), experimentId],
      [l10n.t('Runs'), this.known.runs === null ? null : String(this.known.runs)],
      [l10n.t('Created'), exactTime(creationTime)],
      [l10n.t('Changed'), exactTime(lastUpdateTime)],
      [l10n.t('Artifacts'), artifactLocation],
    ] as const;
    return Promise.resolve(card(name, facts, tags['mlflow.note.content']));
  }

  override renew(fresh: TreeNode): void {
    const { hasLoggedModels } = this;
    super.renew(fresh);
    Object.assign(this, { hasLoggedModels });
  }

  protected override fixedNodes(): readonly TreeNode[] {
    // A filter is one for runs.
    return this.hasLoggedModels && !this.known.filter.isOn ? [new LoggedModelsNode(this, this.experiment, this.known.engine)] : [];
  }

  protected override async read(asked: PageRequest): Promise<Result<Page<Run>>> {
    const { filter, engine } = this.known;
    const experiments = [this.experiment.experimentId];
    const [runs, models] = await Promise.all([
      engine.ask(storeCalls.listRuns, { ...asked, ...filter.query, experiments, parent: 'top' }),
      asked.page === undefined ? engine.ask(storeCalls.listLoggedModels, { experiments, limit: 1 }) : null,
    ]);
    // The runs are what was asked for: whether there are models is asked again with them.
    if (models?.ok === true) this.hasLoggedModels = models.value.items.length > 0;
    return runs;
  }

  protected override nodesOf(runs: readonly Run[]): Promise<readonly TreeNode[]> {
    return Promise.resolve(runs.map(run => new RunNode(this, run, this.known.engine)));
  }
}
