import { l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { oneLine } from '../../base/oneLine';
import { modelName, type ModelName } from '../../domain/ids';
import { reportViews } from '../../workbench/contributions';
import { HistoryPanel } from './historyPanel';
import { type HistoryParts } from './historyRoom';

export interface HistoryPageParts extends HistoryParts {
  readonly extensionUri: Uri;
}

/** Opens history pages, one a model, keeps them current, and brings back those of before a reload of the window. */
export class HistoryDesk implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly open = new Map<ModelName, HistoryPanel>();

  constructor(private readonly parts: HistoryPageParts) {
    const { onDidChangeData, connection } = parts.store;
    this.disposables.add(onDidChangeData(() => this.readAgain()));
    this.disposables.add(connection.onDidChange(() => this.readAgain()));
    const restore = (panel: WebviewPanel, state: unknown): Promise<void> => this.restore(panel, state);
    this.disposables.add(window.registerWebviewPanelSerializer(reportViews.history, { deserializeWebviewPanel: restore }));
  }

  /** Shows a model's history; if it is open already, that page comes to the front. */
  async show(name: ModelName, asked: { readonly at?: number; readonly eventId?: string } = {}): Promise<void> {
    const known = this.open.get(name);
    const page = known ?? this.adopt(newPanel(name), name);
    page.show(asked);
    if (known === undefined) await page.read();
  }

  dispose(): void {
    for (const page of this.open.values()) page.dispose();
    this.disposables.dispose();
  }

  private adopt(panel: WebviewPanel, name: ModelName): HistoryPanel {
    const icon = (theme: string): Uri => Uri.joinPath(this.parts.extensionUri, 'media', 'icons', `history-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const page = new HistoryPanel(panel, name, this.parts);
    const watched = this.parts.store.audience.join({ isVisible: () => panel.visible, onDidChange: panel.onDidChangeViewState });
    this.open.set(name, page);
    panel.onDidDispose(() => {
      watched.dispose();
      this.open.delete(name);
    });
    return page;
  }

  private async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const name = rememberedModel(state);
    if (name === null || this.open.has(name)) return panel.dispose();
    const page = this.adopt(panel, name);
    await this.parts.store.connection.ready();
    await page.read();
  }

  private readAgain(): void {
    for (const page of this.open.values()) void page.read();
  }
}

function newPanel(name: ModelName): WebviewPanel {
  return window.createWebviewPanel(reportViews.history, l10n.t('History of {0}', oneLine(name, 60)), ViewColumn.Active, {});
}

/** The page keeps which model it is about. */
function rememberedModel(state: unknown): ModelName | null {
  if (typeof state !== 'object' || state === null || !('view' in state)) return null;
  const { view } = state;
  if (typeof view !== 'object' || view === null || !('model' in view)) return null;
  return typeof view.model === 'string' && view.model !== '' ? modelName(view.model) : null;
}
