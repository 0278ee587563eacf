import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type Artifact, type ArtifactOwner } from '../domain/artifact';
import { shownPath, shownText } from '../domain/shownText';
import { artifactFiles, type ListArtifacts } from './artifactFiles';
import { type ArtifactPlace, type DownloadDone, type DownloadPlan, type ExistingFiles, type FolderDownload } from './contract';
import { downloadNames, safeName } from './downloadNames';

/** What is asked of the store: a listing, and a local file that holds an artifact. */
export interface ArtifactSource {
  readonly list: ListArtifacts;
  readonly fetch: (owner: ArtifactOwner, path: string, job: Job) => Promise<Result<string>>;
}

/** A file of a download and where it goes. */
interface Target {
  readonly artifact: Artifact;
  /** Relative to the download's own folder, with '/'. */
  readonly to: string;
  readonly exists: boolean;
}

/** Writes one artifact under the name that the user chose. What is there is replaced: the dialog asked. */
export async function downloadFile(
  source: ArtifactSource,
  { owner, path, file }: ArtifactPlace & { readonly file: string },
  job: Job,
): Promise<Result<DownloadDone>> {
  const fetched = await source.fetch(owner, path, job);
  if (!fetched.ok) return fetched;
  const written = await writeWhole(fetched.value, file, job.signal);
  return written.ok ? success({ files: 1, size: written.value, kept: 0 }) : written;
}

/** How much a download of a folder would write, and how much of it is there already. Writes nothing. */
export async function planDownload(source: ArtifactSource, request: FolderDownload, job: Job): Promise<Result<DownloadPlan>> {
  const targets = await targetsOf(source, request, job);
  if (!targets.ok) return targets;
  const sizes = targets.value.map(({ artifact }) => artifact.size);
  const size = sizes.includes(null) ? null : sizes.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return success({ files: targets.value.length, size, existing: targets.value.filter(({ exists }) => exists).length });
}

/**
 * Writes a folder of artifacts into a folder of its own. A file is whole under its name or not there; the first that fails
 * ends the download. Nothing is written outside the download's folder, whatever names the store lists and whatever links lie there.
 */
export async function downloadFolder(
  source: ArtifactSource,
  request: FolderDownload & { readonly existing: ExistingFiles },
  job: Job,
): Promise<Result<DownloadDone>> {
  const targets = await targetsOf(source, request, job);
  if (!targets.ok) return targets;
  const wanted = targets.value.filter(({ exists }) => request.existing === 'replace' || !exists);
  const folders = new OwnFolders(ownFolder(request));
  let size = 0;
  for (const [done, { artifact, to }] of wanted.entries()) {
    job.progress({ done, total: wanted.length, what: `${done} of ${wanted.length} files, ${megabytes(size)}` });
    const place = await folders.placeOf(to);
    if (!place.ok) return place;
    const written = await downloadFile(source, { owner: request.owner, path: artifact.path, file: place.value }, job);
    if (!written.ok) return stopped(written, done);
    size += written.value.size;
  }
  return success({ files: wanted.length, size, kept: targets.value.length - wanted.length });
}

function ownFolder({ folder, name }: FolderDownload): string {
  return join(folder, safeName(name));
}

async function targetsOf(source: ArtifactSource, request: FolderDownload, job: Job): Promise<Result<readonly Target[]>> {
  const files = await artifactFiles(source.list, request, job);
  if (!files.ok) return files;
  const below = request.path === '' ? 0 : request.path.length + 1;
  const names = downloadNames(files.value.map(({ path }) => path.slice(below)));
  const root = ownFolder(request);
  return success(
    await Promise.all(
      files.value.map(async artifact => {
        const to = names.get(artifact.path.slice(below)) ?? '';
        return { artifact, to, exists: await isThere(join(root, to)) };
      }),
    ),
  );
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

/** The download's folder and those below, made one by one: a link that leads out of it is not followed. */
class OwnFolders {
  private readonly made = new Map<string, Promise<Result<string>>>();

  constructor(private readonly root: string) {}

  /** Where a file goes, its folder made. */
  async placeOf(to: string): Promise<Result<string>> {
    const cut = to.lastIndexOf('/');
    const folder = await this.folder(cut < 0 ? '' : to.slice(0, cut));
    return folder.ok ? success(join(folder.value, to.slice(cut + 1))) : folder;
  }

  private folder(relative: string): Promise<Result<string>> {
    const known = this.made.get(relative) ?? this.make(relative);
    this.made.set(relative, known);
    return known;
  }

  private async make(relative: string): Promise<Result<string>> {
    if (relative === '') return await this.makeRoot();
    const cut = relative.lastIndexOf('/');
    const parent = await this.folder(cut < 0 ? '' : relative.slice(0, cut));
    if (!parent.ok) return parent;
    const path = join(parent.value, relative.slice(cut + 1));
    try {
      await mkdir(path).catch(unlessThere);
      const real = await realpath(path);
      return real.startsWith(parent.value + sep) ? success(real) : leadsOut(path);
    } catch (error) {
      return notWritten(path, error);
    }
  }

  private async makeRoot(): Promise<Result<string>> {
    try {
      const folder = await realpath(dirname(this.root));
      await mkdir(this.root).catch(unlessThere);
      const real = await realpath(this.root);
      return real.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? success(real) : leadsOut(this.root);
    } catch (error) {
      return notWritten(this.root, error);
    }
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Copies a file to a temporary one beside its place and renames that: a reader never sees half of it. @returns its bytes */
async function writeWhole(from: string, to: string, signal: AbortSignal): Promise<Result<number>> {
  const partial = join(dirname(to), `.${randomBytes(6).toString('hex')}.part`);
  try {
    await pipeline(createReadStream(from), createWriteStream(partial, { flags: 'wx' }), { signal });
    const { size } = await stat(partial);
    await rename(partial, to);
    return success(size);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    return signal.aborted ? failure('cancelled', 'Cancelled.') : notWritten(to, error);
  }
}

/** @param done files that were written whole before. */
function stopped(result: Result<never>, done: number): Result<never> {
  if (result.ok || result.failure.reason === 'cancelled') return result;
  const { reason, message, detail } = result.failure;
  const nextStep = `${done === 1 ? 'One file was' : `${done} files were`} downloaded before it. ${result.failure.nextStep ?? 'Try again.'}`;
  return failure(reason, message, detail === undefined ? { nextStep } : { nextStep, detail });
}

function leadsOut(path: string): Result<never> {
  return failure('invalid', `'${shownPath(path)}' is a link that leads elsewhere: nothing is written through it.`, {
    nextStep: 'Choose another folder.',
  });
}

function notWritten(path: string, error: unknown): Result<never> {
  return failure('unavailable', `${shownText(basename(path))} could not be written to '${shownPath(dirname(path))}'.`, {
    nextStep: 'Choose a folder that you may write to, on a disk that has room.',
    detail: String(error),
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
