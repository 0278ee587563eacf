import { createServer, request as forward, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from './testServer';

/** A proxy on this machine that leads every host name to one local port. */
export interface TestProxy {
  readonly url: string;
  /** What it was asked, as in "CONNECT mlflow.example:443". */
  readonly asked: string[];
  /** Every header line that it could read. */
  readonly seen: string[];
}

/** @param user `name:password` that it wants. */
export async function startProxy(port: number, user?: string): Promise<TestProxy> {
  const asked: string[] = [];
  const seen: string[] = [];
  const wanted = user === undefined ? undefined : `Basic ${Buffer.from(user).toString('base64')}`;
  const admits = (request: IncomingMessage): boolean => {
    asked.push(`${request.method} ${request.url}`);
    seen.push(...request.rawHeaders);
    return wanted === undefined || request.headers['proxy-authorization'] === wanted;
  };
  const server = createServer((request, response) => {
    if (!admits(request)) return void response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end('Who are you?');
    const { pathname, search } = new URL(request.url ?? '');
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith('proxy-')));
    const onward = forward({ host: '127.0.0.1', port, path: pathname + search, method: request.method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => undefined);
    if (!admits(request)) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked, seen };
}
