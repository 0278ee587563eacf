import { type Failure, type Result } from '../base/result';
import { type Json } from '../base/json';

/** Who the user is to one server. Sent to the client's own origin and nowhere else. */
export type HttpCredentials =
  { readonly kind: 'basic'; readonly username: string; readonly password: string } | { readonly kind: 'bearer'; readonly token: string };

/** Which certificates count. All files are PEM. */
export interface TlsOptions {
  /** Authorities that are trusted besides the system's and Node's own. */
  readonly authoritiesFile?: string;
  /** The certificate that says who the client is; its key is in the same file unless `clientKeyFile` is given. */
  readonly clientCertificateFile?: string;
  readonly clientKeyFile?: string;
  /** Any certificate is accepted, as MLFLOW_TRACKING_INSECURE_TLS does. */
  readonly insecure?: boolean;
}

/**
 * Which proxy is asked. `environment` (the default) reads MODELOPS_PROXY and MODELOPS_PROXY_AUTHORIZATION, which the
 * editor's settings are handed over in, else HTTP_PROXY, HTTPS_PROXY and ALL_PROXY, and NO_PROXY; `direct` uses none.
 * This machine itself (localhost, 127.0.0.0/8, ::1) is always reached directly.
 */
export type ProxyChoice = 'environment' | 'direct' | { readonly url: string; readonly noProxy?: string; readonly authorization?: string };

/** How long, in milliseconds, each part of a request may take. */
export interface HttpTimeouts {
  /** Until the connection stands, TLS included. */
  readonly connect: number;
  /** Until the answer begins, counted anew whenever a part of the request's body was taken. */
  readonly answer: number;
  /** Between two parts of the answer. */
  readonly idle: number;
  /** From the call to its result, repetitions included. */
  readonly total: number;
}

export interface HttpClientOptions {
  /**
   * `http://` or `https://`, with the path, if any, that comes before the path of every request. `user:password@` in it
   * is taken out and used as basic credentials unless others are given.
   */
  readonly baseUrl: string;
  /** What the server is called in messages, as in "MLflow". */
  readonly service: string;
  readonly credentials?: HttpCredentials;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: TlsOptions;
  readonly proxy?: ProxyChoice;
  readonly timeouts?: Partial<HttpTimeouts>;
  /** Says an error answer (4xx, 5xx) that is JSON in the service's words; undefined when it is none of the service's. */
  readonly explainError?: (answer: HttpAnswer<Json>) => Failure | undefined;
  /** One line per attempt and per failure, without secrets. */
  readonly log?: (line: string) => void;
}

export type HttpBody =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly contentType?: string }
  /** Streamed; a file that changes its length meanwhile is a failure. */
  | { readonly kind: 'file'; readonly file: string; readonly contentType?: string; readonly onProgress?: OnProgress };

/** @param total undefined when the server does not say. */
export type OnProgress = (done: number, total: number | undefined) => void;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with "/", is put behind the base URL's path, and has no dot segments. Names in it are already percent-encoded. */
  readonly path: string;
  /** A list is sent as a repeated field; undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpBody;
  /**
   * True when doing it twice is the same as doing it once: a GET always is, a search by POST too. Only such requests are
   * tried again; any other one whose answer is lost fails as 'uncertain'.
   */
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal;
  readonly timeouts?: Partial<HttpTimeouts>;
  /** The largest answer that is accepted, in bytes after decompression. */
  readonly largestAnswer?: number;
  /** How long, in milliseconds, a repeatable request is tried again; 0 means one attempt. */
  readonly retryFor?: number;
}

/** An answer with a status of 2xx. Header names are lower case. */
export interface HttpAnswer<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

export interface DownloadTarget {
  /** Replaced only by the whole download. */
  readonly file: string;
  readonly onProgress?: OnProgress;
}

/**
 * Requests to one server. A result is a 2xx answer or a Failure in the user's words:
 * 'unauthorized' (401), 'forbidden' (403), 'not_found' (404), 'uncertain' (see `repeatable`), 'cancelled', 'invalid' (the
 * request cannot be sent as it is), 'unreadable' (the answer is not what was asked for), 'unavailable' (all else).
 * Redirects are never followed.
 */
export interface HttpClient {
  /** Scheme, host and port: what secrets are bound to. */
  readonly origin: string;
  /** Integers that a double cannot hold are strings in the answer. An empty answer is null. */
  json(request: HttpRequest): Promise<Result<HttpAnswer<Json>>>;
  bytes(request: HttpRequest): Promise<Result<HttpAnswer<Uint8Array>>>;
  text(request: HttpRequest): Promise<Result<HttpAnswer<string>>>;
  /** The body is the number of bytes written. Nothing is left behind by a failure or a cancel. */
  download(request: HttpRequest, target: DownloadTarget): Promise<Result<HttpAnswer<number>>>;
  /** Text from the server with this client's secrets taken out, for messages and logs. */
  mask(text: string): string;
  /** Ends what is under way and all connections. */
  close(): Promise<void>;
}

export const DEFAULT_TIMEOUTS: HttpTimeouts = { connect: 10_000, answer: 60_000, idle: 30_000, total: 120_000 };

/** A file may take long as long as it moves. */
export const TRANSFER_TOTAL = 12 * 3_600_000;

export const LARGEST_ANSWER = 64 * 1024 * 1024;
export const LARGEST_DOWNLOAD = 1024 ** 4;
export const RETRY_FOR = 10_000;
