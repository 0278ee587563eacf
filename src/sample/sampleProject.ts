import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Handlers } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type sampleCalls } from './contract';

/** Replaces a folder that a database names its artifacts by, in every place that holds one. */
type Relocate = (database: string, from: string, to: string) => Promise<Result<void>>;

interface SampleParts {
  /** The folder that ships, read-only. */
  readonly sampleRoot: string;
  readonly relocate: Relocate;
}

/** What the database that ships says in place of the folder that it lies in. */
const PLACEHOLDER = 'MODELOPS_SAMPLE_ROOT';
const DATABASE = 'mlflow.db';

export function createSampleHandlers(parts: SampleParts): Handlers<typeof sampleCalls> {
  return { open: ({ folder }) => openSample(parts, path.resolve(folder)) };
}

/**
 * Makes a working copy of the sample project, complete or not at all: it is made beside its place and then renamed. A
 * copy that is there is kept with all that was done in it.
 */
async function openSample(parts: SampleParts, folder: string): Promise<Result<{ uri: string; folder: string }>> {
  const place = await inspect(folder);
  if (place === 'copy') return success(answer(folder));
  if (place === 'other') return occupied(folder);
  const temporary = `${folder}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    await cp(parts.sampleRoot, temporary, { recursive: true });
    const relocated = await parts.relocate(path.join(temporary, DATABASE), PLACEHOLDER, artifactRoot(folder));
    if (!relocated.ok) return relocated;
    return await moveIntoPlace(temporary, folder);
  } catch (error) {
    return failure('unavailable', `The sample project could not be copied to ${folder}.`, {
      nextStep: 'Choose a folder that you may write to.',
      detail: String(error),
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Two windows may open the sample at once: whose rename comes second keeps the first one's copy. */
async function moveIntoPlace(temporary: string, folder: string): Promise<Result<{ uri: string; folder: string }>> {
  try {
    if ((await inspect(folder)) === 'empty') await rmdir(folder);
    await rename(temporary, folder);
  } catch (error) {
    if ((await inspect(folder)) !== 'copy') throw error;
  }
  return success(answer(folder));
}

async function inspect(folder: string): Promise<'absent' | 'empty' | 'copy' | 'other'> {
  const found = await stat(folder).catch(() => null);
  if (found === null) return 'absent';
  if (!found.isDirectory()) return 'other';
  const entries = await readdir(folder);
  if (entries.length === 0) return 'empty';
  return entries.includes(DATABASE) ? 'copy' : 'other';
}

function occupied(folder: string): Result<never> {
  return failure('already_exists', `${folder} already holds something else.`, {
    nextStep: 'Choose another folder for the sample project.',
  });
}

function answer(folder: string): { uri: string; folder: string } {
  const database = path.join(folder, DATABASE).replaceAll('\\', '/');
  // In a URI, '?' would begin its parameters.
  return { uri: database.includes('?') ? database : `sqlite:///${database}`, folder };
}

/** As MLflow writes it: a plain path, but a file URL where paths have drive letters. */
function artifactRoot(folder: string): string {
  return process.platform === 'win32' ? pathToFileURL(folder).href : folder;
}
