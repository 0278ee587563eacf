import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import { oneLine } from '../../base/oneLine';
import { failureSentence } from '../../base/result';
import { commandOf } from '../../workbench/messageNodes';
import { TreeNode } from '../../workbench/treeNode';
import { hostOf } from '../../domain/savedConnection';
import { type ConnectionProblem, type StoreConnection } from './storeConnection';

/** Says why the store cannot be reached, and what a click does about it. */
export class ConnectionNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly connection: Pick<StoreConnection, 'problem'>,
  ) {
    super(parent, '(connection)');
  }

  item(): TreeItem {
    const { problem } = this.connection;
    return problem === null ? new TreeItem('') : problemItem(problem);
  }
}

function problemItem(problem: ConnectionProblem): TreeItem {
  const { failure } = problem;
  const item = new TreeItem(problemLabel(problem));
  item.description = problemHint(problem);
  item.iconPath = new ThemeIcon(problemIcon(problem), new ThemeColor('list.errorForeground'));
  item.tooltip = new MarkdownString().appendText(failureSentence(failure));
  item.command =
    failure.reason === 'unauthorized'
      ? commandOf('modelOps.signIn', l10n.t('Sign In'), undefined)
      : commandOf('modelOps.refresh', l10n.t('Try Again'), undefined);
  return item;
}

function problemLabel({ uri, failure, retryAt }: ConnectionProblem): string {
  const host = oneLine(hostOf(uri), 80);
  if (failure.reason === 'unauthorized') return l10n.t('Sign in to {0}', host);
  if (failure.reason === 'forbidden') return l10n.t('Forbidden: {0}', host);
  if (retryAt === null) return oneLine(failure.message, 300);
  const seconds = Math.ceil((retryAt - Date.now()) / 1000);
  return seconds > 0 ? l10n.t('Not reachable: {0} — retrying in {1} s', host, seconds) : l10n.t('Not reachable: {0} — retrying…', host);
}

function problemHint({ failure, retryAt }: ConnectionProblem): string {
  if (retryAt !== null) return l10n.t('Click to try now.');
  if (failure.reason === 'unauthorized' || failure.reason === 'forbidden') return oneLine(failure.message, 300);
  return failure.nextStep ?? l10n.t('Click to try again.');
}

function problemIcon({ failure, retryAt }: ConnectionProblem): string {
  if (failure.reason === 'unauthorized') return 'key';
  if (failure.reason === 'forbidden') return 'lock';
  return retryAt === null ? 'error' : 'debug-disconnect';
}

/** A whole sentence about the store that a user should know. */
export class RemarkNode extends TreeNode {
  constructor(
    parent: TreeNode,
    private readonly sentence: string,
  ) {
    super(parent, `(remark) ${sentence}`);
  }

  item(): TreeItem {
    const item = new TreeItem('');
    item.description = oneLine(this.sentence, 300);
    item.tooltip = new MarkdownString().appendText(this.sentence);
    item.iconPath = new ThemeIcon('info');
    return item;
  }
}
