import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { failure, type Result, success } from '../../base/result';
import { type Watch } from './watch';

/** An answer whose body has not been read yet. */
export interface Answer {
  /** The server, as messages call it. */
  readonly host: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** What of an answer's body is accepted, and by when it must come. */
export interface Receiving {
  readonly watch: Watch;
  /** The largest body in bytes, after decompression. */
  readonly largest: number;
}

/**
 * Hands an answer's body on part by part, decompressed, up to the largest size; the rest is not read. Rejects when the
 * connection fails or the watch ends it. @param take may refuse a part, which ends it too.
 */
export async function receiveParts(
  answer: Answer,
  how: Receiving,
  take: (part: Buffer) => Promise<Result<unknown>> | void,
): Promise<Result<number>> {
  const decoded = decode(answer);
  if (!decoded.ok) return decoded;
  if ((lengthOf(answer) ?? 0) > how.largest) return tooLarge(answer, how.largest);
  let done = 0;
  for await (const part of decoded.value) {
    how.watch.received();
    const bytes = part as Buffer;
    done += bytes.length;
    // Leaving the loop ends the stream, and with it the socket.
    if (done > how.largest) return tooLarge(answer, how.largest);
    const taken = await take(bytes);
    if (taken?.ok === false) return taken;
  }
  return success(done);
}

/** The length of the body after decompression; undefined when only its end will tell. */
export function lengthOf(answer: Answer): number | undefined {
  const length = Number(answer.headers['content-length'] ?? NaN);
  return encodingOf(answer) === '' && Number.isSafeInteger(length) ? length : undefined;
}

/** Whether the answer says that it is HTML. */
export function isWebPage(answer: Answer): boolean {
  return /^\s*(text\/html|application\/xhtml)/i.test(answer.headers['content-type'] ?? '');
}

export async function receiveBytes(answer: Answer, how: Receiving): Promise<Result<Buffer>> {
  const parts: Buffer[] = [];
  const received = await receiveParts(answer, how, part => void parts.push(part));
  return received.ok ? success(Buffer.concat(parts)) : received;
}

function decode(answer: Answer): Result<Readable> {
  const encoding = encodingOf(answer);
  if (encoding === '') return success(answer.body);
  const decoder = DECODERS[encoding]?.();
  if (decoder === undefined) {
    return failure('unreadable', `${answer.host} answered in a compression that was not asked for.`, {
      nextStep: 'Ask whoever runs the server or the proxy before it.',
      detail: `content-encoding: ${answer.headers['content-encoding'] ?? ''}`,
    });
  }
  // An error of either end reaches the one that is read.
  pipeline(answer.body, decoder, () => undefined);
  return success(decoder);
}

const DECODERS: Readonly<Record<string, () => Readable & NodeJS.WritableStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function encodingOf(answer: Answer): string {
  const encoding = (answer.headers['content-encoding'] ?? '').trim().toLowerCase();
  return encoding === 'identity' ? '' : encoding;
}

function tooLarge(answer: Answer, largest: number): Result<never> {
  return failure('unreadable', `${answer.host} answered with more than ${sizeText(largest)}, which is the most that is read at once.`, {
    nextStep: 'Ask for less, for example with a narrower filter.',
  });
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Math.round((bytes / 1024 ** power) * 10) / 10} ${units[power] ?? ''}`;
}
