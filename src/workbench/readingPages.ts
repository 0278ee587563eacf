import { commands, EventEmitter, l10n, type TextDocumentContentProvider, Uri, window, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import { oneLine } from '../base/oneLine';

const SCHEME = 'modelops';

/** Makes the text of a page when it is shown, and again when it is refreshed. */
type WritePage = () => Promise<string>;

/** Read-only Markdown pages made by us, e.g. the facts of a run: shown rendered, never saved. */
export class ReadingPages implements TextDocumentContentProvider, Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new EventEmitter<Uri>());
  readonly onDidChange = this.changed.event;
  private readonly pages = new Map<string, WritePage>();

  constructor() {
    this.disposables.add(workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.disposables.add(workspace.onDidCloseTextDocument(({ uri }) => this.pages.delete(uri.toString())));
  }

  /** @param name what the tab says; @param key what tells pages of the same name apart. */
  async show(name: string, key: string, write: WritePage): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/${oneLine(name, 80).replaceAll('/', '∕')}`, query: key });
    this.pages.set(uri.toString(), write);
    this.changed.fire(uri);
    try {
      await commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // The built-in Markdown preview can be switched off: the text itself can still be read.
      await window.showTextDocument(uri, { preview: true });
    }
  }

  /** Writes every open page anew. */
  refresh(): void {
    for (const uri of this.pages.keys()) this.changed.fire(Uri.parse(uri));
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const write = this.pages.get(uri.toString());
    return write === undefined ? l10n.t('This page was made in an earlier session. Open it again from the tree.') : await write();
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
