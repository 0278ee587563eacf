import { type buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { type Proxy } from './proxyFor';

/** The proxy did not make a tunnel. @param status what it answered; undefined when it hung up. */
export class TunnelError extends Error {
  constructor(
    readonly status: number | undefined,
    cause: Error,
  ) {
    super('The proxy did not make a tunnel.', { cause });
  }
}

/** What a proxy agent gives to each of its pools. */
type PoolOptions = Pool.Options & { readonly connect: buildConnector.connector };

/** Connections through a proxy, each a tunnel of its own. @param pooling what a pool of direct connections would be given. */
export function tunnel(proxy: Proxy, pooling: Pool.Options, connect: buildConnector.BuildOptions): Dispatcher {
  return new ProxyAgent({
    ...pooling,
    uri: proxy.url,
    requestTls: connect,
    proxyTls: connect,
    factory: (origin, options: PoolOptions) => new Pool(origin, { ...options, connect: named(options.connect) }),
    ...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
  });
}

/** A pool takes a proxy that hangs up for a server that closed an idle connection, and would connect again without end. */
function named(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error === null) callback(error, socket);
      else callback(isOfTunnel(error) ? new TunnelError(statusIn(error), error) : error, null);
    });
}

function isOfTunnel(error: Error): boolean {
  return 'code' in error && (error.code === 'UND_ERR_SOCKET' || error.code === 'UND_ERR_ABORTED');
}

function statusIn(error: Error): number | undefined {
  const status = /^Proxy response \((\d{3})\)/.exec(error.message)?.[1];
  return status === undefined ? undefined : Number(status);
}
