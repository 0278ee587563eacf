import { afterEach, expect, test } from 'vitest';
import { ask, change, clientFor, closeClients, failureOf } from '../../../support/http/testClient';
import { startServer, stopServers, type TestServer } from '../../../support/http/testServer';

afterEach(closeClients);
afterEach(stopServers);

const leadingTo = (status: number, location: string): Promise<TestServer> =>
  startServer((_request, response) => response.writeHead(status, { location }).end());

test.each([301, 302, 303, 307, 308])('%i to another host is not followed, with credentials or without', async status => {
  const other = await startServer((_request, response) => response.end('{}'));
  const server = await leadingTo(status, `${other.url}/steal?token=abc`);
  const credentials = { kind: 'bearer', token: 'canary-token' } as const;
  for (const client of [await clientFor(server.url, { credentials }), await clientFor(server.url)]) {
    for (const request of [ask(), change(), ask({ method: 'PUT', body: { kind: 'bytes', bytes: Buffer.from('x') } })]) {
      const failure = failureOf(await client.json(request));
      expect(failure).toMatchObject({
        reason: 'unavailable',
        message: `127.0.0.1:${server.port} sends on to 127.0.0.1:${other.port}, which is not followed.`,
      });
    }
  }
  expect(server.requests).toHaveLength(6);
  expect(other.requests).toHaveLength(0);
});

test.each([
  ['https://ana:secret@evil.example/x', 'evil.example'],
  ['//evil.example:81/x', 'evil.example:81'],
  ['https://аpple.example/', 'xn--pple-43d.example'],
  ['javascript:alert(1)', ''],
])('a redirect to %s names only the host', async (location, host) => {
  const server = await leadingTo(302, Buffer.from(location).toString('latin1'));
  const failure = failureOf(await (await clientFor(server.url)).json(ask()));
  expect(failure.message).toMatch(/^127\.0\.0\.1:\d+ sends on to \S*, which is not followed\.$|another path/);
  if (host.startsWith('evil')) expect(failure.message).toContain(`to ${host},`);
  expect(JSON.stringify(failure)).not.toMatch(/secret|alert/);
});

test('a redirect to https of the same host names the scheme', async () => {
  const server = await startServer((request, response) => response.writeHead(308, { location: `https://${request.headers.host}/` }).end());
  const failure = failureOf(await (await clientFor(server.url)).json(ask()));
  expect(failure.message).toBe(`127.0.0.1:${server.port} sends on to https://127.0.0.1:${server.port}, which is not followed.`);
});

test.each([['/login'], ['']])('a redirect to its own path "%s" is said', async location => {
  const server = await leadingTo(302, location);
  expect(failureOf(await (await clientFor(server.url)).json(ask())).message).toContain('another path of its own');
});

test('a download is not led elsewhere', async () => {
  const other = await startServer((_request, response) => response.end('data'));
  const server = await leadingTo(302, other.url);
  failureOf(await (await clientFor(server.url)).download(ask(), { file: '/nowhere/at/all' }));
  expect(other.requests).toHaveLength(0);
});
