import { l10n, type MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { oneLine, plainLabel } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { type ArtifactOwner } from '../../domain/artifact';
import { type LoggedModel } from '../../domain/run';
import { card } from '../../workbench/card';
import { rows } from '../../workbench/contributions';
import { type Engine } from '../../workbench/engineProcess';
import { commandOf } from '../../workbench/messageNodes';
import { exactTime, relativeTime } from '../../workbench/times';
import { type Children, TreeNode } from '../../workbench/treeNode';
import { storeCalls } from '../contract';
import { ArtifactsNode } from './artifactNode';
import { FactNode } from './factNodes';

/** A model that a run logged, where it comes from, and what was made of it: a version can be registered from it. */
export class LoggedModelNode extends TreeNode {
  constructor(
    parent: TreeNode,
    readonly loggedModel: LoggedModel,
    private readonly engine: Engine,
    /** Whether it stands below the run that logged it, which then needs no row. */
    private readonly isBelowItsRun = false,
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

  override async children(): Promise<Result<Children>> {
    const { modelId, name, sourceRunId, uri } = this.loggedModel;
    const artifacts = (owner: ArtifactOwner, folder: string): TreeNode => new ArtifactsNode(this, { owner, folder, name }, this.engine);
    const nodes: TreeNode[] = [...(await this.runRows()), ...this.versionRows()];
    if (modelId !== null) nodes.push(artifacts({ kind: 'loggedModel', modelId }, ''));
    else if (sourceRunId !== null) nodes.push(artifacts({ kind: 'run', runId: sourceRunId }, folderOf(uri)));
    return success({ nodes, more: false, failure: null });
  }

  private async runRows(): Promise<readonly TreeNode[]> {
    const { sourceRunId } = this.loggedModel;
    if (sourceRunId === null || this.isBelowItsRun) return [];
    const found = await this.engine.ask(storeCalls.getRun, { runId: sourceRunId });
    const known = { key: 'run', name: l10n.t('Source run'), full: sourceRunId };
    if (!found.ok) {
      const value = l10n.t('{0} is not in this store', sourceRunId.slice(0, 8));
      return [new FactNode(this, { ...known, value, icon: new ThemeIcon('question') })];
    }
    const run = found.value;
    const command = commandOf('modelOps.openRun', l10n.t('Open Run'), { run });
    return [new FactNode(this, { ...known, value: run.runName, icon: new ThemeIcon('history'), command })];
  }

  private versionRows(): readonly TreeNode[] {
    return this.loggedModel.versions.map(version => {
      const value = `${plainLabel(version.name, 80)} v${version.version}`;
      const command = commandOf('modelOps.showVersion', l10n.t('Show'), { version });
      const icon = new ThemeIcon('symbol-class');
      return new FactNode(this, { key: `version:${version.name}:${version.version}`, name: l10n.t('Registered as'), value, icon, command });
    });
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
