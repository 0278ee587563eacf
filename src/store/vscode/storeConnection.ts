import { EventEmitter, workspace, type WorkspaceFolder } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Failure, type FailureReason, type Result } from '../../base/result';
import { type Audience } from '../../workbench/audience';
import { setContext } from '../../workbench/commands';
import { type Engine, type EngineProcess } from '../../workbench/engineProcess';
import { Retries } from '../../workbench/retries';
import { storeCalls, type StoreInfo, type StoreOptions } from '../contract';
import { type FolderMemory } from './folderMemory';
import { isServer, type SavedConnection, takeOutCredentials } from '../../domain/savedConnection';
import { type StoreAccess, type WantedStore } from './storeAccess';
import { absoluteStoreUri, databaseFolder } from './storeLocation';

/** Why the store cannot be reached, and when that is tried again; null if it is not by itself. */
export interface ConnectionProblem {
  readonly uri: string;
  readonly failure: Failure;
  readonly retryAt: number | null;
}

interface Sources {
  readonly engine: Pick<EngineProcess, 'ask' | 'onStart'>;
  readonly folders: Pick<FolderMemory, 'folder' | 'path' | 'choose' | 'storeOf' | 'remember'>;
  readonly access: Pick<StoreAccess, 'options'>;
  readonly audience: Audience;
}

/** Failures that are the whole server's, whatever it was asked. */
const OF_THE_SERVER: readonly FailureReason[] = ['unavailable', 'unauthorized', 'forbidden'];

