import { type SecureContext } from 'node:tls';
import { Agent, type Dispatcher } from 'undici';
import { success, type Result } from '../../base/result';
import { type HttpClientOptions, type HttpTimeouts } from '../httpClient';
import { readCertificates } from './certificates';
import { proxyFor, type Proxy } from './proxyFor';
import { tunnel } from './tunnel';

/** The sockets to one origin, directly or through a proxy. */
export interface Connection {
  readonly dispatcher: Dispatcher;
  readonly proxy: Proxy | undefined;
  /** Where the dispatcher sends to, what it asks for, and what it adds. */
  readonly route: (address: string) => Route;
}

interface Route {
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** More at once would only wait inside the server. */
const SOCKETS = 16;
/**
 * A socket that was idle for longer may just be closing on the server's side, and a change sent into it would be
 * uncertain. No usual server closes sooner than after two seconds.
 */
const KEPT_FOR = 1_000;
const LARGEST_HEADERS = 64 * 1024;

export async function openConnection(origin: string, options: HttpClientOptions, limits: HttpTimeouts): Promise<Result<Connection>> {
  const proxy = proxyFor(origin, options.proxy ?? 'environment');
  if (!proxy.ok) return proxy;
  const encrypted = [origin, proxy.value?.url ?? ''].some(url => url.startsWith('https:'));
  const certificates = encrypted ? await readCertificates(options.tls ?? {}) : success(undefined);
  if (!certificates.ok) return certificates;
  const tls = tlsOptions(certificates.value, options.tls?.insecure === true, limits);
  return success(proxy.value === undefined ? direct(origin, tls) : throughProxy(origin, proxy.value, tls));
}

interface Connect {
  readonly timeout: number;
  readonly secureContext?: SecureContext;
  readonly rejectUnauthorized?: false;
}

function tlsOptions(certificates: SecureContext | undefined, insecure: boolean, limits: HttpTimeouts): Connect {
  return {
    timeout: limits.connect,
    ...(certificates === undefined ? {} : { secureContext: certificates }),
    // Left out otherwise: Node's own default is to verify, and NODE_TLS_REJECT_UNAUTHORIZED is the user's word.
    ...(insecure ? { rejectUnauthorized: false } : {}),
  };
}

/** The watch of each attempt keeps the time, so the dispatcher's own clocks for the answer are off. */
const pooling = {
  connections: SOCKETS,
  pipelining: 1,
  keepAliveTimeout: KEPT_FOR,
  keepAliveMaxTimeout: KEPT_FOR,
  headersTimeout: 0,
  bodyTimeout: 0,
  maxHeaderSize: LARGEST_HEADERS,
};

function direct(origin: string, connect: Connect): Connection {
  const dispatcher = new Agent({ ...pooling, connect });
  return { dispatcher, proxy: undefined, route: path => ({ origin, path, headers: {} }) };
}

function throughProxy(origin: string, proxy: Proxy, connect: Connect): Connection {
  if (origin.startsWith('https:'))
    return { dispatcher: tunnel(proxy, pooling, connect), proxy, route: path => ({ origin, path, headers: {} }) };
  // What is not encrypted is asked of the proxy itself, by its whole address: many proxies allow tunnels to port 443 only.
  const dispatcher = new Agent({ ...pooling, connect });
  const headers = {
    host: new URL(origin).host,
    ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
  };
  return { dispatcher, proxy, route: path => ({ origin: proxy.url, path: origin + path, headers }) };
}
