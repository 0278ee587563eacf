import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createHttpClient } from '../../../../src/platform/http/createHttpClient';
import { selfSigned } from '../../../support/http/certificates';
import { ask, change, clientFor, closeClients, failureOf } from '../../../support/http/testClient';
import { startProxy } from '../../../support/http/testProxy';
import { startServer, startSocketServer, stopServers } from '../../../support/http/testServer';

const authority = selfSigned({ name: 'Test authority', authority: true });
const certificate = authority.issue({ name: 'server', hosts: ['mlflow.example'] });
const token = 'canary-token-5f2a';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'http-proxy-'));
  writeFileSync(path.join(folder, 'authority.pem'), authority.cert);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(closeClients);
afterEach(stopServers);
afterEach(() => vi.unstubAllEnvs());

const trusting = () => ({ tls: { authoritiesFile: path.join(folder, 'authority.pem') } });
const plainServer = () => startServer((_request, response) => response.end('{"a":1}'));
const tlsServer = () => startServer((_request, response) => response.end('{"a":1}'), { cert: certificate.cert, key: certificate.key });

test('https goes through a tunnel, in which the proxy sees no credentials', async () => {
  const server = await tlsServer();
  const proxy = await startProxy(server.port);
  const client = await clientFor('https://mlflow.example', {
    proxy: { url: proxy.url },
    credentials: { kind: 'bearer', token },
    ...trusting(),
  });
  expect(await client.json(change())).toMatchObject({ ok: true, value: { body: { a: 1 } } });
  expect(await client.json(ask())).toMatchObject({ ok: true });
  expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT mlflow.example:443']));
  expect(proxy.seen.join('\n')).not.toContain(token);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${token}`, `Bearer ${token}`]);
});

test('http is asked of the proxy by its whole address', async () => {
  const server = await plainServer();
  const proxy = await startProxy(server.port);
  const client = await clientFor('http://mlflow.example:5000/team', { proxy: { url: proxy.url } });
  expect(await client.json(change({ query: { a: 1 } }))).toMatchObject({ ok: true, value: { body: { a: 1 } } });
  expect(proxy.asked).toEqual(['POST http://mlflow.example:5000/team/api?a=1']);
  expect(server.requests).toMatchObject([{ url: '/team/api?a=1', body: '{"name":"model"}', headers: { host: 'mlflow.example:5000' } }]);
});

test.each(['http', 'https'])('%s through a proxy with a password, which the server never sees', async scheme => {
  const server = scheme === 'https' ? await tlsServer() : await plainServer();
  const proxy = await startProxy(server.port, 'ana:p@ss:word');
  const url = proxy.url.replace('//', '//ana:p%40ss%3Aword@');
  const client = await clientFor(`${scheme}://mlflow.example`, { proxy: { url }, ...trusting() });
  expect((await client.json(ask())).ok).toBe(true);
  expect(server.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
});

test.each(['http', 'https'])("%s through the proxy of the editor's settings, which alone is told who the user is", async scheme => {
  const server = scheme === 'https' ? await tlsServer() : await plainServer();
  const proxy = await startProxy(server.port, 'ana:right-password');
  vi.stubEnv('NO_PROXY', undefined).stubEnv('no_proxy', undefined);
  vi.stubEnv('MODELOPS_PROXY', proxy.url);
  const encoded = Buffer.from('ana:right-password').toString('base64');
  vi.stubEnv('MODELOPS_PROXY_AUTHORIZATION', `Basic ${encoded}`);
  const log: string[] = [];
  const client = await clientFor(`${scheme}://mlflow.example`, { proxy: 'environment', ...trusting(), log: line => log.push(line) });
  expect((await client.json(ask())).ok).toBe(true);
  expect(proxy.seen).toContain(`Basic ${encoded}`);
  expect(JSON.stringify(server.requests)).not.toContain(encoded);
  expect(client.mask(`told ${encoded}, that is right-password`)).toBe('told ***, that is ***');
  expect(log.join('\n')).not.toMatch(/right-password|YW5hOn/);
});

test.each([
  ['http', ''],
  ['http', 'ana:wrong-password@'],
  ['https', ''],
  ['https', 'ana:wrong-password@'],
])('%s through a proxy that does not accept "%s" asks to sign in there', async (scheme, user) => {
  const server = await plainServer();
  const proxy = await startProxy(server.port, 'ana:right');
  const client = await clientFor(`${scheme}://mlflow.example`, { proxy: { url: proxy.url.replace('//', `//${user}`) } });
  const failure = failureOf(await client.json(change()));
  expect(failure.reason).toBe('unauthorized');
  expect(failure.message).toContain('(407)');
  expect(JSON.stringify(failure)).not.toContain('wrong-password');
  expect(server.requests).toHaveLength(0);
});

test.each(['http', 'https'])('%s through a proxy that is not there', async scheme => {
  const proxy = await startProxy(1);
  await stopServers();
  const client = await clientFor(`${scheme}://mlflow.example`, { proxy: { url: proxy.url } });
  const failure = failureOf(await client.json(change()));
  expect(failure).toMatchObject({ reason: 'unavailable', message: expect.stringContaining('does not answer: the connection was refused') });
  expect(failure.message).toContain(`The proxy ${new URL(proxy.url).host}`);
});

test.each(['http', 'https'])('%s through a proxy that hangs up fails at once and asks it once', async scheme => {
  let connections = 0;
  const proxy = await startSocketServer(socket => {
    connections++;
    socket.once('data', () => socket.destroy());
  });
  const client = await clientFor(`${scheme}://mlflow.example`, { proxy: { url: proxy.url } });
  expect(failureOf(await client.json(ask())).reason).toBe('unavailable');
  expect(connections).toBe(1);
});

test('a proxy that does not want to reach the server', async () => {
  const proxy = await startSocketServer(socket => socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')));
  const client = await clientFor('https://mlflow.example', { proxy: { url: proxy.url } });
  const failure = failureOf(await client.json(change()));
  expect(failure).toMatchObject({
    reason: 'unavailable',
    message: `The proxy 127.0.0.1:${proxy.port} did not connect to mlflow.example (403).`,
  });
});

test('a certificate that is not trusted is refused behind a proxy too', async () => {
  const server = await tlsServer();
  const proxy = await startProxy(server.port);
  const client = await clientFor('https://mlflow.example', { proxy: { url: proxy.url } });
  const failure = failureOf(await client.json(change()));
  expect(failure.message).toBe('mlflow.example has a certificate of an authority that is not trusted here.');
  const other = await clientFor('https://other.example', { proxy: { url: proxy.url }, ...trusting() });
  expect(failureOf(await other.json(change())).message).toBe('other.example showed a certificate that was made for another name.');
  expect(server.requests).toHaveLength(0);
});

test('a host that NO_PROXY names is not asked through the proxy', async () => {
  const proxy = await startProxy(1);
  const client = await clientFor('http://no-such-host.invalid', { proxy: { url: proxy.url, noProxy: 'localhost,.invalid' } });
  expect(failureOf(await client.json(ask())).message).toContain('no-such-host.invalid was not found');
  expect(proxy.asked).toEqual([]);
});

test('this machine is never asked through the proxy', async () => {
  const server = await plainServer();
  const proxy = await startProxy(1);
  expect((await (await clientFor(server.url, { proxy: { url: proxy.url } })).json(ask())).ok).toBe(true);
  expect(proxy.asked).toEqual([]);
});

test("the environment's proxy is the default", async () => {
  const proxy = await startProxy((await plainServer()).port);
  for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, undefined);
  vi.stubEnv('HTTP_PROXY', proxy.url);
  const client = await clientFor('http://mlflow.example', { proxy: 'environment' });
  expect((await client.json(ask())).ok).toBe(true);
  expect(proxy.asked).toEqual(['GET http://mlflow.example/api']);
});

test.each(['socks5://127.0.0.1:1080', 'http://', 'http://ana:secret-%zz@proxy', 'http://a b'])('%s is no proxy', async url => {
  const failure = failureOf(await createHttpClient({ baseUrl: 'http://mlflow.example', service: 'MLflow', proxy: { url } }));
  expect(failure.reason).toBe('invalid');
  expect(JSON.stringify(failure)).not.toContain('secret');
});
