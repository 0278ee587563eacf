import { userInfo } from 'node:os';
import * as path from 'node:path';
import { l10n, type Memento, type Uri } from 'vscode';
import { failure, type Result, success } from '../../base/result';
import { type ArtifactMove } from '../../domain/artifact';
import { parseBytes } from '../../platform/parseBytes';
import { readSetting } from '../../workbench/commands';
import { type ServerAccess, type StoreOptions } from '../contract';
import { type ConnectionList } from './connectionList';
import { type FolderMemory } from './folderMemory';
import { hostOf, isServer, type SavedConnection } from '../../domain/savedConnection';
import { type ServerSecrets } from '../../platform/serverSecrets';

/** A store that is to be opened. */
export interface WantedStore {
  /** Absolute, without credentials. */
  readonly uri: string;
  /** The saved connection that leads there; null for one that is not in the list. */
  readonly connection: string | null;
  /** What stood in the address itself: used for this address only, and not kept. */
  readonly credentials?: ServerAccess['credentials'];
}

interface Sources {
  readonly connections: ConnectionList;
  readonly secrets: ServerSecrets;
  readonly folders: FolderMemory;
  readonly globalState: Memento;
  readonly storage: Uri;
}

/** Where the setting holds what is no size. */
const CACHE_LIMIT = 2e9;

/** Works out what opening a store is told: how a server lets one in, where artifacts lie, who makes changes. */
export class StoreAccess {
  constructor(private readonly sources: Sources) {}

  /** 'unauthorized', without asking the server, if its password or token is not kept here. */
  async options(wanted: WantedStore): Promise<Result<StoreOptions>> {
    const server = await this.serverAccess(wanted);
    if (!server.ok) return server;
    const artifactMoves = this.movesOf(wanted.uri);
    return success({
      actor: readSetting('modelOps.actor') || systemUser(),
      cacheFolder: path.join(this.sources.storage.fsPath, 'artifacts'),
      cacheLimit: parseBytes(readSetting('modelOps.artifactCacheSize')) ?? CACHE_LIMIT,
      ...this.artifactsDestination(),
      ...(artifactMoves.length === 0 ? {} : { artifactMoves }),
      ...(server.value === null ? {} : { server: server.value }),
    });
  }

  /** Where `mlflow-artifacts:/` lies, if a setting says so. */
  artifactsDestination(): Pick<StoreOptions, 'artifactsDestination'> {
    const { folder, path: base } = this.sources.folders;
    const configured = readSetting('modelOps.artifactsDestination', folder);
    return configured === '' ? {} : { artifactsDestination: path.resolve(base ?? '', configured) };
  }

  /** The moves that the user confirmed for a store. */
  movesOf(uri: string): readonly ArtifactMove[] {
    return this.sources.globalState.get<readonly ArtifactMove[]>(movesKey(uri)) ?? [];
  }

  async keepMove(uri: string, move: ArtifactMove): Promise<void> {
    const others = this.movesOf(uri).filter(({ from }) => from !== move.from);
    await this.sources.globalState.update(movesKey(uri), [...others, move]);
  }

  private async serverAccess({ uri, connection, credentials }: WantedStore): Promise<Result<ServerAccess | null>> {
    if (!isServer(uri)) return success(null);
    if (credentials !== undefined) {
      this.sources.secrets.hide(credentials.kind === 'basic' ? credentials.password : credentials.token);
      return success({ credentials });
    }
    const saved = connection === null ? this.sources.connections.findByUri(uri) : this.sources.connections.find(connection);
    if (saved === undefined || saved.uri !== uri) return success({});
    if (saved.auth === 'none') return success(unsignedAccess(saved));
    const secret = await this.sources.secrets.of(saved);
    return secret === null ? signedOut(saved) : success(signedAccess(saved, secret));
  }
}

/** Access with the connection's own password or token. */
export function signedAccess(saved: Omit<SavedConnection, 'id' | 'name'>, secret: string): ServerAccess {
  const credentials =
    saved.auth === 'bearer'
      ? ({ kind: 'bearer', token: secret } as const)
      : ({ kind: 'basic', username: saved.username ?? '', password: secret } as const);
  return { ...unsignedAccess(saved), credentials };
}

export function unsignedAccess({ workspace, certificateAuthority, clientCertificate }: Omit<SavedConnection, 'id' | 'name'>): ServerAccess {
  return {
    ...(workspace === undefined ? {} : { workspace }),
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
  };
}

function signedOut(saved: SavedConnection): Result<never> {
  return failure('unauthorized', l10n.t('{0} asks for a sign-in, and none is kept here.', hostOf(saved.uri)), {
    nextStep: l10n.t('Sign in.'),
  });
}

function movesKey(uri: string): string {
  return `modelOps.artifactMoves ${uri}`;
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return l10n.t('unknown');
  }
}
