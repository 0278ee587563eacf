import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { type Result } from '../../base/result';
import { type Experiment } from '../../domain/experiment';
import { type LoggedModel } from '../../domain/run';
import { type Engine } from '../../workbench/engineProcess';
import { PagedNode } from '../../workbench/pagedNode';
import { type TreeNode } from '../../workbench/treeNode';
import { type Page, type PageRequest, storeCalls } from '../contract';
import { LoggedModelNode } from './loggedModelNode';

/** Everything that the runs of an experiment logged as models, newest first. */
export class LoggedModelsNode extends PagedNode<LoggedModel> {
  constructor(
    parent: TreeNode,
    private readonly experiment: Pick<Experiment, 'experimentId'>,
    private readonly engine: Engine,
  ) {
    super(parent, '(loggedModels)');
  }

  item(): TreeItem {
    const item = new TreeItem(l10n.t('Logged Models'), TreeItemCollapsibleState.Collapsed);
    item.iconPath = new ThemeIcon('package');
    return item;
  }

  override get emptyText(): string {
    return l10n.t('No models.');
  }

  protected override read(asked: PageRequest): Promise<Result<Page<LoggedModel>>> {
    return this.engine.ask(storeCalls.listLoggedModels, { ...asked, experiments: [this.experiment.experimentId] });
  }

  protected override nodesOf(models: readonly LoggedModel[]): Promise<readonly TreeNode[]> {
    return Promise.resolve(models.map(model => new LoggedModelNode(this, model, this.engine)));
  }
}
