import { success, type Result } from '../../base/result';
import { DEFAULT_TIMEOUTS, LARGEST_ANSWER, LARGEST_DOWNLOAD, TRANSFER_TOTAL, type HttpClient, type HttpClientOptions } from '../httpClient';
import { receiveBytes } from './answerBody';
import { openConnection, type Connection } from './connection';
import { receiveFile } from './receiveFile';
import { receiveJson, receiveText } from './receiveJson';
import { authorization, maskFor } from './secrets';
import { lowerCase, send, type Sender } from './send';
import { targetOf, type Target } from './target';

/**
 * A client for the server at `options.baseUrl`. Nothing is sent yet. Fails with 'invalid' when the address of the server or
 * of the proxy is none, and with 'unreadable' when a certificate file cannot be used.
 */
export async function createHttpClient(options: HttpClientOptions): Promise<Result<HttpClient>> {
  const target = targetOf(options.baseUrl, options.credentials);
  if (!target.ok) return target;
  const limits = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const connection = await openConnection(target.value.origin, options, limits);
  return connection.ok ? success(clientOf(options, target.value, connection.value)) : connection;
}

function clientOf(options: HttpClientOptions, target: Target, connection: Connection): HttpClient {
  const mask = maskFor(target.credentials, [connection.proxy?.authorization]);
  const sender: Sender = { options, target, connection, mask, headers: headersOf(options, target) };
  const answers = { largest: LARGEST_ANSWER, total: DEFAULT_TIMEOUTS.total, compressed: true };
  const files = { largest: LARGEST_DOWNLOAD, total: TRANSFER_TOTAL, compressed: false };
  return {
    origin: target.origin,
    json: request => send(sender, request, { ...answers, receive: (answer, how) => receiveJson(answer, how, options.service) }),
    bytes: request => send(sender, request, { ...answers, receive: receiveBytes }),
    text: request => send(sender, request, { ...answers, receive: receiveText }),
    download: (request, file) => send(sender, request, { ...files, receive: (answer, how) => receiveFile(answer, how, file) }),
    mask,
    close: () => connection.dispatcher.destroy(),
  };
}

/** Sent to the target's origin only; the connection has no other. */
function headersOf(options: HttpClientOptions, target: Target): Readonly<Record<string, string>> {
  const { credentials } = target;
  return { ...lowerCase(options.headers), ...(credentials === undefined ? {} : { authorization: authorization(credentials) }) };
}
