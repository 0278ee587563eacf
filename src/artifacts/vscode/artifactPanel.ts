import { type WebviewPanel, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Failure, type Result, success } from '../../base/result';
import { answer, tell } from '../../base/rpc';
import { connectPage, loadPage } from '../../workbench/webviewPage';
import { artifactCalls, type ArtifactFacts, artifactPage, type ArtifactPageState, type ArtifactPlace } from '../contract';
import { type ArtifactRoom } from './artifactRoom';
import { artifactUri } from './artifactUri';
import { downloadArtifact } from './downloadArtifact';
import { openAsText } from './openAsText';

/** The page of one table, or of a file that is not opened. Its state is whole at any time; a page that was hidden asks for it. */
export class ArtifactPanel implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly connection;
  private readonly reading = new AbortController();
  private state: ArtifactPageState;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly place: ArtifactPlace,
    private readonly room: ArtifactRoom,
  ) {
    const address = artifactUri(place).toString();
    this.state = { place, address, content: null, failure: null, canDownload: workspace.isTrusted };
    this.connection = this.disposables.add(connectPage(panel.webview));
    answer(this.connection, artifactPage.calls, {
      ready: () => success(this.state),
      download: () => done(downloadArtifact(room, { ...place, isFolder: false, name: '' })),
      openAsText: () => done(openAsText(place)),
    });
    this.connection.listen();
    loadPage(panel, { name: 'artifacts', title: panel.title, extensionUri: room.extensionUri });
    panel.onDidDispose(() => this.dispose());
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Reads the table, or says what the file is. Closing the page ends it. */
  async read({ view, size, kind }: ArtifactFacts): Promise<void> {
    if (view !== 'table') return this.change({ content: { kind: 'closed', size, what: kind } });
    const { signal } = this.reading;
    const table = await this.room.engine.ask(artifactCalls.readTable, this.place, { signal });
    if (!table.ok) return this.fail(table.failure);
    this.change({ content: { kind: 'table', size, table: table.value }, failure: null });
  }

  fail(failure: Failure): void {
    this.change({ failure });
  }

  dispose(): void {
    this.reading.abort();
    this.disposables.dispose();
  }

  private change(part: Partial<ArtifactPageState>): void {
    this.state = { ...this.state, ...part };
    if (!this.reading.signal.aborted) tell(this.connection, artifactPage.state, this.state);
  }
}

async function done(act: Promise<void>): Promise<Result<void>> {
  await act;
  return success(undefined);
}
