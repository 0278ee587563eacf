import { l10n, type MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { oneLine } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { type Run } from '../../domain/run';
import { card } from '../../workbench/card';
import { rows } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { PagedNode } from '../../workbench/pagedNode';
import { type TreeNode } from '../../workbench/treeNode';
import { type Page, type PageRequest, storeCalls } from '../contract';
import { runGroups } from './runGroups';
import { runDescription, runFacts, runIcon } from './runWords';

/** A run: its facts in groups, then the runs nested under it. */
export class RunNode extends PagedNode<Run> {
  constructor(
    parent: TreeNode,
    readonly run: Run,
    private readonly engine: Engine,
  ) {
    super(parent, run.runId);
  }

  item(): TreeItem {
    const item = new TreeItem(oneLine(this.run.runName) || this.run.runId.slice(0, 8), TreeItemCollapsibleState.Collapsed);
    item.description =
      this.run.lifecycleStage === 'deleted' ? `${l10n.t('deleted')} · ${runDescription(this.run)}` : runDescription(this.run);
    const isDeleted = this.run.lifecycleStage === 'deleted';
    item.iconPath = isDeleted ? new ThemeIcon('trash') : runIcon(this.run.status);
    item.contextValue = isDeleted ? rows.deletedRun : rows.run;
    return item;
  }

  override tooltip(): Promise<MarkdownString> {
    return Promise.resolve(card(this.run.runName || l10n.t('Run'), runFacts(this.run), this.run.tags['mlflow.note.content']));
  }

  protected override fixedNodes(): readonly TreeNode[] {
    return runGroups(this, this.run, this.engine);
  }

  protected override read(asked: PageRequest): Promise<Result<Page<Run>>> {
    if (!this.run.hasChildren) return Promise.resolve(success({ items: [], nextPage: null }));
    return this.engine.ask(storeCalls.listRuns, { ...asked, experiments: [this.run.experimentId], parent: this.run.runId });
  }

  protected override nodesOf(runs: readonly Run[]): Promise<readonly TreeNode[]> {
    return Promise.resolve(runs.map(run => new RunNode(this, run, this.engine)));
  }
}