/** Which store the engine is connected to: chosen by setting or by the user, remembered for each folder of the workspace. */
export class StoreConnection implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  /** Another store, or none: every row that was read is out of date. */
  readonly onDidChange = this.changed.event;
  private readonly foundNothing = this.disposables.add(new EventEmitter<void>());
  /** A view asked, and neither the setting nor an earlier choice names a store. */
  readonly onDidFindNothing = this.foundNothing.event;
  private readonly turned = this.disposables.add(new EventEmitter<void>());
  /** The same store can be reached no more, or again, or can do something else than before. */
  readonly onDidTurn = this.turned.event;
  private readonly retries: Retries;
  private wanted: WantedStore | null = null;
  private opened: { readonly uri: string; readonly options: StoreOptions } | null = null;
  private opening: Promise<Result<StoreInfo>> | null = null;
  private connected: StoreInfo | null = null;
  private trouble: ConnectionProblem | null = null;
  private started = false;
  private opens = 0;

  constructor(private readonly sources: Sources) {
    sources.engine.onStart(direct => this.openAgain(direct));
    this.retries = this.disposables.add(new Retries(sources.audience, () => void this.retry()));
    this.disposables.add(
      workspace.onDidChangeConfiguration(async change => {
        if (!change.affectsConfiguration('modelOps.trackingUri') && !change.affectsConfiguration('modelOps.artifactsDestination')) return;
        if (this.started) await this.openChosen();
      }),
    );
  }

  /** What is connected; null while nothing is. */
  get info(): StoreInfo | null {
    return this.connected;
  }

  /** Null while all is well, or nothing is chosen. */
  get problem(): ConnectionProblem | null {
    return this.trouble;
  }

  /** What is or should be connected. */
  get target(): Pick<WantedStore, 'uri' | 'connection'> | null {
    return this.wanted;
  }

  /** The folder of the connected database; null where there is none. */
  get folder(): string | null {
    return this.wanted === null || this.connected === null ? null : databaseFolder(this.wanted.uri);
  }

  /** Connects, the first time it is asked, to what the setting or the last choice names. Null: nothing is chosen yet. */
  async ready(): Promise<Result<StoreInfo> | null> {
    if (!this.started && this.opening === null) await this.openChosen();
    return await this.opening;
  }

  /**
   * Connects to a store that the user names and remembers it for the folder. If it cannot be opened, the one before is
   * opened again.
   * @param create makes a new database if there is none.
   */
  async connect(uri: string, create = false): Promise<Result<StoreInfo>> {
    const before = this.connected === null ? null : this.wanted;
    const wanted = this.wantedStore(uri, null);
    const result = await this.open(wanted, create);
    if (result.ok) await this.remember(wanted);
    else if (before !== null && this.wanted === wanted) await this.open(before);
    return result;
  }

  /** Connects to a saved connection and remembers it for the folder, reachable or not: the rows say what is wrong. */
  async use(saved: SavedConnection): Promise<Result<StoreInfo>> {
    const wanted = this.wantedStore(saved.uri, saved.id);
    await this.remember(wanted);
    return await this.open(wanted);
  }

  /** Shows the store of another folder of the workspace. */
  async showFolder(folder: WorkspaceFolder): Promise<void> {
    await this.sources.folders.choose(folder);
    await this.openChosen();
  }

  /** Opens the same store again, e.g. with another sign-in. */
  async reopen(): Promise<void> {
    if (this.wanted !== null) await this.open(this.wanted);
  }

  /** Connects to what the folder's choice or setting names by now; to nothing if there is none. */
  async openChosen(): Promise<void> {
    this.started = true;
    const chosen = this.sources.folders.storeOf(this.sources.folders.folder);
    if (chosen !== undefined) {
      await this.open(this.wantedStore(chosen.uri, chosen.connection));
      return;
    }
    if (this.wanted !== null) await this.leave();
    this.foundNothing.fire();
  }

  /** Tries the store again if it could not be reached. */
  async retry(): Promise<void> {
    if (this.trouble === null || this.wanted === null) return;
    if (this.connected === null) await this.open(this.wanted);
    else await this.look();
  }

  /** Reading failed: a server that is away, or lets us in no more, is tried again later. The rows that were read stay. */
  report(reason: Failure): void {
    if (this.wanted === null || this.connected === null || this.trouble !== null) return;
    if (!isServer(this.wanted.uri) || !OF_THE_SERVER.includes(reason.reason)) return;
    this.trouble = this.problemOf(this.wanted, reason);
    this.turned.fire();
  }

  /** Asks the store anew what it can do: another program may have upgraded it. */
  async readInfo(): Promise<void> {
    const opens = this.opens;
    const info = await this.sources.engine.ask(storeCalls.info, undefined);
    if (!info.ok || opens !== this.opens || this.connected === null) return;
    if (JSON.stringify(info.value) === JSON.stringify(this.connected)) return;
    this.tell(info.value);
    this.turned.fire();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** Credentials that stood in an address are not remembered: they belong in the secret storage. */
  private async remember({ uri, connection }: WantedStore): Promise<void> {
    await this.sources.folders.remember({ uri, connection });
  }

  private wantedStore(text: string, connection: string | null): WantedStore {
    const { uri, username, password } = takeOutCredentials(absoluteStoreUri(text, this.sources.folders.path));
    if (password === null) return { uri, connection };
    return { uri, connection, credentials: { kind: 'basic', username: username ?? '', password } };
  }

  private open(wanted: WantedStore, create = false): Promise<Result<StoreInfo>> {
    this.started = true;
    const mine = ++this.opens;
    const isAnother = this.wanted?.uri !== wanted.uri || this.wanted.connection !== wanted.connection;
    if (isAnother) this.retries.stop();
    this.wanted = wanted;
    this.opening = this.askToOpen(wanted, create).then(result => (mine === this.opens ? this.settle(result, isAnother) : result));
    return this.opening;
  }

  private async askToOpen(wanted: WantedStore, create: boolean): Promise<Result<StoreInfo>> {
    const { engine, access } = this.sources;
    this.opened = null;
    const options = await access.options(wanted);
    if (!options.ok) {
      await engine.ask(storeCalls.disconnect, undefined);
      return options;
    }
    const result = await engine.ask(storeCalls.connect, { uri: wanted.uri, options: { ...options.value, create } });
    if (result.ok && this.wanted === wanted) this.opened = { uri: wanted.uri, options: options.value };
    return result;
  }

  private settle(result: Result<StoreInfo>, isAnother: boolean): Result<StoreInfo> {
    const wasAway = this.connected === null && this.trouble !== null;
    this.opening = Promise.resolve(result);
    if (result.ok) this.retries.stop();
    this.trouble = result.ok || this.wanted === null ? null : this.problemOf(this.wanted, result.failure);
    this.tell(result.ok ? result.value : null);
    // The same problem as before is another line in the same rows.
    if (!result.ok && wasAway && !isAnother) this.turned.fire();
    else this.changed.fire();
    return result;
  }

  private problemOf({ uri }: WantedStore, reason: Failure): ConnectionProblem {
    const isPassing = isServer(uri) && reason.reason === 'unavailable';
    return { uri, failure: reason, retryAt: isPassing ? this.retries.schedule() : null };
  }

  /** Whether a store that was reached before can be reached again. */
  private async look(): Promise<void> {
    const { wanted, opens } = this;
    const version = await this.sources.engine.ask(storeCalls.dataVersion, undefined);
    if (wanted === null || opens !== this.opens) return;
    if (version.ok) this.retries.stop();
    this.trouble = version.ok ? null : this.problemOf(wanted, version.failure);
    this.turned.fire();
  }

  private async leave(): Promise<void> {
    this.opens++;
    this.retries.stop();
    Object.assign(this, { wanted: null, opened: null, opening: null, trouble: null });
    await this.sources.engine.ask(storeCalls.disconnect, undefined);
    this.tell(null);
    this.changed.fire();
  }

  private tell(info: StoreInfo | null): void {
    this.connected = info;
    setContext('modelOps.connected', info !== null);
    setContext('modelOps.writable', info?.writable ?? false);
    setContext('modelOps.onServer', info?.kind === 'server');
  }

  /** A new engine process knows of no store. If the store cannot be opened any more, the views say why. */
  private async openAgain(direct: Engine): Promise<void> {
    if (this.opened === null || this.connected === null) return;
    const result = await direct.ask(storeCalls.connect, this.opened);
    if (!result.ok) this.settle(result, true);
  }
}
