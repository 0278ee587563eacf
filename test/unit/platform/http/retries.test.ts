import { createServer } from 'node:http';
import { describe, afterEach, expect, test } from 'vitest';
import { RetrySchedule, retryAfter } from '../../../../src/platform/http/retrySchedule';
import { ask, change, clientFor, closeClients, failureOf } from '../../../support/http/testClient';
import { listen, startServer, stopServers } from '../../../support/http/testServer';

afterEach(closeClients);
afterEach(stopServers);

const again = { retryFor: 10_000 };

/** Fails the first time with the status, then answers. */
const onceFailing = (status: number, headers: () => Record<string, string> = () => ({})) => {
  let asked = 0;
  return startServer((_request, response) => {
    if (asked++ === 0) response.writeHead(status, headers()).end();
    else response.end('{"a":1}');
  });
};

test.each([408, 429, 502, 503, 504])('a question that was answered with %i is asked again', async status => {
  const server = await onceFailing(status);
  expect(await (await clientFor(server.url)).json(ask(again))).toMatchObject({ ok: true, value: { body: { a: 1 } } });
  expect(server.requests).toHaveLength(2);
});

test.each([400, 401, 403, 404, 409, 500, 501])('%i is not asked again', async status => {
  const server = await onceFailing(status);
  failureOf(await (await clientFor(server.url)).json(ask(again)));
  expect(server.requests).toHaveLength(1);
});

test('a search by POST is asked again with its whole body', async () => {
  const server = await onceFailing(503);
  expect((await (await clientFor(server.url)).json(change({ repeatable: true }))).ok).toBe(true);
  expect(server.requests.map(request => request.body)).toEqual(['{"name":"model"}', '{"name":"model"}']);
});

test.each([
  ['seconds', () => ({ 'retry-after': '1' })],
  // Whole seconds only, and measured against the server's clock, which is an hour late here.
  [
    'a date',
    () => ({ date: new Date(Date.now() - 3_600_000).toUTCString(), 'retry-after': new Date(Date.now() - 3_599_000).toUTCString() }),
  ],
])('429 with Retry-After in %s is waited for', async (_name, headers) => {
  const server = await onceFailing(429, headers);
  const start = performance.now();
  expect((await (await clientFor(server.url)).json(ask(again))).ok).toBe(true);
  expect(performance.now() - start).toBeGreaterThan(900);
  expect(performance.now() - start).toBeLessThan(2_500);
});

test('a Retry-After beyond the time for retries is not waited for', async () => {
  const server = await startServer((_request, response) => response.writeHead(429, { 'retry-after': '86400' }).end());
  const start = performance.now();
  expect(failureOf(await (await clientFor(server.url)).json(ask(again))).message).toContain('has too much to do');
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(server.requests).toHaveLength(1);
});

test('a server that stays away is given up in time', async () => {
  const server = await startServer((_request, response) => response.writeHead(503).end());
  const start = performance.now();
  expect(failureOf(await (await clientFor(server.url)).json(ask({ retryFor: 1_500 }))).message).toContain('is not available now');
  expect(performance.now() - start).toBeLessThan(2_500);
  expect(server.requests.length).toBeGreaterThan(1);
});

test('a refused connection is tried again until the server is there', async () => {
  const gone = createServer();
  const port = await listen(gone);
  await stopServers();
  const client = await clientFor(`http://127.0.0.1:${port}`);
  const asked = client.json(ask(again));
  const back = createServer((_request, response) => response.end('{"a":1}'));
  await new Promise(resolve => setTimeout(resolve, 200));
  await new Promise<void>(resolve => back.listen(port, '127.0.0.1', resolve));
  try {
    expect((await asked).ok).toBe(true);
  } finally {
    await client.close();
    back.close();
  }
});

describe('a change that must not be made twice', () => {
  test('whose answer was dropped is uncertain and is not sent again', async () => {
    const server = await startServer((_request, response) => response.socket?.destroy());
    const failure = failureOf(await (await clientFor(server.url)).json(change(again)));
    expect(failure).toMatchObject({
      reason: 'uncertain',
      message: `It is not known whether 127.0.0.1:${server.port} made the change: its answer was lost.`,
    });
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(server.requests).toHaveLength(1);
  });

  test.each([408, 502, 504])('is uncertain after %i', async status => {
    const server = await onceFailing(status);
    expect(failureOf(await (await clientFor(server.url)).json(change(again))).reason).toBe('uncertain');
    expect(server.requests).toHaveLength(1);
  });

  test.each([429, 500, 503])('was refused by %i', async status => {
    const server = await onceFailing(status);
    expect(failureOf(await (await clientFor(server.url)).json(change(again))).reason).toBe('unavailable');
    expect(server.requests).toHaveLength(1);
  });

  test('is uncertain when its answer is cut, comes too late, or the user gives up', async () => {
    const server = await startServer((request, response) => void (request.url === '/cut' && response.end('{"a":')));
    const client = await clientFor(server.url, { timeouts: { answer: 200 } });
    expect(failureOf(await client.json(change({ path: '/cut' }))).reason).toBe('uncertain');
    expect(failureOf(await client.json(change({ path: '/late' }))).reason).toBe('uncertain');
    expect(failureOf(await client.json(change({ path: '/late', signal: AbortSignal.timeout(100) }))).reason).toBe('uncertain');
    expect(failureOf(await client.json({ method: 'DELETE', path: '/late' })).reason).toBe('uncertain');
    expect(server.requests).toHaveLength(4);
  });

  test('was certainly not made when no connection came about', async () => {
    const gone = createServer();
    const port = await listen(gone);
    await stopServers();
    const client = await clientFor(`http://127.0.0.1:${port}`);
    const failure = failureOf(await client.json(change(again)));
    expect(failure).toMatchObject({ reason: 'unavailable', message: `127.0.0.1:${port} does not answer: the connection was refused.` });
    expect(failureOf(await client.json({ method: 'DELETE', path: '/x' })).reason).toBe('unavailable');
    const nowhere = await clientFor('http://no-such-host.invalid');
    expect(failureOf(await nowhere.json(change()))).toMatchObject({
      reason: 'unavailable',
      message: expect.stringContaining('was not found'),
    });
  });

  test('is not sent into a connection that has been idle for long', async () => {
    const ports = new Set<number | undefined>();
    const server = await startServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const client = await clientFor(server.url);
    await client.json(change());
    await new Promise(resolve => setTimeout(resolve, 2_200));
    await client.json(change());
    expect(ports.size).toBe(2);
  });
});

test('pauses grow, are random, and end with the time', () => {
  let now = 0;
  const schedule = new RetrySchedule(
    10_000,
    () => 0.999,
    () => now,
  );
  const pauses: number[] = [];
  for (let pause = schedule.next(undefined); pause !== undefined; pause = schedule.next(undefined)) {
    pauses.push(Math.round(pause));
    now += pause;
  }
  expect(pauses).toEqual([250, 500, 999, 1998, 3996]);
  expect(
    new RetrySchedule(
      10_000,
      () => 0.5,
      () => 0,
    ).next(undefined),
  ).toBe(125);
  expect(new RetrySchedule(0).next(undefined)).toBeUndefined();
});

test.each([
  [{}, undefined],
  [{ 'retry-after': '3' }, 3_000],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-5' }, 0],
  [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:05 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 5_000],
  [{ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
])('Retry-After of %j', (headers, expected) => expect(retryAfter(headers)).toBe(expected));
