import { createReadStream, createWriteStream, type Dirent } from 'node:fs';
import { mkdir, readdir, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { shownPath } from '../domain/shownText';
import { isWithin } from './artifactLocation';
import { COPIED, MARK, removeStaleCopies } from './removeStaleCopies';

/** A copy that was made. */
interface FolderCopy {
  /** Removes it, with the folders that were made for it and hold nothing else. */
  undo(): Promise<void>;
}

interface CopiedFile {
  readonly from: string;
  /** Relative to the folder, with the system's separators. */
  readonly path: string;
  readonly size: number;
}

const CHUNK_BYTES = 1 << 20;

/**
 * Copies a folder to a place where nothing is yet: whole, flushed to disk and only then under its name, or not at all.
 * A link within the folder is copied as what it names; one that leads out of it is refused, as is one by which a folder
 * would be copied twice, what is neither file nor folder, and a folder that holds the place of its copy. Nothing is left
 * of a copy that fails or is cancelled; what a process left that was killed is removed with one of the next copies.
 */
export async function copyFolder(from: string, to: string, job: Job): Promise<Result<FolderCopy>> {
  const partial = `${dirname(to)}.partial`;
  const place = new NewFolders();
  try {
    if (isWithin(await realpath(from), to)) return holdsItsCopy(from);
    const files = await filesOf(await realpath(from), job.signal);
    if (!files.ok) return files;
    await removeStaleCopies(dirname(partial));
    await place.make(partial);
    await writeFile(join(partial, MARK), '', { flag: 'wx' });
    await copyFiles(files.value, join(partial, COPIED), job);
    await place.make(dirname(to));
    // Another process may have taken the copy for one that was given up, and what was written since is not whole.
    await stat(join(partial, MARK));
    await rename(join(partial, COPIED), to);
    await rm(partial, { recursive: true, force: true });
    return success({
      undo: async () => {
        await rm(to, { recursive: true, force: true });
        await place.removeEmpty();
      },
    });
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    await place.removeEmpty();
    if (job.signal.aborted) return failure('cancelled', 'Copying the model was cancelled: nothing was changed.');
    return notCopied(from, to, error);
  }
}

/** Folders that were made on the way, deepest last. */
class NewFolders {
  private readonly made: string[] = [];

  async make(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true });
    const steps: string[] = [];
    for (let at = folder; first !== undefined && isWithin(first, at); at = dirname(at)) steps.unshift(at);
    this.made.push(...steps);
  }

  async removeEmpty(): Promise<void> {
    for (const folder of [...this.made].sort((a, b) => b.length - a.length)) await rmdir(folder).catch(() => undefined);
  }
}

async function filesOf(root: string, signal: AbortSignal): Promise<Result<readonly CopiedFile[]>> {
  const files: CopiedFile[] = [];
  const folders = [''];
  const seen = new Set<string>();
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal.throwIfAborted();
    const real = await realpath(join(root, folder));
    if (seen.has(real))
      return failure('invalid', `'${shownPath(folder)}' of the model's folder leads round in a circle, or twice to one folder.`);
    seen.add(real);
    const found = await entriesOf(root, folder, real);
    if (!found.ok) return found;
    folders.push(...found.value.filter(entry => entry.isFolder).map(entry => entry.path));
    files.push(...found.value.filter(entry => !entry.isFolder));
  }
  return success(files);
}

type Entry = CopiedFile & { readonly isFolder: boolean };

async function entriesOf(root: string, folder: string, real: string): Promise<Result<readonly Entry[]>> {
  const entries: Entry[] = [];
  for (const entry of await readdir(real, { withFileTypes: true })) {
    const found = await look(root, join(folder, entry.name), entry);
    if (!found.ok) return found;
    entries.push(found.value);
  }
  return success(entries);
}

async function look(root: string, path: string, entry: Dirent): Promise<Result<Entry>> {
  const real = entry.isSymbolicLink() ? await realpath(join(root, path)).catch(() => null) : join(root, path);
  if (real === null || !isWithin(root, real)) {
    return failure('invalid', `'${shownPath(path)}' of the model's folder is a link that leads out of it.`, {
      nextStep: 'Put what it names into the folder.',
    });
  }
  const facts = await stat(real);
  if (!facts.isFile() && !facts.isDirectory())
    return failure('invalid', `'${shownPath(path)}' of the model's folder is neither a file nor a folder.`);
  return success({ from: real, path, size: facts.size, isFolder: facts.isDirectory() });
}

async function copyFiles(files: readonly CopiedFile[], to: string, job: Job): Promise<void> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  await mkdir(to, { recursive: true });
  for (const [index, file] of files.entries()) {
    const what = `copying file ${index + 1} of ${files.length}`;
    const target = join(to, file.path);
    await mkdir(dirname(target), { recursive: true });
    const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
      for await (const chunk of chunks) {
        done += chunk.length;
        job.progress({ done, total: Math.max(total, done), what });
        yield chunk;
      }
    };
    const writing = createWriteStream(target, { flags: 'wx', flush: true });
    await pipeline(createReadStream(file.from, { highWaterMark: CHUNK_BYTES }), counted, writing, { signal: job.signal });
  }
}

/** A copy would be copied with the next one, and grow without end. */
function holdsItsCopy(from: string): Result<never> {
  return failure('invalid', `'${shownPath(from)}' holds the place where the store keeps artifacts.`, {
    nextStep: "Choose the model's own folder.",
  });
}

function notCopied(from: string, to: string, error: unknown): Result<never> {
  return failure('unavailable', `The model '${shownPath(from)}' could not be copied to '${shownPath(dirname(to))}': nothing was changed.`, {
    nextStep: 'Check that there is room and that you may write there.',
    detail: String(error),
  });
}
