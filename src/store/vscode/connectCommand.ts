import * as path from 'node:path';
import { commands, l10n, ThemeIcon, Uri, window, workspace } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { executeCommand } from '../../workbench/commands';
import { type Notices } from '../../workbench/notices';
import { type Choice, pick } from '../../workbench/pick';
import { searchFolder } from '../../workbench/searchFolder';
import { allowedHere } from '../../workbench/trust';
import { type StoreConnection } from './storeConnection';
import { absoluteStoreUri, databaseFile, storeUriOf } from './storeLocation';

type Way = { readonly kind: 'open'; readonly uri: string } | { readonly kind: 'browse' | 'create' | 'sample' };

/** Connects to a database: one that lies in the workspace, another file, or a new one. */
export class ConnectCommand {
  constructor(
    private readonly connection: StoreConnection,
    private readonly notices: Notices,
  ) {}

  async run(argument: { readonly uri: string } | undefined): Promise<void> {
    if (argument !== undefined) return await this.open(argument.uri, false);
    const way = await pick({ title: l10n.t('Connect to an MLflow database'), placeholder: l10n.t('Which one?') }, this.ways());
    if (way === undefined) return;
    if (way.kind === 'open') await this.open(way.uri, false);
    else if (way.kind === 'browse') await this.browse();
    else if (way.kind === 'create') await this.create();
    else await executeCommand('modelOps.openSample', undefined);
  }

  private async ways(): Promise<readonly Choice<Way>[]> {
    const found = (await findStores()).map(store => foundChoice(store, this.connection.info?.uri));
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
    return workspace.isTrusted ? [...found, browse, create, sample] : [...found, browse];
  }

  private async open(uri: string, create: boolean): Promise<void> {
    const result = await this.connection.connect(uri, create);
    if (!result.ok) {
      this.notices.fail(result.failure, { title: l10n.t('Connect…'), run: () => executeCommand('modelOps.connect', undefined) });
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
    const folder = workspace.workspaceFolders?.[0]?.uri;
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

interface FoundStore {
  readonly uri: string;
  readonly label: string;
  readonly where: string;
}

/** Databases in the workspace, nearest to the root first, and what MLFLOW_TRACKING_URI names. */
export async function findStores(): Promise<readonly FoundStore[]> {
  const folders = workspace.workspaceFolders ?? [];
  const lists = await Promise.all(folders.map(folder => searchFolder(folder.uri, '{*.db,*/*.db,*/*/*.db}', 50)));
  const files = lists.flat().sort((a, b) => rank(a) - rank(b));
  const found = files.map(file => ({
    uri: storeUriOf(file.fsPath),
    label: path.basename(file.fsPath),
    where: workspace.asRelativePath(file, true),
  }));
  const configured = process.env['MLFLOW_TRACKING_URI'];
  if (configured === undefined || configured === '') return found;
  const uri = absoluteStoreUri(configured, folders[0]?.uri.fsPath);
  return [
    ...found.filter(store => store.uri !== uri),
    { uri, label: path.basename(databaseFile(uri) ?? uri), where: 'MLFLOW_TRACKING_URI' },
  ];
}

/** Files named mlflow.db first, then by depth. */
function rank(file: Uri): number {
  return file.path.split('/').length + (path.posix.basename(file.path) === 'mlflow.db' ? 0 : 100);
}

function foundChoice(store: FoundStore, connectedUri: string | undefined): Choice<Way> {
  const now = store.uri === connectedUri ? l10n.t('connected now') : '';
  return {
    label: plainLabel(store.label),
    description: [plainLabel(store.where), now].filter(Boolean).join(' · '),
    iconPath: new ThemeIcon('database'),
    value: { kind: 'open', uri: store.uri },
  };
}
