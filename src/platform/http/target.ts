import { failure, success, type Result } from '../../base/result';
import { shownText } from '../../domain/shownText';
import { maskSecrets } from '../maskSecrets';
import { type HttpCredentials, type HttpRequest } from '../httpClient';

/** Where a client's requests go. */
export interface Target {
  readonly origin: string;
  /** Host and, unless it is the usual one, port: what messages call the server. */
  readonly host: string;
  /** The path before every request's path, without a slash at its end. */
  readonly prefix: string;
  readonly credentials: HttpCredentials | undefined;
}

const ADDRESS_HELP = 'Write it like http://127.0.0.1:5000 or https://mlflow.example.com/team.';

/** The server that a base URL names, with `user:password@` taken out of it. */
export function targetOf(baseUrl: string, given: HttpCredentials | undefined): Result<Target> {
  const url = URL.parse(baseUrl.trim());
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    // Whatever it is, what stands before an @ may be a password.
    const shown = shownText(maskSecrets(baseUrl.replace(/^[^]*@/, '***@')));
    return failure('invalid', `'${shown}' is not the address of a server.`, { nextStep: ADDRESS_HELP });
  }
  const inUrl = credentialsIn(url);
  if (!inUrl.ok) return inUrl;
  const prefix = url.pathname.replace(/\/+$/, '');
  return success({ origin: url.origin, host: url.host, prefix, credentials: given ?? inUrl.value });
}

function credentialsIn(url: URL): Result<HttpCredentials | undefined> {
  if (url.username === '' && url.password === '') return success(undefined);
  try {
    return success({ kind: 'basic', username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) });
  } catch {
    return failure('invalid', 'The user name or password in the address cannot be read.', {
      nextStep: 'Write % as %25, or leave both out of the address and enter them when asked.',
    });
  }
}

/** Path and query as they are sent. A path that would lead out of the base URL's is refused. */
export function addressOf(target: Target, request: HttpRequest): Result<string> {
  if (!request.path.startsWith('/') || DOT_SEGMENT.test(request.path)) {
    return failure('invalid', `'${shownText(request.path)}' cannot be asked for: it is not a plain path.`);
  }
  const url = new URL(target.origin);
  url.pathname = target.prefix + request.path.replaceAll('\\', '%5C');
  for (const [name, value] of Object.entries(request.query ?? {})) appendQuery(url, name, value);
  return success(url.pathname + url.search);
}

const DOT_SEGMENT = /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\]|$)/i;

function appendQuery(url: URL, name: string, value: string | number | boolean | readonly string[] | undefined): void {
  if (value === undefined) return;
  const values = typeof value === 'object' ? value : [String(value)];
  for (const one of values) url.searchParams.append(name, one);
}
