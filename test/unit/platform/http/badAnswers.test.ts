import { type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, change, clientFor, closeClients, failureOf } from '../../../support/http/testClient';
import { startServer, startSocketServer, stopServers } from '../../../support/http/testServer';

afterEach(closeClients);
afterEach(stopServers);

const answering = (status: number, headers: Record<string, string>, body = '') =>
  startServer((_request, response) => response.writeHead(status, headers).end(body));

describe('an error status without words of the service', () => {
  test.each([
    [400, 'invalid'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [405, 'unsupported'],
    [409, 'conflict'],
    [418, 'invalid'],
    [429, 'unavailable'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [599, 'unavailable'],
  ])('%i is %s', async (status, reason) => {
    const server = await answering(status, { 'content-type': 'text/html' }, '<h1>nginx</h1>');
    const failure = failureOf(await (await clientFor(server.url)).json(ask()));
    expect(failure).toMatchObject({ reason, detail: '<h1>nginx</h1>' });
    expect(failure.message).toContain(`127.0.0.1:${server.port}`);
    expect(failure.message).toContain(String(status));
    expect(server.requests).toHaveLength(1);
  });
});

test('an error answer in JSON is put into words by the service', async () => {
  const server = await answering(400, { 'content-type': 'application/json' }, '{"error_code":"RESOURCE_ALREADY_EXISTS","message":"taken"}');
  const client = await clientFor(server.url, {
    explainError: ({ status, body }) => ({
      reason: 'already_exists',
      message: `${status} ${JSON.stringify(body)}.`,
      nextStep: 'Choose another.',
    }),
  });
  expect(failureOf(await client.json(change()))).toMatchObject({
    reason: 'already_exists',
    message: '400 {"error_code":"RESOURCE_ALREADY_EXISTS","message":"taken"}.',
  });
});

test('an error answer that is no JSON, or none of the service, gets the words of its status', async () => {
  const client = await clientFor((await answering(404, {}, 'not found')).url, { explainError: () => undefined });
  expect(failureOf(await client.json(ask())).reason).toBe('not_found');
  const other = await clientFor((await answering(404, {}, '{"detail":"x"}')).url, { explainError: () => undefined });
  expect(failureOf(await other.json(ask())).reason).toBe('not_found');
});

test.each([
  ['text/html; charset=utf-8', '<!doctype html><title>Sign in</title>'],
  ['application/json', '\n <html><body>It works!</body></html>'],
])('a web page as %s is called one', async (type, body) => {
  const server = await answering(200, { 'content-type': type }, body);
  const failure = failureOf(await (await clientFor(server.url)).json(ask()));
  expect(failure.reason).toBe('unreadable');
  expect(failure.message).toBe(`127.0.0.1:${server.port} answered with a web page, not with MLflow's API.`);
});

test.each([
  ['truncated', 'application/json', '{"runs":[{"info":{"run_id":"4'],
  ['no JSON', 'text/plain', 'OK'],
  ['an image', 'image/png', '\u0089PNG'],
  ['nested too deeply or cut', 'application/json', '['.repeat(200_000)],
])('JSON that is %s is unreadable', async (_name, type, body) => {
  const server = await answering(200, { 'content-type': type }, body);
  const failure = failureOf(await (await clientFor(server.url)).json(ask()));
  expect(failure.reason).toBe('unreadable');
  expect(failure.message).toContain('is not JSON');
});

test('bytes that are not UTF-8 are no text', async () => {
  const server = await startServer((_request, response) => response.end(Buffer.from([0x22, 0xff, 0x22])));
  expect(failureOf(await (await clientFor(server.url)).json(ask())).reason).toBe('unreadable');
});

test('JSON of another content type is read, with a byte order mark too', async () => {
  const server = await answering(200, { 'content-type': 'text/plain' }, '\ufeff{"a":[1,"NaN"]}');
  expect(await (await clientFor(server.url)).json(ask())).toMatchObject({ ok: true, value: { body: { a: [1, 'NaN'] } } });
});

test('an empty answer is null', async () => {
  const server = await answering(204, {});
  expect(await (await clientFor(server.url)).json(ask())).toMatchObject({ ok: true, value: { status: 204, body: null } });
});

test('a body that is shorter than its content-length is broken off', async () => {
  const server = await startSocketServer(socket => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a":1}'));
  });
  expect(failureOf(await (await clientFor(server.url)).json(ask()))).toMatchObject({ reason: 'unavailable' });
});

test('a body that is longer than its content-length is cut there, and the connection is not used again', async () => {
  let connections = 0;
  const server = await startSocketServer(socket => {
    connections++;
    socket.on('data', () =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{"a":1}HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{"a":2}'),
    );
  });
  const client = await clientFor(server.url);
  expect(await client.json(ask())).toMatchObject({ ok: true, value: { body: { a: 1 } } });
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(await client.json(ask())).toMatchObject({ ok: true, value: { body: { a: 1 } } });
  expect(connections).toBe(2);
});

test('a reset in mid-body fails', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"a":');
    setTimeout(() => response.socket?.resetAndDestroy(), 50);
  });
  const failure = failureOf(await (await clientFor(server.url)).json(ask()));
  expect(failure.message).toBe(`127.0.0.1:${server.port} broke the connection off.`);
});

