import { posix } from 'node:path';
import { Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { oneLine } from '../../base/oneLine';
import { artifactPages } from '../../workbench/contributions';
import { artifactCalls, type ArtifactFacts, type ArtifactPlace } from '../contract';
import { ArtifactPanel } from './artifactPanel';
import { type ArtifactRoom } from './artifactRoom';
import { artifactPlace, artifactUri } from './artifactUri';

/** Opens pages of artifacts, one an artifact, and brings back those of before a reload of the window. */
export class ArtifactDesk implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly open = new Map<string, ArtifactPanel>();

  constructor(private readonly room: ArtifactRoom) {
    const restore = (panel: WebviewPanel, state: unknown): Promise<void> => this.restore(panel, state);
    this.disposables.add(window.registerWebviewPanelSerializer(artifactPages, { deserializeWebviewPanel: restore }));
  }

  /** Shows a table, or what a file is that is not opened; a page that is open already comes to the front. */
  async show(place: ArtifactPlace, facts: ArtifactFacts): Promise<void> {
    const known = this.open.get(artifactUri(place).toString());
    const title = oneLine(posix.basename(place.path), 60);
    const page = known ?? this.adopt(window.createWebviewPanel(artifactPages, title, ViewColumn.Active, {}), place);
    page.reveal();
    await page.read(facts);
  }

  dispose(): void {
    for (const page of this.open.values()) page.dispose();
    this.disposables.dispose();
  }

  private adopt(panel: WebviewPanel, place: ArtifactPlace): ArtifactPanel {
    panel.title = oneLine(posix.basename(place.path), 60);
    const page = new ArtifactPanel(panel, place, this.room);
    const key = artifactUri(place).toString();
    this.open.set(key, page);
    panel.onDidDispose(() => this.open.delete(key));
    return page;
  }

  private async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const place = rememberedPlace(state);
    if (place === null || this.open.has(artifactUri(place).toString())) return panel.dispose();
    const page = this.adopt(panel, place);
    await this.room.store.connection.ready();
    const facts = await this.room.engine.ask(artifactCalls.inspect, place);
    if (facts.ok) await page.read(facts.value);
    else page.fail(facts.failure);
  }
}

/** The page keeps the address of what it shows. */
function rememberedPlace(state: unknown): ArtifactPlace | null {
  if (typeof state !== 'object' || state === null || !('view' in state)) return null;
  const { view } = state;
  if (typeof view !== 'object' || view === null || !('address' in view) || typeof view.address !== 'string') return null;
  return view.address === '' ? null : artifactPlace(Uri.parse(view.address));
}
