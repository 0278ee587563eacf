import { type Failure, type FailureReason } from '../../base/result';
import { statusFailure } from './statusFailure';
import { TunnelError } from './tunnel';
import { type EndedBy } from './watch';

/** What a failed connection means. */
export interface ConnectionFailure {
  readonly failure: Failure;
  /** The same request may well succeed in a moment. */
  readonly passing: boolean;
  /** Nothing of the request had been sent. */
  readonly unsent: boolean;
}

interface Words {
  readonly reason?: FailureReason;
  readonly says: string;
  readonly nextStep: string;
  readonly passing?: boolean;
  readonly unsent?: boolean;
}

const CHECK_RUNNING = 'Check the address and that the server is running, then try again.';
const CHECK_NETWORK = 'Check the address, the network and the proxy, then try again.';
const TRUST = 'If you trust it, give the file of the authority that signed it (MLFLOW_TRACKING_SERVER_CERT_PATH).';

/** How the words for each code of Node, OpenSSL, BoringSSL and undici begin: with the server's name in front. */
const WORDS: readonly (readonly [RegExp, Words])[] = [
  [/^ECONNREFUSED$/, { says: 'does not answer: the connection was refused.', nextStep: CHECK_RUNNING, passing: true, unsent: true }],
  [/^(ENOTFOUND|EAI_NODATA|EAI_NONAME)$/, { says: 'was not found: no machine has that name.', nextStep: CHECK_NETWORK, unsent: true }],
  [/^EAI_AGAIN$/, { says: 'was not found: the name service does not answer.', nextStep: CHECK_NETWORK, unsent: true }],
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, { says: 'does not answer: no connection in time.', nextStep: CHECK_NETWORK, unsent: true }],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/, { says: 'cannot be reached from here.', nextStep: CHECK_NETWORK, unsent: true }],
  [
    /^CERT_HAS_EXPIRED$/,
    {
      says: 'has a certificate that has expired.',
      nextStep: 'Ask whoever runs the server to renew it, and check the clock of this machine.',
      unsent: true,
    },
  ],
  [
    /^CERT_NOT_YET_VALID$/,
    { says: 'has a certificate that is not valid yet.', nextStep: 'Check the clock of this machine.', unsent: true },
  ],
  [
    /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    { says: 'has a certificate that it signed itself, which is not trusted here.', nextStep: TRUST, unsent: true },
  ],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET|VERIFY)\w*|CERT_(UNTRUSTED|REJECTED)|INVALID_CA)$/,
    { says: 'has a certificate of an authority that is not trusted here.', nextStep: TRUST, unsent: true },
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    {
      says: 'showed a certificate that was made for another name.',
      nextStep: 'Check the address: it must be the name that the certificate was made for.',
      unsent: true,
    },
  ],
  [/^(CERT_\w+|CRL_\w+)$/, { says: 'has a certificate that cannot be accepted.', nextStep: 'Ask whoever runs the server.', unsent: true }],
  [
    /ALERT_CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_CERTIFICATE/,
    {
      says: 'asks for a certificate of the client and did not accept one.',
      nextStep: 'Give the file of your client certificate (MLFLOW_TRACKING_CLIENT_CERT_PATH).',
      unsent: true,
    },
  ],
  [
    /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+)$/,
    { says: 'does not speak https at that address.', nextStep: 'Check the port, or write http:// instead of https://.', unsent: true },
  ],
  [
    /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/,
    {
      says: 'broke the connection off.',
      nextStep: 'Try again; if it happens again, ask whoever runs the server or the proxy before it.',
      passing: true,
    },
  ],
  [
    /^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/,
    {
      says: 'ended its answer before it was whole.',
      nextStep: 'Try again; if it happens again, ask whoever runs the server or the proxy before it.',
      passing: true,
    },
  ],
  [
    /^UND_ERR_REQ_CONTENT_LENGTH_MISMATCH$/,
    { says: 'did not get the file: it became shorter while it was sent.', nextStep: 'Try again when nothing writes to it.' },
  ],
  [
    /^UND_ERR_(HEADERS_OVERFLOW|RES_EXCEEDED_MAX_SIZE)$/,
    { says: 'answered with headers that are too large.', nextStep: 'Check that the address is that of the server.' },
  ],
  [/^HPE_/, { says: 'does not answer in HTTP.', nextStep: 'Check the port, or write https:// instead of http://.' }],
  [
    /^(UND_ERR_INVALID_ARG|ERR_INVALID_CHAR)$/,
    {
      reason: 'invalid',
      says: 'was not asked: a header cannot be sent as it is.',
      nextStep: 'Check the token, the password and the headers for line breaks and other characters that do not belong there.',
      unsent: true,
    },
  ],
  [
    /^(Z_\w+|ERR__?\w*BROTLI\w*|ERR_PADDING\w*)$/,
    {
      says: 'sent an answer whose compression is damaged.',
      nextStep: 'Try again; if it happens again, ask whoever runs the server or the proxy before it.',
    },
  ],
];