test('what is no HTTP is called that', async () => {
  const server = await startSocketServer(socket => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
  expect(failureOf(await (await clientFor(server.url)).json(ask())).message).toContain('does not answer in HTTP');
});

test('headers without end are refused', async () => {
  const server = await startSocketServer(socket => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let line = 0; line < 200; line++) socket.write(`x-${line}: ${'a'.repeat(1_000)}\r\n`);
    });
  });
  expect(failureOf(await (await clientFor(server.url)).json(ask())).message).toContain('headers that are too large');
});

test('a compressed answer is read', async () => {
  const server = await startServer((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
  );
  expect(await (await clientFor(server.url)).json(ask())).toMatchObject({ ok: true, value: { body: { a: 1 } } });
  expect(server.requests[0]?.headers['accept-encoding']).toBe('gzip');
});

test.each([
  ['damaged', 'gzip', gzipSync('{"a":1}').subarray(0, 12)],
  ['no gzip at all', 'gzip', Buffer.from('{"a":1}')],
  ['of an unknown kind', 'zpaq', Buffer.from('{"a":1}')],
])('a compressed answer that is %s fails', async (_name, encoding, bytes) => {
  const server = await startServer((_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bytes));
  expect(failureOf(await (await clientFor(server.url)).json(ask())).message).toContain('compression');
});

describe('too large', () => {
  const MIB = 1024 * 1024;
  const spaces = Buffer.alloc(MIB, ' ');

  async function stream(response: ServerResponse, megabytes: number): Promise<number> {
    let sent = 0;
    for (; sent < megabytes && !response.destroyed; sent++) {
      if (!response.write(spaces)) await drained(response);
    }
    response.end();
    return sent;
  }

  const drained = (response: ServerResponse) =>
    new Promise<void>(resolve => {
      const go = (): void => {
        response.off('drain', go).off('close', go);
        resolve();
      };
      response.on('drain', go).on('close', go);
    });

  test('200 MB of JSON ends at the limit, which is named, with bounded memory', async () => {
    let sent: Promise<number> = Promise.resolve(0);
    const server = await startServer((_request, response) => void (sent = stream(response, 200)));
    const before = process.memoryUsage.rss();
    const failure = failureOf(await (await clientFor(server.url)).json(ask()));
    expect(failure.message).toContain('more than 64 MB');
    expect(await sent).toBeLessThan(100);
    expect(process.memoryUsage.rss() - before).toBeLessThan(250 * MIB);
  });

  test('a length that is announced is refused before it is read', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': String(200 * MIB) }).flushHeaders();
    });
    expect(failureOf(await (await clientFor(server.url)).json(ask())).message).toContain('more than 64 MB');
  });

  test('a gzip bomb ends at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * MIB, ' '), { level: 9 });
    expect(bomb.length).toBeLessThan(MIB);
    const server = await startServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    const before = process.memoryUsage.rss();
    const failure = failureOf(await (await clientFor(server.url)).json(ask({ largestAnswer: 8 * MIB })));
    expect(failure.message).toContain('more than 8 MB');
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * MIB);
  });

  test('an error answer without end is bounded too', async () => {
    const server = await startServer((_request, response) => void (response.writeHead(500), stream(response, 200)));
    expect(failureOf(await (await clientFor(server.url)).json(ask())).message).toContain('(500)');
  });
});
