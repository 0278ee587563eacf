import { EventEmitter, l10n, type Memento, type TreeView, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type ReportLines } from '../../reports/contract';
import { type VersionArgument, views } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { NodeTree } from '../../workbench/nodeTree';
import { type TreeNode } from '../../workbench/treeNode';
import { ChangeWatch } from './changeWatch';
import { ExperimentsRoot } from './experimentNodes';
import { ListFilter } from './listFilter';
import { ModelsRoot, RegisteredModelNode } from './modelNodes';
import { type StoreConnection } from './storeConnection';
import { VersionNode } from './versionNode';

/** The two views of a store, kept up to date with what others write. */
export class StoreViews implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly read = this.disposables.add(new EventEmitter<void>());
  /** Somebody changed something, here or elsewhere: what others show of the store is out of date. */
  readonly onDidReadAgain = this.read.event;
  readonly experiments: NodeTree;
  readonly registeredModels: NodeTree;
  private readonly experimentsView: TreeView<TreeNode>;
  private readonly registeredModelsView: TreeView<TreeNode>;
  private readonly models: ModelsRoot;
  private readonly watched: Pick<TreeView<unknown>, 'visible'>[];
  private readonly watch: ChangeWatch;
  readonly experimentsFilter: ListFilter;
  readonly modelsFilter: ListFilter;

  constructor(
    engine: Engine,
    private readonly connection: StoreConnection,
    { reports, memory }: { readonly reports: ReportLines; readonly memory: Memento },
  ) {
    this.experimentsFilter = this.disposables.add(new ListFilter(memory, 'modelOps.experimentsFiltered'));
    this.modelsFilter = this.disposables.add(new ListFilter(memory, 'modelOps.modelsFiltered'));
    this.experiments = this.disposables.add(new NodeTree(new ExperimentsRoot(engine, connection, this.experimentsFilter)));
    this.models = new ModelsRoot(engine, connection, reports, this.modelsFilter);
    this.registeredModels = this.disposables.add(new NodeTree(this.models));
    this.experimentsView = this.disposables.add(treeView(views.experiments, this.experiments));
    this.registeredModelsView = this.disposables.add(treeView(views.registeredModels, this.registeredModels));
    for (const filter of [this.experimentsFilter, this.modelsFilter]) this.disposables.add(filter.onDidChange(() => this.showFilters()));
    this.watched = [this.experimentsView, this.registeredModelsView];
    this.watch = this.disposables.add(
      new ChangeWatch(
        engine,
        this.watched,
        () => this.readAgain(),
        () => connection.info !== null,
      ),
    );
    this.disposables.add(connection.onDidChange(() => this.showStore()));
  }

  /** Reads again what is shown; expansion and selection stay. */
  async refresh(): Promise<void> {
    this.readAgain();
    await this.watch.catchUp();
  }

  /** Selects a row of Experiments if it has been shown; reads nothing to find it. */
  async revealExperimentRow(isIt: (node: TreeNode) => boolean): Promise<void> {
    const node = this.experiments.findWhere(isIt);
    if (node !== undefined && this.experimentsView.visible) await this.experimentsView.reveal(node, { select: true, focus: false });
  }

  /** Selects the row of a version, reading what is on the way to it. @returns whether it is among the rows that can be shown. */
  async revealVersion({ version: { name, version } }: VersionArgument): Promise<boolean> {
    const model = await childWhere(this.models, row => row instanceof RegisteredModelNode && row.model.name === name);
    const row = model && (await childWhere(model, child => child instanceof VersionNode && child.version.version === version));
    if (row === undefined) return false;
    await this.registeredModelsView.reveal(row, { select: true, focus: true, expand: true });
    return true;
  }

  /** Looks for what others write while this view or page is visible, too, until it is disposed of. */
  watchWith(view: Pick<TreeView<unknown>, 'visible'>): Disposable {
    this.watched.push(view);
    return { dispose: () => void this.watched.splice(this.watched.indexOf(view), 1) };
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private readAgain(): void {
    this.experiments.refresh();
    this.registeredModels.refresh();
    this.read.fire();
  }

  private showFilters(): void {
    this.describe();
    this.experiments.clear();
    this.registeredModels.clear();
  }

  /** "mlflow.db · metrics.auc > 0.8". */
  private describe(): void {
    const label = this.connection.info?.label;
    const words = (filter: ListFilter): string =>
      label === undefined ? '' : [label, filter.words].filter(part => part !== null).join(' · ');
    this.experimentsView.description = words(this.experimentsFilter);
    this.registeredModelsView.description = words(this.modelsFilter);
  }

  private showStore(): void {
    const { info } = this.connection;
    this.describe();
    for (const view of [this.experimentsView, this.registeredModelsView]) {
      view.message = info === null || info.writable ? '' : (info.readOnlyReason ?? l10n.t('This store can only be read.'));
    }
    this.experiments.clear();
    this.registeredModels.clear();
    void this.watch.catchUp();
  }
}

function treeView(id: string, treeDataProvider: NodeTree): TreeView<TreeNode> {
  return window.createTreeView(id, { treeDataProvider, showCollapseAll: true, canSelectMany: true });
}

async function childWhere(parent: TreeNode, isIt: (node: TreeNode) => boolean): Promise<TreeNode | undefined> {
  const children = await parent.children();
  return children.ok ? children.value.nodes.find(isIt) : undefined;
}
