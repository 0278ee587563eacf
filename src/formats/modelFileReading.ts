import { open, stat } from 'node:fs/promises';
import { Malformed } from './malformed';

const MEGABYTE = 1024 * 1024;

/** Reads a whole file of at most `limit` bytes. */
export async function readBounded(path: string, limit: number, what: string): Promise<Uint8Array> {
  return await withFile(path, what, async (handle, size) => {
    if (size > limit)
      throw new Malformed(`${what} has ${Math.ceil(size / MEGABYTE)} MB; at most ${Math.floor(limit / MEGABYTE)} MB are read.`);
    return await handle.readFile();
  });
}

/** Reads the first `length` bytes, or all of a shorter file. */
export async function readHead(path: string, length: number, what: string): Promise<Uint8Array> {
  return await withFile(path, what, async (handle, size) => {
    const head = new Uint8Array(Math.min(length, size));
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  });
}

type Handle = Awaited<ReturnType<typeof open>>;

/** Only regular files: reading a pipe or a device could wait for ever. */
async function withFile<T>(path: string, what: string, use: (handle: Handle, size: number) => Promise<T>): Promise<T> {
  const info = await stat(path).catch(() => null);
  if (info === null)
    throw new Malformed(`${what} is not there: ${path}`, 'Check the path, or whether the artifacts were moved.', 'not_found');
  if (!info.isFile()) throw new Malformed(`${what} is no file: ${path}`);
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw new Malformed(`${what} cannot be opened: ${path}`, `Check who may read it (${errorCode(error)}).`);
  });
  try {
    return await use(handle, info.size);
  } finally {
    await handle.close();
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
