import { readFile, stat } from 'node:fs/promises';
import {
  Disposable as HostDisposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FileSystemError,
  type FileStat,
  type FileSystemProvider,
  FileType,
  l10n,
  type Uri,
  workspace,
} from 'vscode';
import { posix } from 'node:path';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Failure, type Result } from '../../base/result';
import { storeCalls } from '../../store/contract';
import { type ArtifactPlace } from '../contract';
import { type ArtifactRoom } from './artifactRoom';
import { ARTIFACT_SCHEME, artifactPlace } from './artifactUri';

/** An editor of text takes no more, and nothing longer is opened. */
const LONGEST_FILE = 256 * 1024 * 1024;

/**
 * Artifacts as files that VS Code's own viewers can read and nobody can change. Every path goes through the store, which
 * refuses what leads out of its owner's artifacts.
 */
export class ArtifactFileSystem implements FileSystemProvider, Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new EventEmitter<FileChangeEvent[]>());
  readonly onDidChangeFile = this.changed.event;
  private readonly watched = new Map<string, Uri>();

  constructor(private readonly room: Pick<ArtifactRoom, 'engine' | 'store'>) {
    this.disposables.add(workspace.registerFileSystemProvider(ARTIFACT_SCHEME, this, { isReadonly: true, isCaseSensitive: true }));
    this.disposables.add(room.store.onDidChangeData(() => this.lookAgain()));
  }

  watch(uri: Uri): HostDisposable {
    this.watched.set(uri.toString(), uri);
    return new HostDisposable(() => this.watched.delete(uri.toString()));
  }

  async stat(uri: Uri): Promise<FileStat> {
    const facts = await stat(await this.localFile(uri));
    const type = facts.isDirectory() ? FileType.Directory : FileType.File;
    return { type, ctime: facts.ctimeMs, mtime: facts.mtimeMs, size: facts.size };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    const file = await this.localFile(uri);
    if ((await stat(file)).size > LONGEST_FILE) throw FileSystemError.Unavailable(l10n.t('The file is too long to be opened.'));
    return await readFile(file);
  }

  async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    const { owner, path } = placeOf(uri);
    const listed = await this.value(uri, this.room.engine.ask(storeCalls.listArtifacts, { owner, folder: path }));
    return listed.map(artifact => [posix.basename(artifact.path), artifact.isFolder ? FileType.Directory : FileType.File]);
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async localFile(uri: Uri): Promise<string> {
    // An editor that a reload brings back asks before any view did.
    await this.room.store.connection.ready();
    return await this.value(uri, this.room.engine.ask(storeCalls.fetchArtifact, placeOf(uri)));
  }

  private async value<T>(uri: Uri, asked: Promise<Result<T>>): Promise<T> {
    const result = await asked;
    if (result.ok) return result.value;
    throw fileError(uri, result.failure);
  }

  /** A run that is running writes more: an editor whose file has a newer time reads it again. */
  private lookAgain(): void {
    this.changed.fire([...this.watched.values()].map(uri => ({ type: FileChangeType.Changed, uri })));
  }
}

function placeOf(uri: Uri): ArtifactPlace {
  const place = artifactPlace(uri);
  if (place === null) throw FileSystemError.FileNotFound(uri);
  return place;
}

function fileError(uri: Uri, failure: Failure): FileSystemError {
  const isMissing = failure.reason === 'not_found' || failure.reason === 'invalid';
  return isMissing ? FileSystemError.FileNotFound(uri) : FileSystemError.Unavailable(failure.message);
}
