import { env, l10n, type WebviewPanel, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { oneLine } from '../../base/oneLine';
import { type Result, success } from '../../base/result';
import { answer, tell } from '../../base/rpc';
import { type ModelName } from '../../domain/ids';
import { storeCalls } from '../../store/contract';
import { executeCommand } from '../../workbench/commands';
import { allowedHere } from '../../workbench/trust';
import { connectPage, loadPage } from '../../workbench/webviewPage';
import { historyPage, type HistoryPageState } from '../contract';
import { deletedVersions } from './deletedVersions';
import { type HistoryPageParts } from './historyDesk';
import { undoEvent } from './undoEvent';

/** The page with one model's history. Its state is whole at any time; a page that was hidden asks for it. */
export class HistoryPanel implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly connection;
  private state: HistoryPageState;
  private closed = false;

  constructor(
    private readonly panel: WebviewPanel,
    readonly model: ModelName,
    private readonly parts: HistoryPageParts,
  ) {
    panel.title = l10n.t('History of {0}', oneLine(model, 60));
    this.state = { model, history: null, deleted: [], failure: null, ...this.rights(), asked: null };
    this.connection = connectPage(panel.webview);
    this.answerPage();
    this.connection.listen();
    loadPage(panel, { name: 'history', title: panel.title, extensionUri: parts.extensionUri });
    this.disposables.add(this.connection);
    panel.onDidDispose(() => this.dispose());
  }

  /** Reads the history again; the page stays as it is looked at. */
  async read(): Promise<void> {
    const { engine } = this.parts;
    const history = await engine.ask(storeCalls.history, { name: this.model });
    if (!history.ok) return this.change({ failure: history.failure, ...this.rights() });
    const deleted = await deletedVersions(engine, this.model, history.value);
    this.change({
      history: history.value,
      deleted: deleted.ok ? [...deleted.value] : [],
      failure: deleted.ok ? null : deleted.failure,
      ...this.rights(),
    });
  }

  /** Brings the page to the front, and what is asked for with it: a moment, or an event. */
  show(asked: { readonly at?: number; readonly eventId?: string }): void {
    this.panel.reveal();
    this.change({ asked: { ...asked, since: Date.now() } });
  }

  dispose(): void {
    this.closed = true;
    this.disposables.dispose();
  }

  private rights(): Pick<HistoryPageState, 'canChange' | 'canExport'> {
    const { info } = this.parts.store.connection;
    return { canChange: workspace.isTrusted && info?.writable === true, canExport: workspace.isTrusted };
  }

  private answerPage(): void {
    const { model } = this;
    answer(this.connection, historyPage.calls, {
      ready: () => success(this.state),
      undo: ({ id }) => this.undo(id),
      exportHistory: () => done(executeCommand('modelOps.exportHistory', { model: { name: model } })),
      showVersion: ({ version }) => done(executeCommand('modelOps.showVersion', { version: { name: model, version } })),
      copyText: ({ text }) => done(env.clipboard.writeText(text)),
    });
  }

  private async undo(id: string): Promise<Result<void>> {
    if (await allowedHere()) await undoEvent(this.parts, { model: this.model, id });
    return success(undefined);
  }

  private change(part: Partial<HistoryPageState>): void {
    this.state = { ...this.state, ...part };
    if (!this.closed) tell(this.connection, historyPage.state, this.state);
  }
}

async function done(act: Thenable<void>): Promise<Result<void>> {
  await act;
  return success(undefined);
}
