import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { failure, success, type Result } from '../../base/result';
import { shownPath } from '../../domain/shownText';
import { type HttpBody, type OnProgress } from '../httpClient';

/** A request's body, which can be sent more than once. */
export interface Sending {
  readonly headers: Readonly<Record<string, string>>;
  /** A new stream of it; `onPart` is called whenever the connection takes a part. Null when there is no body. */
  readonly start: (onPart: () => void) => Readable | null;
  readonly end: () => Promise<void>;
}

const NOTHING: Sending = { headers: {}, start: () => null, end: () => Promise.resolve() };

/** Prepares a body for sending; a file is opened, and is read only as fast as it is sent. */
export async function sendingOf(body: HttpBody | undefined): Promise<Result<Sending>> {
  if (body === undefined) return success(NOTHING);
  if (body.kind === 'file') return await fromFile(body.file, body.contentType, body.onProgress);
  const bytes = body.kind === 'json' ? Buffer.from(JSON.stringify(body.value)) : body.bytes;
  const contentType = body.kind === 'json' ? 'application/json' : body.contentType;
  return success({
    headers: headersOf(bytes.length, contentType),
    start: onPart => fromBytes(bytes, onPart),
    end: () => Promise.resolve(),
  });
}

function headersOf(length: number, contentType = 'application/octet-stream'): Readonly<Record<string, string>> {
  return { 'content-type': contentType, 'content-length': String(length) };
}

/** A stream, so that it shows when the connection begins to take it. */
function fromBytes(bytes: Uint8Array, onPart: () => void): Readable {
  const parts = function* (): Generator<Uint8Array> {
    onPart();
    if (bytes.length > 0) yield bytes;
  };
  return Readable.from(parts(), { objectMode: false });
}

async function fromFile(file: string, contentType: string | undefined, onProgress?: OnProgress): Promise<Result<Sending>> {
  try {
    const handle = await open(file, 'r');
    const total = (await handle.stat()).size;
    const start = (onPart: () => void): Readable =>
      Readable.from(
        partsOf(handle, total, done => {
          onPart();
          onProgress?.(done, total);
        }),
        { objectMode: false },
      );
    return success({ headers: headersOf(total, contentType), start, end: () => handle.close() });
  } catch (error) {
    return failure('unreadable', `'${shownPath(file)}' cannot be read.`, { nextStep: 'Check that it is a file.', detail: String(error) });
  }
}

const PART = 256 * 1024;

/** The file as it was long when it was opened. One that became shorter makes the connection report a wrong length. */
async function* partsOf(handle: FileHandle, total: number, onPart: (done: number) => void): AsyncGenerator<Buffer> {
  let done = 0;
  onPart(done);
  while (done < total) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(PART, total - done)), 0, undefined, done);
    if (bytesRead === 0) return;
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
    onPart(done);
  }
}
