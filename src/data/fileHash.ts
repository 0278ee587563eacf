import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type DataFile } from './contract';

/** Large enough that reading, not the loop, takes the time. */
const BLOCK_BYTES = 1 << 20;

/** The SHA-256 of a file's bytes, read as a stream. Rejects if it cannot be read or `signal` aborts. About 1 GB a second. */
export async function hashFile(path: string, signal: AbortSignal): Promise<DataFile> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path, { highWaterMark: BLOCK_BYTES, signal })) hash.update(block as Buffer);
  return { path, sha256: hash.digest('hex') };
}
