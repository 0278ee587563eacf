import { setTimeout as pause } from 'node:timers/promises';
import { failure, failureSentence, type Failure, type Result } from '../../base/result';
import {
  DEFAULT_TIMEOUTS,
  RETRY_FOR,
  TRANSFER_TOTAL,
  type HttpAnswer,
  type HttpClientOptions,
  type HttpRequest,
  type HttpTimeouts,
} from '../httpClient';
import { type Answer, type Receiving } from './answerBody';
import { attempt, type Attempt, type Outcome } from './attempt';
import { type Connection } from './connection';
import { sendingOf, type Sending } from './requestBody';
import { RetrySchedule } from './retrySchedule';
import { addressOf, type Target } from './target';

/** What all requests of a client share. */
export interface Sender {
  readonly options: HttpClientOptions;
  readonly target: Target;
  readonly connection: Connection;
  readonly headers: Readonly<Record<string, string>>;
  readonly mask: (text: string) => string;
}

/** How a 2xx answer is read. */
export interface Reading<Body> {
  readonly receive: (answer: Answer, how: Receiving) => Promise<Result<Body>>;
  readonly largest: number;
  readonly total: number;
  /** Whether the server may compress it. */
  readonly compressed: boolean;
}

/** Sends a request, again if it is repeatable and what failed may pass, and reads its answer. Never rejects. */
export async function send<Body>(sender: Sender, request: HttpRequest, reading: Reading<Body>): Promise<Result<HttpAnswer<Body>>> {
  const address = addressOf(sender.target, request);
  if (!address.ok) return address;
  const sending = await sendingOf(request.body);
  if (!sending.ok) return sending;
  const one = attemptOf(sender, request, reading, { address: address.value, sending: sending.value });
  try {
    const result = await repeat(one, request.retryFor ?? RETRY_FOR, outcome => report(sender, one, outcome));
    return result.ok ? result : { ok: false, failure: masked(result.failure, sender.mask) };
  } finally {
    await sending.value.end();
  }
}

/** A server may tell a secret back, in its error's words or anywhere else. */
function masked(failure: Failure, mask: (text: string) => string): Failure {
  const { message, detail } = failure;
  return { ...failure, message: mask(message), ...(detail === undefined ? {} : { detail: mask(detail) }) };
}

function attemptOf<Body>(
  sender: Sender,
  request: HttpRequest,
  reading: Reading<Body>,
  { address, sending }: { readonly address: string; readonly sending: Sending },
): Attempt<Body> {
  const limits = limitsOf(sender.options, request, reading.total);
  return {
    connection: sender.connection,
    origin: sender.target.origin,
    host: sender.target.host,
    method: request.method,
    address,
    // The client's own come last: no request can send other credentials by mistake.
    headers: { 'accept-encoding': reading.compressed ? 'gzip' : 'identity', ...lowerCase(request.headers), ...sender.headers },
    sending,
    repeatable: request.repeatable ?? request.method === 'GET',
    limits,
    deadline: performance.now() + limits.total,
    signal: request.signal,
    largest: request.largestAnswer ?? reading.largest,
    explainError: sender.options.explainError,
    receive: reading.receive,
  };
}

/** Header names in one case, so that the same one is never sent twice. */
export function lowerCase(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A file's time is not that of a question. */
function limitsOf(options: HttpClientOptions, request: HttpRequest, readingTotal: number): HttpTimeouts {
  const isTransfer = readingTotal === TRANSFER_TOTAL || request.body?.kind === 'file';
  const total = isTransfer ? { total: TRANSFER_TOTAL } : {};
  return { ...DEFAULT_TIMEOUTS, ...options.timeouts, ...total, ...request.timeouts };
}

async function repeat<Body>(
  one: Attempt<Body>,
  retryFor: number,
  tell: (outcome: Outcome<Body>) => void,
): Promise<Result<HttpAnswer<Body>>> {
  const schedule = new RetrySchedule(one.repeatable ? retryFor : 0);
  for (;;) {
    const outcome = await attempt(one);
    tell(outcome);
    const wait = outcome.passing && one.repeatable ? schedule.next(outcome.retryAfter) : undefined;
    if (wait === undefined || performance.now() + wait > one.deadline) return outcome.result;
    if (!(await waited(wait, one.signal))) return failure('cancelled', 'Cancelled.');
  }
}

async function waited(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await pause(milliseconds, undefined, signal === undefined ? {} : { signal });
    return true;
  } catch {
    return false;
  }
}

function report<Body>(sender: Sender, one: Attempt<Body>, { result, status }: Outcome<Body>): void {
  const { log } = sender.options;
  if (log === undefined) return;
  // Not the query: it may be long, and says what the user looks for.
  const [path] = one.address.split('?');
  const said = result.ok ? '' : ` ${failureSentence(result.failure)} ${result.failure.detail ?? ''}`;
  log(sender.mask(`${one.method} ${one.origin}${path ?? ''} ${status ?? '-'}${said}`));
}
