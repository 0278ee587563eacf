import { l10n, type Memento, type TreeView, window, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { oneLine } from '../../base/oneLine';
import { type ReportLines } from '../../reports/contract';
import { type Audience } from '../../workbench/audience';
import { type VersionArgument, views } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { NodeTree } from '../../workbench/nodeTree';
import { revealRow } from '../../workbench/revealRow';
import { type TreeNode } from '../../workbench/treeNode';
import { type ConnectionList } from './connectionList';
import { ConnectionNode } from './connectionNode';
import { ExperimentsRoot } from './experimentNodes';
import { type FolderMemory } from './folderMemory';
import { ListFilter } from './listFilter';
import { ModelsRoot, RegisteredModelNode } from './modelNodes';
import { type StoreConnection } from './storeConnection';
import { VersionNode } from './versionNode';

interface Sources {
  readonly engine: Engine;
  readonly connection: StoreConnection;
  readonly connections: ConnectionList;
  readonly folders: FolderMemory;
  readonly audience: Audience;
  readonly reports: ReportLines;
  readonly memory: Memento;
}

/** The two views of a store. */
export class StoreViews implements Disposable {
  private readonly disposables = new DisposableStore();
  readonly experiments: NodeTree;
  readonly registeredModels: NodeTree;
  private readonly experimentsView: TreeView<TreeNode>;
  private readonly registeredModelsView: TreeView<TreeNode>;
  readonly experimentsFilter: ListFilter;
  readonly modelsFilter: ListFilter;
  private countdown: NodeJS.Timeout | undefined;

  constructor(private readonly sources: Sources) {
    const { engine, connection, reports, memory } = sources;
    this.experimentsFilter = this.disposables.add(new ListFilter(memory, 'modelOps.experimentsFiltered'));
    this.modelsFilter = this.disposables.add(new ListFilter(memory, 'modelOps.modelsFiltered'));
    this.experiments = this.disposables.add(new NodeTree(new ExperimentsRoot(engine, connection, this.experimentsFilter)));
    this.registeredModels = this.disposables.add(new NodeTree(new ModelsRoot(engine, connection, reports, this.modelsFilter)));
    this.experimentsView = this.view(views.experiments, this.experiments);
    this.registeredModelsView = this.view(views.registeredModels, this.registeredModels);
    for (const filter of [this.experimentsFilter, this.modelsFilter]) this.disposables.add(filter.onDidChange(() => this.showFilters()));
    this.disposables.add(connection.onDidChange(() => this.showStore()));
    this.disposables.add(connection.onDidTurn(() => this.showTurn()));
    this.disposables.add(workspace.onDidChangeWorkspaceFolders(() => this.describe()));
  }

  /** Reads again what is shown, and draws what changed; expansion and selection stay. */
  async refresh(): Promise<void> {
    await Promise.all([this.experiments.refresh(), this.registeredModels.refresh()]);
  }

  /** Selects a row of Experiments if it has been shown; reads nothing to find it. */
  async revealExperimentRow(isIt: (node: TreeNode) => boolean): Promise<void> {
    const node = this.experiments.findWhere(isIt);
    if (node !== undefined && this.experimentsView.visible) await this.experimentsView.reveal(node, { select: true, focus: false });
  }

  /** Selects the row of a version, reading what is on the way to it. @returns whether it is among the rows that can be shown. */
  async revealVersion({ version: { name, version } }: VersionArgument): Promise<boolean> {
    const tree = this.registeredModels;
    const model = (await tree.rowsBelow()).find(row => row instanceof RegisteredModelNode && row.model.name === name);
    if (model === undefined) return false;
    const row = (await tree.rowsBelow(model)).find(child => child instanceof VersionNode && child.version.version === version);
    if (row === undefined) return false;
    return await revealRow(this.registeredModelsView, row);
  }

  dispose(): void {
    clearInterval(this.countdown);
    this.disposables.dispose();
  }

  private view(id: string, tree: NodeTree): TreeView<TreeNode> {
    const view = this.disposables.add(window.createTreeView(id, { treeDataProvider: tree, showCollapseAll: true, canSelectMany: true }));
    tree.follow(view);
    const watcher = { isVisible: () => view.visible, onDidChange: view.onDidChangeVisibility };
    this.disposables.add(this.sources.audience.join(watcher));
    return view;
  }

  private showFilters(): void {
    this.describe();
    this.experiments.clear();
    this.registeredModels.clear();
  }

  private showStore(): void {
    this.describe();
    this.experiments.clear();
    this.registeredModels.clear();
    this.countDown();
  }

  private showTurn(): void {
    this.describe();
    void this.refresh();
    this.countDown();
  }

  /** "mlflow.db · flights · metrics.auc > 0.8": which connection, of which folder where there are several, and what is shown. */
  private describe(): void {
    const { connection, connections, folders } = this.sources;
    const { info, target } = connection;
    const saved = target === null || target.connection === null ? undefined : connections.find(target.connection);
    const several = (workspace.workspaceFolders?.length ?? 0) > 1;
    const store = [saved?.name ?? info?.label, several ? folders.folder?.name : undefined].filter(part => part !== undefined);
    const shown = [
      [this.experimentsView, this.experimentsFilter],
      [this.registeredModelsView, this.modelsFilter],
    ] as const;
    for (const [view, filter] of shown) {
      const words = info === null ? null : filter.words;
      view.description = [...store.map(part => oneLine(part, 80)), ...(words === null ? [] : [words])].join(' · ');
      view.message = info === null || info.writable ? '' : (info.readOnlyReason ?? l10n.t('This store can only be read.'));
    }
  }

  /** Draws the row of a server that is away every second, for as long as it says how many are left. */
  private countDown(): void {
    clearInterval(this.countdown);
    const { connection, audience } = this.sources;
    if (connection.problem === null || connection.problem.retryAt === null) return;
    this.countdown = setInterval(() => {
      if (!audience.isWatching) return;
      for (const tree of [this.experiments, this.registeredModels]) {
        const row = tree.findWhere(node => node instanceof ConnectionNode);
        if (row !== undefined) tree.redraw(row);
      }
    }, 1000);
  }
}
