import { EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Audience } from '../../workbench/audience';
import { readSetting } from '../../workbench/commands';
import { type Engine } from '../../workbench/engineProcess';
import { storeCalls } from '../contract';
import { type StoreConnection } from './storeConnection';
import { databaseFile } from './storeLocation';

/** With the reading that follows, what others change shows within two seconds even where file events do not arrive. */
const FILE_EVERY_MS = 1500;
/** A commit writes a file several times within a moment. */
const AFTER_FILE_EVENT_MS = 100;

interface Sources {
  readonly engine: Engine;
  readonly connection: StoreConnection;
  readonly audience: Audience;
}

/**
 * Notices what others write into the store, while someone is looking: a file by its events and by asking it, a
 * server as often as the setting says. Whoever comes back to a hidden view has it looked at at once.
 */
export class ChangeWatch implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  /** Something in the store is otherwise than when it was last seen. */
  readonly onDidChange = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;
  private files: Disposable | null = null;
  private seen: number | null = null;
  private asking = false;

  constructor(private readonly sources: Sources) {
    const { connection, audience } = sources;
    this.disposables.add(audience.onDidCome(() => void this.look()));
    this.disposables.add(connection.onDidChange(() => this.begin()));
    this.disposables.add(connection.onDidTurn(() => void this.look()));
    this.disposables.add(
      workspace.onDidChangeConfiguration(change => (change.affectsConfiguration('modelOps.pollSeconds') ? this.schedule() : undefined)),
    );
  }

  /** Takes the present state as seen, e.g. because the rows were just read. */
  async catchUp(): Promise<void> {
    this.seen = await this.version();
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.soon);
    this.files?.dispose();
    this.disposables.dispose();
  }

  private begin(): void {
    this.seen = null;
    this.files?.dispose();
    this.files = this.watchFile();
    void this.catchUp();
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const wait = this.interval();
    if (wait === null) return;
    this.timer = setTimeout(() => void this.look().finally(() => this.schedule()), wait);
  }

  /** Null: it is not asked by itself. */
  private interval(): number | null {
    const kind = this.sources.connection.info?.kind;
    if (kind === undefined) return null;
    if (kind !== 'server') return FILE_EVERY_MS;
    const seconds = readSetting('modelOps.pollSeconds');
    return seconds > 0 ? seconds * 1000 : null;
  }

  private async look(): Promise<void> {
    const { connection, audience } = this.sources;
    if (this.asking || connection.info === null || connection.problem !== null || !audience.isWatching) return;
    this.asking = true;
    const version = await this.version();
    this.asking = false;
    const isNews = version !== null && this.seen !== null && version !== this.seen;
    this.seen = version ?? this.seen;
    if (!isNews) return;
    await connection.readInfo();
    this.changed.fire();
  }

  private async version(): Promise<number | null> {
    if (this.sources.connection.info === null) return null;
    const version = await this.sources.engine.ask(storeCalls.dataVersion, undefined);
    if (version.ok) return version.value;
    this.sources.connection.report(version.failure);
    return null;
  }

  /** The database, its journal and its write-ahead log begin with the same name. */
  private watchFile(): Disposable | null {
    const { connection } = this.sources;
    const file = databaseFile(connection.target?.uri ?? '');
    if (file === null || connection.folder === null || connection.info === null) return null;
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(connection.folder), '*'));
    const start = Uri.file(file).path;
    const heard = (changed: Uri): void => {
      if (!changed.path.startsWith(start)) return;
      clearTimeout(this.soon);
      this.soon = setTimeout(() => void this.look(), AFTER_FILE_EVENT_MS);
    };
    watcher.onDidChange(heard);
    watcher.onDidCreate(heard);
    watcher.onDidDelete(heard);
    return watcher;
  }
}
