import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { shownPath, shownText } from '../domain/shownText';
import { hashFile } from '../platform/fileHash';
import { type FileFacts } from './contract';

/** A model folder of MLflow has about ten files, one of a large language model hundreds. */
const MOST_FILES = 10_000;

export interface ModelFiles {
  readonly files: ReadonlyMap<string, FileFacts>;
  /** What is left out and why, as one sentence; null if the folder was read whole. */
  readonly problem: string | null;
}

interface Found {
  /** Below the folder, with '/'. */
  readonly path: string;
  readonly full: string;
  readonly size: number;
}

/**
 * Every file below a model folder (or the one file that the model is) with its size and SHA-256. A link that leads out of
 * the folder is not followed, and what cannot be read is left out and said. 'cancelled' within one block of a file.
 */
export async function readModelFiles(folder: string, job: Job): Promise<Result<ModelFiles>> {
  const root = await realpath(folder).catch(() => null);
  if (root === null) return failure('not_found', `There is no model at ${shownPath(folder)}.`);
  const problems: string[] = [];
  const found = await findFiles(root, problems);
  const files = new Map<string, FileFacts>();
  const total = found.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  for (const [index, file] of found.entries()) {
    const what = `file ${index + 1} of ${found.length}: ${shownText(file.path)}`;
    const report = (bytes: number): void => job.progress({ done: (done += bytes), total, what });
    report(0);
    try {
      files.set(file.path, { size: file.size, sha256: await hashFile(file.full, job.signal, report) });
    } catch {
      if (job.signal.aborted) return failure('cancelled', 'Cancelled.');
      problems.push(`${shownText(file.path)} could not be read`);
    }
  }
  return success({ files, problem: problemSentence(problems) });
}

async function findFiles(root: string, problems: string[]): Promise<readonly Found[]> {
  const facts = await stat(root);
  if (!facts.isDirectory()) return [{ path: path.basename(root), full: root, size: facts.size }];
  const found: Found[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined && found.length <= MOST_FILES; folder = folders.pop()) {
    const below = await entriesOf(root, folder, problems);
    folders.push(...below.folders);
    for (const file of below.files.slice(0, MOST_FILES + 1)) found.push(...(await fileAt(root, file, problems)));
  }
  if (found.length > MOST_FILES) problems.push(`only ${MOST_FILES} files were looked at`);
  return found.slice(0, MOST_FILES).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A linked folder may lead round in a circle: only real ones count as folders. */
async function entriesOf(
  root: string,
  folder: string,
  problems: string[],
): Promise<{ readonly folders: readonly string[]; readonly files: readonly string[] }> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => null);
  if (entries === null) problems.push(`the folder ${shownText(folder)} could not be read`);
  const below = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const [folders, files] = [true, false].map(isFolder =>
    (entries ?? []).filter(entry => entry.isDirectory() === isFolder).map(entry => below(entry.name)),
  );
  return { folders: folders ?? [], files: files ?? [] };
}

async function fileAt(root: string, below: string, problems: string[]): Promise<readonly Found[]> {
  const full = await realpath(path.join(root, below)).catch(() => null);
  const facts = full === null ? null : await stat(full).catch(() => null);
  if (full !== null && facts?.isFile() === true && full.startsWith(root + path.sep)) return [{ path: below, full, size: facts.size }];
  problems.push(`${shownText(below)} is no file of this folder`);
  return [];
}

function problemSentence(problems: readonly string[]): string | null {
  const [first, ...others] = problems;
  if (first === undefined) return null;
  const more = others.length === 0 ? '' : `, and ${others.length} more like it`;
  return `Not everything was compared: ${first}${more}.`;
}
