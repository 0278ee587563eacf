import { l10n, type MarkdownString, ThemeIcon, TreeItem } from 'vscode';
import { oneLine } from '../../base/oneLine';
import { type LoggedModel } from '../../domain/run';
import { card } from '../../workbench/card';
import { rows } from '../../workbench/contributions';
import { exactTime, relativeTime } from '../../workbench/times';
import { TreeNode } from '../../workbench/treeNode';

/** A model that a run logged: what a version can be registered from. */
export class LoggedModelNode extends TreeNode {
  constructor(
    parent: TreeNode,
    readonly loggedModel: LoggedModel,
  ) {
    super(parent, loggedModel.uri);
  }

  item(): TreeItem {
    const { name, status, creationTime } = this.loggedModel;
    const item = new TreeItem(oneLine(name));
    const word = status === 'READY' || status === 'UNSPECIFIED' ? null : status.toLowerCase();
    item.description = [word, creationTime === null ? null : relativeTime(creationTime)].filter(part => part !== null).join(' · ');
    item.iconPath = new ThemeIcon('package');
    item.contextValue = rows.loggedModel;
    return item;
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