const OTHER: Words = { says: 'could not be talked to.', nextStep: 'Try again; if it happens again, show the log.' };

/** Codes of a connection that did not come about: through a proxy, it is the proxy that was not reached. */
const NOT_REACHED = /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|E(HOST|NET)(UNREACH|DOWN))$/;

/** An error of the connection in the user's words. @param host the server's name in messages. @param proxy that of its proxy. */
export function connectionFailure(error: unknown, host: string, proxy: string | undefined): ConnectionFailure {
  const causes = [...causesOf(error)];
  const detail = causes.map(String).join('; ');
  const tunnel = causes.find(cause => cause instanceof TunnelError);
  if (tunnel !== undefined) return { failure: tunnelFailure(tunnel, host, proxy ?? '', detail), passing: false, unsent: true };
  const code = causes.map(codeOf).find(found => found !== '') ?? '';
  const words = WORDS.find(([pattern]) => pattern.test(code))?.[1] ?? OTHER;
  const subject = proxy !== undefined && NOT_REACHED.test(code) ? `The proxy ${proxy}` : host;
  return {
    failure: { reason: words.reason ?? 'unavailable', message: `${subject} ${words.says}`, nextStep: words.nextStep, detail },
    passing: words.passing === true,
    unsent: words.unsent === true || causes.some(isConnecting),
  };
}

function tunnelFailure({ status }: TunnelError, host: string, proxy: string, detail: string): Failure {
  if (status === 407) return statusFailure(host, status, detail);
  const said = status === undefined ? '' : ` (${status})`;
  return failureOf(`The proxy ${proxy} did not connect to ${host}${said}.`, CHECK_NETWORK, detail);
}

/** An attempt that its watch ended, in the user's words. */
export function endedFailure(endedBy: EndedBy, host: string): Failure {
  if (endedBy === 'cancelled') return { reason: 'cancelled', message: 'Cancelled.' };
  const says = {
    no_answer: 'did not answer in time.',
    stalled: 'stopped in the middle of its answer.',
    too_long: 'took too long to answer.',
  }[endedBy];
  return failureOf(`${host} ${says}`, 'Try again later, or ask for less.', `ended by: ${endedBy}`);
}

/** An error and those that it was made of, the innermost last; several addresses of one host fail as one aggregate. */
function* causesOf(error: unknown, depth = 0): Generator<unknown> {
  yield error;
  if (depth > 4 || !(error instanceof Error)) return;
  if (error instanceof AggregateError) for (const one of error.errors) yield* causesOf(one, depth + 1);
  if (error.cause !== undefined) yield* causesOf(error.cause, depth + 1);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'UND_ERR_PRX_TLS') return ''; // what it was made of says more
  if (typeof code === 'string') return code;
  // Some errors of the parser come without a code.
  return error instanceof Error && error.name === 'HTTPParserError' ? 'HPE_UNKNOWN' : '';
}

function isConnecting(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'connect';
}

function failureOf(message: string, nextStep: string, detail: string): Failure {
  return { reason: 'unavailable', message, nextStep, detail };
}
