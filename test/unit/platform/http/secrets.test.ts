import { type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { maskFor } from '../../../../src/platform/http/secrets';
import { type HttpCredentials } from '../../../../src/platform/httpClient';
import { selfSigned } from '../../../support/http/certificates';
import { ask, change, clientFor, closeClients, failureOf } from '../../../support/http/testClient';
import { startProxy } from '../../../support/http/testProxy';
import { startServer, stopServers } from '../../../support/http/testServer';

afterEach(closeClients);
afterEach(stopServers);

const CANARY = 'c4nary"Ünd%&/b1rd';
const FORMS = [CANARY, encodeURIComponent(CANARY), JSON.stringify(CANARY).slice(1, -1), Buffer.from(`ana:${CANARY}`).toString('base64')];
const leaked = (text: string): string[] => FORMS.filter(form => text.includes(form));
/** A token must be writable as a header. */
const TOKEN = 'c4nary-t0ken.b1rd';

const bearer: HttpCredentials = { kind: 'bearer', token: TOKEN };
const basic: HttpCredentials = { kind: 'basic', username: 'ana', password: CANARY };

/** Each says what it was told, wherever a server can say something. */
const ECHOES: readonly (readonly [string, (told: string, response: ServerResponse, request: IncomingMessage) => void])[] = [
  ['401', (told, response) => response.writeHead(401).end(`Not ${told}`)],
  ['403 in JSON', (told, response) => response.writeHead(403).end(JSON.stringify({ error_code: 'X', message: told }))],
  ['500', (told, response) => response.writeHead(500).end(`${told} and again ${told}`)],
  ['503', (told, response) => response.writeHead(503).end(told)],
  ['HTML', (told, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(told)],
  ['no JSON', (told, response) => response.end(told)],
  ['a content type', (told, response) => response.writeHead(200, { 'content-type': encodeURI(told) }).end('x')],
  ['an encoding', (told, response) => response.writeHead(200, { 'content-encoding': encodeURI(told) }).end('x')],
  ['a redirect', (told, response) => response.writeHead(302, { location: `http://evil.example/${encodeURIComponent(told)}` }).end()],
  ['a redirect to a host', (told, response) => response.writeHead(302, { location: `http://${encodeURI(told.slice(-8))}.example/` }).end()],
  ['a reset', (_told, response) => response.socket?.resetAndDestroy()],
  ['a broken answer', (told, _response, request) => void request.socket.end(`${told}\r\n`)],
];

test.each(ECHOES)('a server that tells a secret back by %s', async (_name, echo) => {
  for (const credentials of [bearer, basic]) {
    const told = credentials.kind === 'bearer' ? TOKEN : CANARY;
    const server = await startServer((request, response) => echo(`${told} ${request.headers.authorization ?? ''}`, response, request));
    const log: string[] = [];
    const client = await clientFor(server.url, { credentials, log: line => log.push(line) });
    for (const request of [ask({ retryFor: 400 }), change()]) {
      const failure = failureOf(await client.json(request));
      expect(leaked(JSON.stringify(Object.values(failure)))).toEqual([]);
      expect(Object.values(failure).join(' ')).not.toContain(told);
    }
    expect(server.requests.length).toBeGreaterThan(1);
    expect(log.length).toBeGreaterThan(1);
    expect(leaked(log.join('\n'))).toEqual([]);
    expect(log.join('\n')).not.toContain(TOKEN);
    expect(log.every(line => !line.includes('\n'))).toBe(true);
  }
});

test('failures before anything is sent tell no secret', async () => {
  const lonely = selfSigned({ name: 'server', hosts: ['127.0.0.1'] });
  const secure = await startServer((_request, response) => response.end('{}'), { cert: lonely.cert, key: lonely.key });
  const proxy = await startProxy(1, 'someone:else');
  const user = `ana:${encodeURIComponent(CANARY)}@`;
  const log: string[] = [];
  const clients = [
    await clientFor(secure.url.replace('//', `//${user}`), { log: line => log.push(line) }),
    await clientFor(`http://${user}127.0.0.1:1`, { log: line => log.push(line) }),
    await clientFor(`http://${user}no-such-host.invalid`, { log: line => log.push(line) }),
    await clientFor('https://mlflow.example', { proxy: { url: proxy.url.replace('//', `//${user}`) }, log: line => log.push(line) }),
    await clientFor('http://mlflow.example', { proxy: { url: proxy.url.replace('//', `//${user}`) }, log: line => log.push(line) }),
    await clientFor('http://127.0.0.1:1', { credentials: { kind: 'bearer', token: `${TOKEN}\r\nx: y` }, log: line => log.push(line) }),
  ];
  for (const client of clients) {
    const failure = failureOf(await client.json(change()));
    expect(leaked(Object.values(failure).join(' '))).toEqual([]);
    expect(Object.values(failure).join(' ')).not.toContain(TOKEN);
    expect(client.origin).not.toContain('ana');
  }
  expect(log).toHaveLength(clients.length);
  expect(leaked(log.join('\n'))).toEqual([]);
  expect(log.join('\n')).not.toContain(TOKEN);
  expect(secure.requests).toHaveLength(0);
});

test('no request sends credentials of another', async () => {
  const server = await startServer((_request, response) => response.end('{}'));
  const client = await clientFor(server.url, { credentials: bearer, headers: { 'X-Workspace': 'blue' } });
  await client.json(ask({ headers: { Authorization: 'Bearer other', 'x-workspace': 'red' } }));
  expect(server.requests[0]?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'x-workspace': 'blue' });
});

test('a secret is masked in every form, a word that is too short for one only where it is sent', () => {
  const mask = maskFor(basic, []);
  for (const form of FORMS) expect(mask(`<${form}>`)).toBe('<***>');
  expect(maskFor({ kind: 'basic', username: 'ana', password: 'ml' }, [])('mlflow YW5hOm1s')).toBe('mlflow ***');
  expect(maskFor(undefined, [])('Bearer abc')).toBe('Bearer ***');
  expect(maskFor(undefined, ['Negotiate c4nary=='])('sent c4nary==')).toBe('sent ***');
});
