import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A server on this machine that a test scripts, with what it was asked. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly requests: ReceivedRequest[];
}

interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

type Answering = (request: IncomingMessage, response: ServerResponse) => unknown;

const running = new Map<Server, Set<Socket>>();

/** Answers when the whole request has come. @param tls makes it an https server. */
export async function startServer(answer: Answering, tls?: ServerOptions): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const parts: Buffer[] = [];
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const bytes = Buffer.concat(parts);
      requests.push({ method, url, headers, body: bytes.toString(), bytes });
      answer(request, response);
    });
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  const port = await listen(server);
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, port, requests };
}

/** A server that speaks bytes: for what no HTTP server would say. */
export async function startSocketServer(connected: (socket: Socket) => unknown): Promise<{ readonly url: string; readonly port: number }> {
  const server = createSocketServer(socket => {
    socket.on('error', () => undefined);
    connected(socket);
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, port };
}

/** Ends every server of the test and its connections. */
export async function stopServers(): Promise<void> {
  const ends = [...running].map(([server, sockets]) => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>(resolve => server.close(() => resolve()));
  });
  running.clear();
  await Promise.all(ends);
}

export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  running.set(server, sockets);
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
