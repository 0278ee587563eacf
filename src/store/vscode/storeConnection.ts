import { userInfo } from 'node:os';
import * as path from 'node:path';
import { EventEmitter, l10n, type Memento, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Result } from '../../base/result';
import { readSetting, setContext } from '../../workbench/commands';
import { type Engine, type EngineProcess } from '../../workbench/engineProcess';
import { storeCalls, type StoreInfo, type StoreOptions } from '../contract';
import { absoluteStoreUri, databaseFolder } from './storeLocation';

interface Remembered {
  readonly uri: string;
  /** The setting's value when the user chose; a changed setting wins over an older choice. */
  readonly setting: string;
}

const MEMORY_KEY = 'modelOps.store';

/** Which store the engine is connected to: chosen by setting or by the user, remembered per workspace. */
export class StoreConnection implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  /** Another store, or none: every row that was read is out of date. */
  readonly onDidChange = this.changed.event;
  private readonly foundNothing = this.disposables.add(new EventEmitter<void>());
  /** A view asked, and neither the setting nor an earlier choice names a store. */
  readonly onDidFindNothing = this.foundNothing.event;
  private wanted: { readonly uri: string; readonly options: StoreOptions } | null = null;
  private opening: Promise<Result<StoreInfo>> | null = null;
  private connected: StoreInfo | null = null;
  private started = false;

  constructor(
    private readonly engine: EngineProcess,
    private readonly memory: Memento,
  ) {
    engine.onStart(direct => this.openAgain(direct));
    this.disposables.add(
      workspace.onDidChangeConfiguration(async change => {
        if (!change.affectsConfiguration('modelOps.trackingUri') && !change.affectsConfiguration('modelOps.artifactsDestination')) return;
        const setting = readSetting('modelOps.trackingUri');
        if (setting !== '') await this.connect(setting);
      }),
    );
  }

  /** What is connected; null while nothing is. */
  get info(): StoreInfo | null {
    return this.connected;
  }

  /** The folder of the connected database; null where there is none. */
  get folder(): string | null {
    return this.wanted === null || this.connected === null ? null : databaseFolder(this.wanted.uri);
  }

  /** Connects, the first time it is asked, to what the setting or the last choice names. Null: nothing is chosen yet. */
  async ready(): Promise<Result<StoreInfo> | null> {
    if (!this.started && this.opening === null) {
      const uri = this.chosen();
      if (uri !== null) return await this.open(uri, false);
      this.started = true;
      this.foundNothing.fire();
    }
    return await this.opening;
  }

  /**
   * Connects to a store that the user names and remembers it. If it cannot be opened, the one before is opened again.
   * @param create makes a new database if there is none.
   */
  async connect(uri: string, create = false): Promise<Result<StoreInfo>> {
    const before = this.connected === null ? null : this.wanted;
    const result = await this.open(uri, create);
    if (result.ok) await this.remember();
    else if (before !== null) await this.open(before.uri, false);
    return result;
  }

  /** Tries the last store again if it could not be opened. */
  async retry(): Promise<void> {
    if (this.connected === null && this.wanted !== null) await this.open(this.wanted.uri, false);
  }

  /** A new engine process knows of no store. If the store cannot be opened any more, the views say why. */
  private async openAgain(direct: Engine): Promise<void> {
    if (this.wanted === null || this.connected === null) return;
    const result = await direct.ask(storeCalls.connect, this.wanted);
    if (!result.ok) this.settle(result);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private open(text: string, create: boolean): Promise<Result<StoreInfo>> {
    this.started = true;
    const uri = absoluteStoreUri(text, workspace.workspaceFolders?.[0]?.uri.fsPath);
    const options = storeOptions();
    this.opening = this.engine.ask(storeCalls.connect, { uri, options: { ...options, create } }).then(result => {
      this.wanted = { uri, options };
      return this.settle(result);
    });
    return this.opening;
  }

  private settle(result: Result<StoreInfo>): Result<StoreInfo> {
    this.opening = Promise.resolve(result);
    this.connected = result.ok ? result.value : null;
    setContext('modelOps.connected', result.ok);
    setContext('modelOps.writable', result.ok && result.value.writable);
    setContext('modelOps.localArtifacts', result.ok && result.value.kind !== 'server');
    this.changed.fire();
    return result;
  }

  private async remember(): Promise<void> {
    if (this.wanted === null) return;
    const remembered: Remembered = { uri: this.wanted.uri, setting: readSetting('modelOps.trackingUri') };
    await this.memory.update(MEMORY_KEY, remembered);
  }

  private chosen(): string | null {
    const setting = readSetting('modelOps.trackingUri');
    const remembered = this.memory.get<Remembered>(MEMORY_KEY);
    if (remembered !== undefined && remembered.setting === setting) return remembered.uri;
    return setting === '' ? null : setting;
  }
}

function storeOptions(): StoreOptions {
  const configured = readSetting('modelOps.artifactsDestination');
  const artifacts = configured === '' ? '' : path.resolve(workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', configured);
  const actor = readSetting('modelOps.actor') || systemUser();
  return artifacts === '' ? { actor } : { actor, artifactsDestination: artifacts };
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return l10n.t('unknown');
  }
}
