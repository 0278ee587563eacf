import { type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { ask, change, clientFor, closeClients, failureOf } from '../../../support/http/testClient';
import { startServer, startSocketServer, stopServers } from '../../../support/http/testServer';

afterEach(closeClients);
afterEach(stopServers);

/** One byte again and again. */
function drip(socket: Socket, start: string, every: number): void {
  socket.write(start);
  const timer = setInterval(() => socket.write('a'), every);
  socket.on('close', () => clearInterval(timer));
}

async function timed<T>(work: Promise<T>): Promise<{ value: T; took: number }> {
  const start = performance.now();
  const value = await work;
  return { value, took: performance.now() - start };
}

test('a server that says nothing is given up', async () => {
  const server = await startServer(() => undefined);
  const client = await clientFor(server.url, { timeouts: { answer: 200 } });
  const { value, took } = await timed(client.json(ask()));
  expect(failureOf(value)).toMatchObject({ reason: 'unavailable', message: `127.0.0.1:${server.port} did not answer in time.` });
  expect(took).toBeLessThan(1_000);
});

test('headers that come byte by byte are given up', async () => {
  const server = await startSocketServer(socket => socket.once('data', () => drip(socket, 'HTTP/1.1 200 OK\r\nx-', 50)));
  const client = await clientFor(server.url, { timeouts: { answer: 300 } });
  const { value, took } = await timed(client.json(ask()));
  expect(failureOf(value).message).toContain('did not answer in time');
  expect(took).toBeLessThan(1_000);
});

test('a body that comes byte by byte ends with the total time', async () => {
  const server = await startSocketServer(socket =>
    socket.once('data', () => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n', 50)),
  );
  const client = await clientFor(server.url, { timeouts: { idle: 5_000, total: 500 } });
  const { value, took } = await timed(client.json(ask()));
  expect(failureOf(value).message).toContain('took too long to answer');
  expect(took).toBeGreaterThan(400);
  expect(took).toBeLessThan(1_500);
});

test('one byte a second ends with the idle time', async () => {
  const server = await startSocketServer(socket =>
    socket.once('data', () => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n', 1_000)),
  );
  const client = await clientFor(server.url, { timeouts: { idle: 300 } });
  const { value, took } = await timed(client.json(ask()));
  expect(failureOf(value).message).toContain('stopped in the middle of its answer');
  expect(took).toBeLessThan(1_500);
});

test('a cancel ends the request and its socket at once', async () => {
  let closed = Infinity;
  const server = await startServer(request => request.socket.on('close', () => (closed = performance.now())));
  const controller = new AbortController();
  const asked = (await clientFor(server.url)).json(ask({ signal: controller.signal }));
  await vi.waitFor(() => expect(server.requests).toHaveLength(1));
  const start = performance.now();
  controller.abort();
  expect(failureOf(await asked).reason).toBe('cancelled');
  await vi.waitFor(() => expect(closed - start).toBeLessThan(200), 300);
});

test('a request that was cancelled before it began sends nothing', async () => {
  const server = await startServer((_request, response) => response.end('{}'));
  const client = await clientFor(server.url);
  expect(failureOf(await client.json(ask({ signal: AbortSignal.abort() }))).reason).toBe('cancelled');
  expect(failureOf(await client.json(change({ signal: AbortSignal.abort() }))).reason).toBe('cancelled');
  expect(server.requests).toHaveLength(0);
});

test('a cancel ends the waiting between two attempts', async () => {
  const server = await startServer((_request, response) => response.writeHead(503, { 'retry-after': '5' }).end());
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  const { value, took } = await timed((await clientFor(server.url)).json(ask({ signal: controller.signal, retryFor: 10_000 })));
  expect(failureOf(value).reason).toBe('cancelled');
  expect(took).toBeLessThan(1_000);
});
