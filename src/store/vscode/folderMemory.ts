import { type Memento, workspace, type WorkspaceFolder } from 'vscode';
import { readSetting } from '../../workbench/commands';

/** Which store the user chose for a folder. */
export interface RememberedStore {
  readonly uri: string;
  /** The saved connection that leads there; null for one that is not in the list. */
  readonly connection: string | null;
  /** The setting's value when the user chose; a changed setting wins over an older choice. */
  readonly setting: string;
}

const CHOSEN_FOLDER = 'modelOps.folder';

/** What is remembered of a workspace: for each of its folders the store, and which folder's store the views show. */
export class FolderMemory {
  constructor(private readonly memory: Memento) {}

  /** The folder whose store the views show; undefined where no folder is open. */
  get folder(): WorkspaceFolder | undefined {
    const folders = workspace.workspaceFolders ?? [];
    const chosen = this.memory.get<string>(CHOSEN_FOLDER);
    return folders.find(({ uri }) => uri.toString() === chosen) ?? folders.find(folder => this.storeOf(folder) !== undefined) ?? folders[0];
  }

  /** Where relative paths start. */
  get path(): string | undefined {
    return this.folder?.uri.fsPath;
  }

  async choose(folder: WorkspaceFolder): Promise<void> {
    await this.memory.update(CHOSEN_FOLDER, folder.uri.toString());
  }

  /** What the user chose for the folder, unless its setting was changed since; else what the setting names. */
  storeOf(folder: WorkspaceFolder | undefined): Pick<RememberedStore, 'uri' | 'connection'> | undefined {
    const setting = readSetting('modelOps.trackingUri', folder);
    const remembered = this.memory.get<RememberedStore>(keyOf(folder));
    if (remembered !== undefined && remembered.setting === setting) return remembered;
    return setting === '' ? undefined : { uri: setting, connection: null };
  }

  async remember(store: Pick<RememberedStore, 'uri' | 'connection'>): Promise<void> {
    const { folder } = this;
    await this.memory.update(keyOf(folder), { ...store, setting: readSetting('modelOps.trackingUri', folder) } satisfies RememberedStore);
  }

  /** The store of no folder is this connection any more. */
  async forgetConnection(id: string): Promise<void> {
    for (const folder of [undefined, ...(workspace.workspaceFolders ?? [])]) {
      if (this.memory.get<RememberedStore>(keyOf(folder))?.connection === id) await this.memory.update(keyOf(folder), undefined);
    }
  }
}

function keyOf(folder: WorkspaceFolder | undefined): string {
  return folder === undefined ? 'modelOps.store' : `modelOps.store ${folder.uri.toString()}`;
}
