import { type Command, l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import { oneLine } from '../base/oneLine';
import { type Failure, failureSentence } from '../base/result';
import { type CommandArguments, type CommandId } from './contributions';
import { PAGE_SIZE } from './pagedNode';
import { TreeNode } from './treeNode';

/** The rows that stand for a state instead of a thing. */

export class EmptyNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly text: string,
  ) {
    super(parent, '(empty)');
  }

  item(): TreeItem {
    const item = new TreeItem('');
    item.description = this.text;
    item.tooltip = this.text;
    return item;
  }
}

export class LoadingNode extends TreeNode {
  constructor(parent: TreeNode) {
    super(parent, '(loading)');
  }

  item(): TreeItem {
    const item = new TreeItem('');
    item.description = l10n.t('Loading…');
    item.iconPath = new ThemeIcon('loading~spin');
    return item;
  }
}

/** Says why there are no rows and tries again on a click. */
export class ErrorNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly failure: Failure,
  ) {
    super(parent, '(error)');
  }

  item(): TreeItem {
    const item = new TreeItem(oneLine(this.failure.message, 300));
    item.description = this.failure.nextStep ?? l10n.t('Click to try again.');
    item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
    item.tooltip = new MarkdownString().appendText(failureSentence(this.failure)).appendMarkdown(`\n\n${l10n.t('Click to try again.')}`);
    item.command = commandOf('modelOps.refresh', l10n.t('Try Again'), undefined);
    return item;
  }
}

export class LoadMoreNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly load: () => void,
  ) {
    super(parent, '(more)');
  }

  item(): TreeItem {
    const item = new TreeItem(l10n.t('Load {0} more…', PAGE_SIZE));
    item.iconPath = new ThemeIcon('ellipsis');
    item.command = commandOf('modelOps.loadMore', l10n.t('Load More'), { loadMore: this.load });
    return item;
  }
}

/** A click on a row, typed as the command is. */
export function commandOf<Id extends CommandId>(id: Id, title: string, argument: CommandArguments[Id]): Command {
  return { command: id, title, arguments: [argument] };
}
