import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type ServerOptions } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createHttpClient } from '../../../../src/platform/http/createHttpClient';
import { daysFromNow, selfSigned } from '../../../support/http/certificates';
import { ask, change, clientFor, closeClients, failureOf } from '../../../support/http/testClient';
import { startServer, stopServers } from '../../../support/http/testServer';

const HOSTS = ['127.0.0.1'];
const authority = selfSigned({ name: 'Test authority', authority: true });
const good = authority.issue({ name: 'server', hosts: HOSTS });
let folder = '';
const file = (name: string): string => path.join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'http-tls-'));
  writeFileSync(file('authority.pem'), authority.cert);
  const own = authority.issue({ name: 'client' });
  writeFileSync(file('client.pem'), own.cert + own.key);
  writeFileSync(file('client-certificate.pem'), own.cert);
  writeFileSync(file('client-key.pem'), own.key);
  writeFileSync(file('no-certificate.pem'), 'hello');
  writeFileSync(file('damaged.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(closeClients);
afterEach(stopServers);

const answering = (tls: ServerOptions) =>
  startServer((_request, response) => response.end('{"a":1}'), { cert: tls.cert, key: tls.key, ...tls });
const trusting = () => ({ tls: { authoritiesFile: file('authority.pem') } });

test('a server of an authority that is given is trusted', async () => {
  const server = await answering(good);
  expect(await (await clientFor(server.url, trusting())).json(ask())).toMatchObject({ ok: true, value: { body: { a: 1 } } });
});

test.each([
  ['of an unknown authority', good, 'has a certificate of an authority that is not trusted here.', false],
  [
    'that signed itself',
    selfSigned({ name: 'server', hosts: HOSTS }),
    'has a certificate that it signed itself, which is not trusted here.',
    false,
  ],
  [
    'that has expired',
    authority.issue({ name: 'server', hosts: HOSTS, notBefore: daysFromNow(-9), notAfter: daysFromNow(-1) }),
    'has a certificate that has expired.',
    true,
  ],
  [
    'that is not valid yet',
    authority.issue({ name: 'server', hosts: HOSTS, notBefore: daysFromNow(1), notAfter: daysFromNow(9) }),
    'has a certificate that is not valid yet.',
    true,
  ],
  [
    'for another name',
    authority.issue({ name: 'server', hosts: ['mlflow.example'] }),
    'showed a certificate that was made for another name.',
    true,
  ],
])('a certificate %s is refused before anything is sent', async (_name, certificate, says, trusted) => {
  const server = await answering(certificate);
  const client = await clientFor(server.url, trusted ? trusting() : {});
  const failure = failureOf(await client.json(change()));
  expect(failure).toMatchObject({ reason: 'unavailable', message: `127.0.0.1:${server.port} ${says}` });
  expect(server.requests).toHaveLength(0);
});

test('any certificate is accepted when the user says so', async () => {
  const server = await answering(
    selfSigned({ name: 'server', hosts: ['mlflow.example'], notAfter: daysFromNow(-1), notBefore: daysFromNow(-2) }),
  );
  expect((await (await clientFor(server.url, { tls: { insecure: true } })).json(ask())).ok).toBe(true);
});

test.each([
  ['one file', { clientCertificateFile: 'client.pem' }],
  ['two files', { clientCertificateFile: 'client-certificate.pem', clientKeyFile: 'client-key.pem' }],
])('a client certificate in %s is shown', async (_name, files) => {
  const shown: string[] = [];
  const server = await startServer(
    (request, response) => {
      shown.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN));
      response.end('{}');
    },
    { cert: good.cert, key: good.key, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
  );
  const named = Object.fromEntries(Object.entries(files).map(([option, name]) => [option, file(name)]));
  const client = await clientFor(server.url, { tls: { authoritiesFile: file('authority.pem'), ...named } });
  expect((await client.json(ask())).ok).toBe(true);
  expect(shown).toEqual(['client']);
});

test('a server that wants a client certificate gets no request without one', async () => {
  const server = await answering({ ...good, ca: authority.cert, requestCert: true, rejectUnauthorized: true });
  failureOf(await (await clientFor(server.url, trusting())).json(ask()));
  expect(server.requests).toHaveLength(0);
});

test('https asked of a server that speaks http', async () => {
  const server = await startServer((_request, response) => response.end('{}'));
  const failure = failureOf(await (await clientFor(server.url.replace('http:', 'https:'))).json(ask()));
  expect(failure).toMatchObject({ message: `127.0.0.1:${server.port} does not speak https at that address.` });
  expect(failure.nextStep).toContain('http://');
});

test('http asked of a server that speaks https', async () => {
  const server = await answering(good);
  failureOf(await (await clientFor(server.url.replace('https:', 'http:'))).json(ask()));
  expect(server.requests).toHaveLength(0);
});

test.each([
  [{ authoritiesFile: 'missing.pem' }, 'cannot be read'],
  [{ authoritiesFile: 'no-certificate.pem' }, 'holds no certificate'],
  [{ authoritiesFile: 'damaged.pem' }, 'cannot be read'],
  [{ clientCertificateFile: 'client-certificate.pem' }, 'cannot be used'],
])('certificate files %j: %s', async (files, says) => {
  const tls = Object.fromEntries(Object.entries(files).map(([option, name]) => [option, file(name)]));
  const failure = failureOf(await createHttpClient({ baseUrl: 'https://127.0.0.1:1', service: 'MLflow', tls }));
  expect(failure.reason).toBe('unreadable');
  expect(failure.message).toContain(says);
});
