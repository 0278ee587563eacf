import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure, success, type Result } from '../base/result';
import { type NewArtifact } from '../domain/artifact';
import { shownPath } from '../domain/shownText';
import { isSafeArtifactPath, outsideArtifacts } from './artifactFolder';
import { isWithin } from './artifactLocation';

/**
 * Copies files to places below an artifact root on this machine, which is made if it is not there. Each is copied whole and
 * flushed before any gets its name; one that is there is replaced. A link that leads out of the root is not followed.
 */
export async function writeArtifacts(root: string, artifacts: readonly NewArtifact[], signal: AbortSignal): Promise<Result<void>> {
  const unsafe = artifacts.find(({ path }) => path === '' || !isSafeArtifactPath(path));
  if (unsafe !== undefined) return outsideArtifacts(unsafe.path);
  const copies: Copy[] = [];
  try {
    await mkdir(root, { recursive: true });
    const realRoot = await realpath(root);
    for (const artifact of artifacts) {
      signal.throwIfAborted();
      const target = join(realRoot, artifact.path);
      await mkdir(dirname(target), { recursive: true });
      if (!isWithin(realRoot, await realpath(dirname(target)))) return outsideArtifacts(artifact.path);
      copies.push({ target, partial: `${target}.${randomBytes(6).toString('hex')}.tmp` });
      await copyWhole(artifact.file, copies.at(-1)?.partial ?? '');
    }
    for (const { partial, target } of copies) await rename(partial, target);
    return success(undefined);
  } catch (error) {
    if (signal.aborted) return failure('cancelled', 'Cancelled: nothing was logged.');
    return failure('unavailable', `The artifacts could not be written to '${shownPath(root)}'.`, {
      nextStep: 'Check that there is room and that you may write there.',
      detail: String(error),
    });
  } finally {
    for (const { partial } of copies) await rm(partial, { force: true }).catch(() => undefined);
  }
}

interface Copy {
  readonly target: string;
  readonly partial: string;
}

async function copyWhole(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL);
  const handle = await open(to, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
