import { l10n, type Memento, window, workspace } from 'vscode';
import { type Disposable } from '../../base/disposable';
import { shownPath } from '../../domain/shownText';
import { type ArtifactMove } from '../../domain/artifact';
import { type Engine } from '../../workbench/engineProcess';
import { type Notices } from '../../workbench/notices';
import { storeCalls, type StoreInfo } from '../contract';
import { type StoreAccess } from './storeAccess';
import { type StoreConnection } from './storeConnection';

interface Sources {
  readonly engine: Engine;
  readonly connection: StoreConnection;
  readonly access: StoreAccess;
  readonly notices: Notices;
  readonly memory: Memento;
}

const MUTED = 'modelOps.artifactMoveMuted';

/**
 * What is looked at once a store is connected, in a trusted workspace: changes that an interruption left half-made, and
 * artifacts that lie elsewhere than the store says. Each store once a session.
 */
export class AfterConnecting implements Disposable {
  private readonly listening: Disposable;
  private readonly seen = new Set<string>();

  constructor(private readonly sources: Sources) {
    this.listening = sources.connection.onDidChange(() => void this.look());
  }

  dispose(): void {
    this.listening.dispose();
  }

  private async look(): Promise<void> {
    const { info } = this.sources.connection;
    if (info === null || !workspace.isTrusted || this.seen.has(info.uri)) return;
    this.seen.add(info.uri);
    if (info.writable) await this.recover();
    await this.offerMove(info);
  }

  private async recover(): Promise<void> {
    const recovered = await this.sources.engine.ask(storeCalls.recoverChanges, undefined);
    if (!recovered.ok) return;
    for (const { sentence } of recovered.value) this.sources.notices.say(sentence);
  }

  private async offerMove(info: StoreInfo): Promise<void> {
    const { engine, memory, notices } = this.sources;
    const found = await engine.ask(storeCalls.findMovedArtifacts, undefined);
    if (!found.ok || found.value === null) return;
    const move = found.value;
    const muted = `${MUTED} ${info.uri} ${move.from}`;
    if (memory.get<boolean>(muted) === true) return;
    notices.say(
      l10n.t('The artifacts were recorded in {0} but lie in {1}. Use {1}?', shownPath(move.from), shownPath(move.to)),
      { title: l10n.t('Use Them'), run: () => this.use(info, move) },
      { title: l10n.t('Choose Folder…'), run: () => this.choose(info, move) },
      { title: l10n.t("Don't Show Again"), run: () => memory.update(muted, true) },
    );
  }

  private async choose(info: StoreInfo, { from }: ArtifactMove): Promise<void> {
    const options = { canSelectFiles: false, canSelectFolders: true, openLabel: l10n.t('Use') };
    const folder = (await window.showOpenDialog({ ...options, title: l10n.t('Where the artifacts of {0} lie', shownPath(from)) }))?.[0];
    if (folder !== undefined) await this.use(info, { from, to: folder.fsPath });
  }

  private async use(info: StoreInfo, move: ArtifactMove): Promise<void> {
    await this.sources.access.keepMove(info.uri, move);
    if (this.sources.connection.info?.uri === info.uri) await this.sources.connection.reopen();
  }
}
