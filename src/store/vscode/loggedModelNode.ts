import { l10n, type MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { oneLine } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { type ArtifactOwner } from '../../domain/artifact';
import { type LoggedModel } from '../../domain/run';
import { card } from '../../workbench/card';
import { rows } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { exactTime, relativeTime } from '../../workbench/times';
import { type Children, TreeNode } from '../../workbench/treeNode';
import { ArtifactsNode } from './artifactNode';

/** A model that a run logged: what a version can be registered from. */
export class LoggedModelNode extends TreeNode {
  constructor(
    parent: TreeNode,
    readonly loggedModel: LoggedModel,
    private readonly engine: Engine,
  ) {
    super(parent, loggedModel.uri);
  }

  item(): TreeItem {
    const { name, status, creationTime } = this.loggedModel;
    const item = new TreeItem(oneLine(name), TreeItemCollapsibleState.Collapsed);
    const word = status === 'READY' || status === 'UNSPECIFIED' ? null : status.toLowerCase();
    item.description = [word, creationTime === null ? null : relativeTime(creationTime)].filter(part => part !== null).join(' · ');
    item.iconPath = new ThemeIcon('package');
    item.contextValue = rows.loggedModel;
    return item;
  }

  override children(): Promise<Result<Children>> {
    const { modelId, name, sourceRunId, uri } = this.loggedModel;
    const artifacts = (owner: ArtifactOwner, folder: string): TreeNode => new ArtifactsNode(this, { owner, folder, name }, this.engine);
    const nodes: TreeNode[] = [];
    if (modelId !== null) nodes.push(artifacts({ kind: 'loggedModel', modelId }, ''));
    else if (sourceRunId !== null) nodes.push(artifacts({ kind: 'run', runId: sourceRunId }, folderOf(uri)));
    return Promise.resolve(success({ nodes, more: false, failure: null }));
  }

  override tooltip(): Promise<MarkdownString> {
    const { name, uri, artifactLocation, status, creationTime } = this.loggedModel;
    const facts = [
      [l10n.t('URI'), uri],
      [l10n.t('Status'), status],
      [l10n.t('Created'), exactTime(creationTime)],
      [l10n.t('Files'), artifactLocation],
    ] as const;
    return Promise.resolve(card(name, facts));
  }
}

/** Of `runs:/ID/PATH`, by which MLflow 2 names a model below its run's artifacts. */
function folderOf(uri: string): string {
  return /^runs:\/[^/]+\/(.+)$/.exec(uri)?.[1] ?? '';
}
