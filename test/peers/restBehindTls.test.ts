import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Result } from '../../src/base/result';
import { type ServerAccess, type Store } from '../../src/store/contract';
import { openRestStore } from '../../src/store/rest/openRestStore';
import { failureOf, valueOf } from '../contract/storeFixture';
import { selfSigned, type TestCertificate } from '../support/http/certificates';
import { startProxy } from '../support/http/testProxy';
import { listen, stopServers } from '../support/http/testServer';
import { MlflowServer } from './support/mlflowServer';
import { model, writeEverything } from './writeEverything';

/** A team's server as it is often run: MLflow with users, behind something that ends TLS with the company's certificate. */
const NAME = 'mlflow.example';
const admin = { username: 'admin', password: 'canary correct horse' };
const authority = selfSigned({ name: 'Company authority', authority: true });
let folder: string;
let server: MlflowServer;
let port: number;

/** Ends TLS and leads to MLflow. */
async function endTls({ cert, key }: TestCertificate, behind: number): Promise<number> {
  const front = createServer({ cert, key }, socket => {
    const onward = connect(behind, '127.0.0.1');
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  return await listen(front);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rest-tls-'));
  writeFileSync(path.join(folder, 'authority.pem'), authority.cert);
  const args = ['--allowed-hosts', `${NAME}:*,127.0.0.1:*`];
  server = await MlflowServer.start({ folder, admin, args, backend: `sqlite:///${path.join(folder, 'mlflow.db')}` });
  const certificate = authority.issue({ name: 'mlflow', hosts: ['127.0.0.1', NAME] });
  port = await endTls(certificate, Number(new URL(server.address).port));
});
afterAll(async () => {
  await stopServers();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(host: string, password: string, access: ServerAccess, proxy?: string): Promise<Result<Store>> {
  const credentials = { kind: 'basic', username: admin.username, password } as const;
  const options = { actor: 'ana', cacheFolder: path.join(folder, 'cache'), server: { ...access, credentials } };
  return await openRestStore(`https://${host}:${port}`, options, proxy === undefined ? {} : { http: { proxy: { url: proxy } } });
}

const trusting = (): ServerAccess => ({ certificateAuthority: path.join(folder, 'authority.pem') });

test('without the authority’s certificate it is not trusted, which is said', async () => {
  expect(failureOf(await open('127.0.0.1', admin.password, {}))).toMatchObject({
    message: expect.stringContaining('has a certificate of an authority that is not trusted here.') as string,
  });
});

test('a wrong password is refused without being repeated', async () => {
  const refused = failureOf(await open('127.0.0.1', 'canary wrong battery', trusting()));
  expect(refused).toMatchObject({ reason: 'unauthorized', message: expect.stringContaining('asks who you are (401).') as string });
  expect(JSON.stringify(refused)).not.toContain('canary');
});

test('with both, every write of ours is made, and MLflow reads it', async () => {
  const store = valueOf(await open('127.0.0.1', admin.password, trusting()));
  await writeEverything(store, folder);
  const { items } = valueOf(await store.listVersions({ name: model }));
  expect(items.map(({ version, stage }) => `v${version} ${stage}`)).toEqual(['v3 Staging', 'v2 Production', 'v1 Archived']);
  expect(valueOf(await store.history(model)).every(entry => entry.integrity === 'whole')).toBe(true);
  store.close();
  const { registered_model } = (await server.ask(`registered-models/get?name=${model}`)) as { registered_model: object };
  expect(registered_model).toMatchObject({ description: 'Later?', aliases: [{ alias: 'champion', version: '3' }] });
});

test('through a proxy, which sees neither the password nor what is asked', async () => {
  const proxy = await startProxy(port);
  const store = valueOf(await open(NAME, admin.password, trusting(), proxy.url));
  expect(valueOf(await store.listModels({})).items.map(({ name }) => name)).toEqual([model]);
  valueOf(await store.resolveModel(`models:/${model}/Production`));
  store.close();
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${NAME}:${port}`]));
  expect(proxy.seen.join('\n')).not.toMatch(/authorization/i);
});
