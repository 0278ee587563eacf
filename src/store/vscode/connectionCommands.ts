import { l10n, ThemeIcon, workspace, type WorkspaceFolder } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { executeCommand } from '../../workbench/commands';
import { type Choice, pick } from '../../workbench/pick';
import { storeCalls } from '../contract';
import { type ConnectionSources } from './addConnection';
import { editConnection } from './editConnection';
import { type FolderMemory } from './folderMemory';
import { hostOf, isServer, type SavedConnection } from '../../domain/savedConnection';
import { signedAccess, unsignedAccess } from './storeAccess';

interface Sources extends ConnectionSources {
  readonly folders: FolderMemory;
}

type Switch =
  | { readonly kind: 'folder'; readonly folder: WorkspaceFolder }
  | { readonly kind: 'connection'; readonly saved: SavedConnection }
  | { readonly kind: 'other' };

/** The commands on the list of connections. */
export class ConnectionCommands {
  constructor(private readonly sources: Sources) {}

  /** Shows another folder's store, or gives the folder that is shown another connection. */
  async switch(): Promise<void> {
    const { folder } = this.sources.folders;
    const title = folder === undefined ? l10n.t('Switch Connection') : l10n.t('Switch the connection of {0}', plainLabel(folder.name));
    const chosen = await pick<Switch>({ title, placeholder: l10n.t('Which one?') }, this.switchChoices());
    if (chosen === undefined) return;
    if (chosen.kind === 'folder') await this.sources.connection.showFolder(chosen.folder);
    else if (chosen.kind === 'other') await executeCommand('modelOps.connect', undefined);
    else await this.sources.connection.use(chosen.saved);
  }

  async edit(): Promise<void> {
    const saved = await this.pickConnection(l10n.t('Edit Connection'));
    if (saved !== undefined) await editConnection(saved, this.sources);
  }

  /** Says whether a connection works, in a sentence. The store that is connected stays. */
  async test(): Promise<void> {
    const saved = await this.pickConnection(l10n.t('Test Connection'));
    if (saved === undefined) return;
    const { engine, secrets, notices } = this.sources;
    const secret = saved.auth === 'none' ? null : await secrets.of(saved);
    const server = secret === null ? unsignedAccess(saved) : signedAccess(saved, secret);
    const tried = await engine.ask(storeCalls.tryStore, {
      uri: saved.uri,
      options: { actor: '', ...(isServer(saved.uri) ? { server } : {}) },
    });
    if (!tried.ok) return notices.fail(tried.failure, { title: l10n.t('Edit…'), run: () => editConnection(saved, this.sources) });
    const version = tried.value.serverVersion === null ? '' : ` (MLflow ${tried.value.serverVersion})`;
    const says = tried.value.writable
      ? l10n.t('{0} works{1}.', saved.name, version)
      : l10n.t('{0} works{1}, to read only.', saved.name, version);
    notices.say([says, ...tried.value.remarks].join(' '));
  }

  /** Its sign-in goes with it. What it led to is not touched. */
  async remove(): Promise<void> {
    const saved = await this.pickConnection(l10n.t('Remove Connection'));
    if (saved === undefined) return;
    const { connections, connection, folders, notices, secrets } = this.sources;
    const isShown = connection.target?.connection === saved.id;
    await secrets.forget(saved);
    await connections.remove(saved.id);
    await folders.forgetConnection(saved.id);
    if (isShown) await connection.openChosen();
    notices.say(
      saved.auth === 'none'
        ? l10n.t('{0} was removed from the list.', saved.name)
        : l10n.t('{0} was removed from the list, and its sign-in with it.', saved.name),
    );
  }

  private switchChoices(): readonly Choice<Switch>[] {
    const { connection, connections, folders } = this.sources;
    const open = workspace.workspaceFolders ?? [];
    const shown = folders.folder;
    const otherFolders = open
      .filter(folder => folder.uri.toString() !== shown?.uri.toString())
      .map((folder): Choice<Switch> => {
        const store = folders.storeOf(folder);
        const saved = connections.find(store?.connection ?? '');
        return {
          label: l10n.t('Show the folder {0}', plainLabel(folder.name)),
          description: plainLabel(saved?.name ?? store?.uri ?? l10n.t('nothing connected')),
          iconPath: new ThemeIcon('folder'),
          value: { kind: 'folder', folder },
        };
      });
    const known = connections
      .all()
      .map(saved => ({ ...connectionChoice(saved, connection.target?.connection), value: { kind: 'connection', saved } as const }));
    const other: Choice<Switch> = {
      label: l10n.t('Another database or server…'),
      iconPath: new ThemeIcon('plug'),
      value: { kind: 'other' },
    };
    return [...known, ...otherFolders, other];
  }

  private async pickConnection(title: string): Promise<SavedConnection | undefined> {
    const { connection, connections } = this.sources;
    const all = connections.all();
    if (all.length === 0) {
      this.sources.notices.say(l10n.t('No connection is in the list yet.'), {
        title: l10n.t('Add Connection…'),
        run: () => executeCommand('modelOps.addConnection', undefined),
      });
      return undefined;
    }
    return await pick(
      { title, placeholder: l10n.t('Which one?') },
      all.map(saved => connectionChoice(saved, connection.target?.connection)),
    );
  }
}

/** A saved connection as a row of a pick. @param shown the id of the one that the views show. */
export function connectionChoice(saved: SavedConnection, shown: string | null | undefined): Choice<SavedConnection> {
  const signIn = saved.auth === 'none' ? '' : saved.auth === 'basic' ? (saved.username ?? '') : l10n.t('token');
  const now = saved.id === shown ? l10n.t('connected now') : '';
  return {
    label: plainLabel(saved.name),
    description: [plainLabel(hostOf(saved.uri)), plainLabel(signIn), now].filter(Boolean).join(' · '),
    iconPath: new ThemeIcon(isServer(saved.uri) ? 'server' : 'database'),
    value: saved,
  };
}
