import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { failure, success, type Result } from '../../base/result';
import { shownPath } from '../../domain/shownText';
import { type DownloadTarget } from '../httpClient';
import { lengthOf, receiveParts, type Answer, type Receiving } from './answerBody';

/**
 * Writes an answer's body to a file: to a temporary one in the same folder, flushed to disk, then renamed, so that the
 * file is never a part of it. The temporary one is gone when this returns. Rejects when the connection fails.
 */
export async function receiveFile(answer: Answer, how: Receiving, target: DownloadTarget): Promise<Result<number>> {
  const temporary = `${target.file}.${randomBytes(6).toString('hex')}.tmp`;
  const opened = await onDisk(target.file, () => open(temporary, 'wx'));
  if (!opened.ok) return opened;
  try {
    const received = await fill(opened.value, answer, how, target);
    if (!received.ok) return received;
    const renamed = await onDisk(target.file, () => rename(temporary, target.file));
    return renamed.ok ? received : renamed;
  } finally {
    await opened.value.close().catch(() => undefined);
    await rm(temporary, { force: true });
  }
}

async function fill(file: FileHandle, answer: Answer, how: Receiving, target: DownloadTarget): Promise<Result<number>> {
  const total = lengthOf(answer);
  let done = 0;
  const received = await receiveParts(answer, how, async part => {
    const written = await onDisk(target.file, () => file.writeFile(part));
    done += part.length;
    if (written.ok) target.onProgress?.(done, total);
    return written;
  });
  if (!received.ok) return received;
  const flushed = await onDisk(target.file, async () => {
    await file.sync();
    await file.close();
  });
  return flushed.ok ? received : flushed;
}

async function onDisk<T>(file: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await work());
  } catch (error) {
    return failure('unavailable', `'${shownPath(file)}' could not be written.`, {
      nextStep: 'Check the folder, its permissions and the room on the disk.',
      detail: String(error),
    });
  }
}
