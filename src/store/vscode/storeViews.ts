import { l10n, type TreeView, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type ReportLines } from '../../reports/contract';
import { views } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { NodeTree } from '../../workbench/nodeTree';
import { type TreeNode } from '../../workbench/treeNode';
import { ChangeWatch } from './changeWatch';
import { ExperimentsRoot } from './experimentNodes';
import { ModelsRoot } from './modelNodes';
import { type StoreConnection } from './storeConnection';

/** The two views of a store, kept up to date with what others write. */
export class StoreViews implements Disposable {
  private readonly disposables = new DisposableStore();
  readonly experiments: NodeTree;
  readonly registeredModels: NodeTree;
  private readonly experimentsView: TreeView<TreeNode>;
  private readonly registeredModelsView: TreeView<TreeNode>;
  private readonly watch: ChangeWatch;

  constructor(
    engine: Engine,
    private readonly connection: StoreConnection,
    reports: ReportLines,
  ) {
    this.experiments = this.disposables.add(new NodeTree(new ExperimentsRoot(engine, connection)));
    this.registeredModels = this.disposables.add(new NodeTree(new ModelsRoot(engine, connection, reports)));
    this.experimentsView = this.disposables.add(
      window.createTreeView(views.experiments, { treeDataProvider: this.experiments, showCollapseAll: true }),
    );
    this.registeredModelsView = this.disposables.add(
      window.createTreeView(views.registeredModels, { treeDataProvider: this.registeredModels, showCollapseAll: true }),
    );
    const both = [this.experimentsView, this.registeredModelsView];
    this.watch = this.disposables.add(
      new ChangeWatch(
        engine,
        both,
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

  dispose(): void {
    this.disposables.dispose();
  }

  private readAgain(): void {
    this.experiments.refresh();
    this.registeredModels.refresh();
  }

  private showStore(): void {
    const { info } = this.connection;
    for (const view of [this.experimentsView, this.registeredModelsView]) {
      view.description = info?.label ?? '';
      view.message = info === null || info.writable ? '' : (info.readOnlyReason ?? l10n.t('This store can only be read.'));
    }
    this.experiments.clear();
    this.registeredModels.clear();
    void this.watch.catchUp();
  }
}
