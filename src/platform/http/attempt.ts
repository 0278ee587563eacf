import { type Dispatcher } from 'undici';
import { type Json } from '../../base/json';
import { type Failure, type Result } from '../../base/result';
import { type HttpAnswer, type HttpTimeouts } from '../httpClient';
import { isWebPage, receiveBytes, type Answer, type Receiving } from './answerBody';
import { connectionFailure, endedFailure } from './connectionFailure';
import { parseExactJson } from './exactJson';
import { type Connection } from './connection';
import { retryAfter } from './retrySchedule';
import { type Sending } from './requestBody';
import { redirectFailure, statusFailure } from './statusFailure';
import { Watch } from './watch';

/** One request, ready to be sent. */
export interface Attempt<Body> {
  readonly connection: Connection;
  readonly origin: string;
  readonly host: string;
  readonly method: Dispatcher.HttpMethod;
  /** Path and query. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sending: Sending;
  readonly repeatable: boolean;
  readonly limits: HttpTimeouts;
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  readonly largest: number;
  readonly explainError: ((answer: HttpAnswer<Json>) => Failure | undefined) | undefined;
  /** Reads a 2xx answer. */
  readonly receive: (answer: Answer, how: Receiving) => Promise<Result<Body>>;
}

export interface Outcome<Body> {
  readonly result: Result<HttpAnswer<Body>>;
  readonly status?: number;
  /** The same request may well succeed in a moment. */
  readonly passing: boolean;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

/** Sends a request once. Never rejects. */
export async function attempt<Body>(one: Attempt<Body>): Promise<Outcome<Body>> {
  const watch = new Watch(one.limits, one.deadline, one.signal);
  const progress = { sent: false };
  try {
    const answer = await send(one, watch, progress);
    return await read(one, answer, watch);
  } catch (error) {
    return lost(one, watch, progress, error);
  } finally {
    watch.stop();
  }
}

async function send<Body>(one: Attempt<Body>, watch: Watch, progress: { sent: boolean }): Promise<Answer> {
  const { origin, path, headers } = one.connection.route(one.address);
  const body = one.sending.start(() => {
    progress.sent = true;
    watch.sent();
  });
  // Without a body nothing shows when the sending begins.
  if (body === null) progress.sent = true;
  const sent = request(one.connection.dispatcher, {
    origin,
    path,
    method: one.method,
    headers: { ...one.headers, ...one.sending.headers, ...headers },
    body,
    signal: watch.signal,
  });
  const response = await watch.untilEnded(sent);
  watch.answered();
  return { host: one.host, status: response.statusCode, headers: flat(response.headers), body: response.body };
}

/** An answer whose body is given up tells so by an event, which would end the process if nobody listened. */
async function request(dispatcher: Dispatcher, options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData> {
  const response = await dispatcher.request(options);
  response.body.on('error', () => undefined);
  return response;
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(', ')]]));
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

async function read<Body>(one: Attempt<Body>, answer: Answer, watch: Watch): Promise<Outcome<Body>> {
  const { status, headers } = answer;
  if (status >= 300) return await refused(one, answer, watch);
  const received = await one.receive(answer, { watch, largest: one.largest });
  answer.body.destroy();
  if (received.ok) return { result: { ok: true, value: { status, headers, body: received.value } }, status, passing: false };
  // A web page is not the service: it did nothing.
  const failure = isWebPage(answer) ? received.failure : afterSending(one, received.failure);
  return { result: { ok: false, failure }, status, passing: false };
}

const PASSING = new Set([408, 429, 502, 503, 504]);
/** A gateway that gave up does not know what the server behind it did. */
const UNCERTAIN = new Set([408, 502, 504]);
const LARGEST_ERROR = 1024 * 1024;
const LONGEST_DETAIL = 500;

async function refused<Body>(one: Attempt<Body>, answer: Answer, watch: Watch): Promise<Outcome<Body>> {
  const { status, headers } = answer;
  if (status < 400) {
    answer.body.destroy();
    return { result: { ok: false, failure: redirectFailure(one.host, one.origin, headers['location']) }, status, passing: false };
  }
  const bytes = await receiveBytes(answer, { watch, largest: LARGEST_ERROR });
  answer.body.destroy();
  const text = bytes.ok ? bytes.value.toString('utf8') : '';
  const failure = explained(one, answer, text) ?? statusFailure(one.host, status, text.slice(0, LONGEST_DETAIL));
  const unclear = UNCERTAIN.has(status) ? afterSending(one, failure) : failure;
  return { result: { ok: false, failure: unclear }, status, passing: PASSING.has(status), retryAfter: retryAfter(headers) };
}

function explained<Body>(one: Attempt<Body>, { status, headers }: Answer, text: string): Failure | undefined {
  const json = one.explainError === undefined ? undefined : parseExactJson(text);
  return json?.ok === true ? one.explainError?.({ status, headers, body: json.value }) : undefined;
}

function lost<Body>(one: Attempt<Body>, watch: Watch, progress: { readonly sent: boolean }, error: unknown): Outcome<Body> {
  if (watch.endedBy !== undefined) {
    const failure = endedFailure(watch.endedBy, one.host);
    return { result: { ok: false, failure: progress.sent ? afterSending(one, failure) : failure }, passing: false };
  }
  const { failure, passing, unsent } = connectionFailure(error, one.host, one.connection.proxy?.host);
  return { result: { ok: false, failure: progress.sent && !unsent ? afterSending(one, failure) : failure }, passing };
}

/** Once sent, a change whose answer is missing or makes no sense may have been carried out. */
function afterSending<Body>(one: Attempt<Body>, failure: Failure): Failure {
  if (one.repeatable) return failure;
  return {
    reason: 'uncertain',
    message: `It is not known whether ${one.host} made the change: its answer was lost.`,
    nextStep: 'Look at how it is there now before you try again.',
    detail: [failure.message, failure.detail].filter(part => part !== undefined).join(' '),
  };
}
