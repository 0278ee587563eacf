import { commands, l10n, ThemeIcon, Uri, window, workspace } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { executeCommand } from '../../workbench/commands';
import { type Choice, pick } from '../../workbench/pick';
import { allowedHere } from '../../workbench/trust';
import { AddConnection, type ConnectionSources } from './addConnection';
import { connectionChoice } from './connectionCommands';
import { type FolderMemory } from './folderMemory';
import { type FoundStore, findStores } from './foundStores';
import { isServer, type SavedConnection, takeOutCredentials } from '../../domain/savedConnection';
import { storeUriOf } from './storeLocation';

interface Sources extends ConnectionSources {
  readonly folders: FolderMemory;
}

type Way =
  | { readonly kind: 'saved'; readonly saved: SavedConnection }
  | { readonly kind: 'found'; readonly store: FoundStore }
  | { readonly kind: 'server' | 'browse' | 'create' | 'sample' };

/** Connects to a store: one that is in the list, one that was found, a server, another file, or a new one. */
export class ConnectCommand {
  constructor(private readonly sources: Sources) {}

  async run(argument: { readonly uri: string } | undefined): Promise<void> {
    if (argument !== undefined) return await this.openNamed(argument.uri);
    const way = await pick({ title: l10n.t('Connect to an MLflow database or server'), placeholder: l10n.t('Which one?') }, this.ways());
    if (way !== undefined) await this.take(way);
  }

  /** A password in an address goes to the secret storage, with a connection that it belongs to. */
  private async openNamed(uri: string): Promise<void> {
    if (takeOutCredentials(uri).password === null) await this.open(uri, false);
    else await new AddConnection(this.sources).run({ uri });
  }

  private async take(way: Way): Promise<void> {
    switch (way.kind) {
      case 'saved':
        return void (await this.sources.connection.use(way.saved));
      case 'found':
        return await this.openFound(way.store);
      case 'server':
        return await new AddConnection(this.sources).run();
      case 'browse':
        return await this.browse();
      case 'create':
        return await this.create();
      case 'sample':
        return void (await executeCommand('modelOps.openSample', undefined));
    }
  }

  private async ways(): Promise<readonly Choice<Way>[]> {
    const { connection, connections } = this.sources;
    const saved = connections.all();
    const found = (await findStores()).filter(store => !saved.some(({ uri }) => uri === store.uri));
    return [
      ...saved.map((one): Choice<Way> => ({
        ...connectionChoice(one, connection.target?.connection),
        value: { kind: 'saved', saved: one },
      })),
      ...found.map(store => foundChoice(store, connection.info?.uri)),
      ...otherWays(),
    ];
  }

  /** A store that lies in a folder of the workspace becomes that folder's, and the views show that folder. */
  private async openFound(store: FoundStore): Promise<void> {
    const { folders } = this.sources;
    if (store.folder !== null && store.folder.uri.toString() !== folders.folder?.uri.toString()) await folders.choose(store.folder);
    if (store.kind === 'server') await new AddConnection(this.sources).run({ uri: store.uri, signIn: store.signIn });
    else await this.open(store.uri, false);
  }

  private async open(uri: string, create: boolean): Promise<void> {
    const result = await this.sources.connection.connect(uri, create);
    if (!result.ok) {
      const again = { title: l10n.t('Connect…'), run: () => executeCommand('modelOps.connect', undefined) };
      this.sources.notices.fail(result.failure, again);
      return;
    }
    await commands.executeCommand('modelOps.registeredModels.focus');
  }

  private async browse(): Promise<void> {
    const chosen = await window.showOpenDialog({
      title: l10n.t('An MLflow database'),
      openLabel: l10n.t('Connect'),
      filters: { SQLite: ['db', 'sqlite', 'sqlite3'], '*': ['*'] },
    });
    const file = chosen?.[0];
    if (file !== undefined) await this.open(storeUriOf(file.fsPath), false);
  }

  private async create(): Promise<void> {
    if (!(await allowedHere())) return;
    const folder = this.sources.folders.folder?.uri;
    const suggestion = folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, 'mlflow.db') };
    const file = await window.showSaveDialog({
      title: l10n.t('A new MLflow database'),
      saveLabel: l10n.t('Create'),
      filters: { SQLite: ['db'] },
      ...suggestion,
    });
    if (file !== undefined) await this.open(storeUriOf(file.fsPath), true);
  }
}

function otherWays(): readonly Choice<Way>[] {
  const server: Choice<Way> = {
    label: l10n.t('Add a server…'),
    detail: l10n.t('An MLflow tracking server, by its address'),
    iconPath: new ThemeIcon('server-environment'),
    value: { kind: 'server' },
  };
  const browse: Choice<Way> = {
    label: l10n.t('Browse for a database file…'),
    iconPath: new ThemeIcon('folder-opened'),
    value: { kind: 'browse' },
  };
  const create: Choice<Way> = {
    label: l10n.t('Create a new database…'),
    detail: l10n.t('A file that MLflow opens too'),
    iconPath: new ThemeIcon('new-file'),
    value: { kind: 'create' },
  };
  const sample: Choice<Way> = {
    label: l10n.t('Open the sample project'),
    detail: l10n.t('Flights of 2001: real models and data to try everything on'),
    iconPath: new ThemeIcon('beaker'),
    value: { kind: 'sample' },
  };
  return workspace.isTrusted ? [server, browse, create, sample] : [server, browse];
}

function foundChoice(store: FoundStore, connectedUri: string | undefined): Choice<Way> {
  const now = store.uri === connectedUri ? l10n.t('connected now') : '';
  return {
    label: plainLabel(store.label),
    description: [plainLabel(store.where), now].filter(Boolean).join(' · '),
    ...(store.kind === 'files' ? { detail: l10n.t("MLflow's old file store: shows the command that brings it into a database") } : {}),
    iconPath: new ThemeIcon(isServer(store.uri) ? 'server' : store.kind === 'files' ? 'files' : 'database'),
    value: { kind: 'found', store },
  };
}
