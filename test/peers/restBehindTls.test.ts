import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Result } from '../../src/base/result';
import { modelName, versionNumber } from '../../src/domain/ids';
import { type ServerAccess, type Store } from '../../src/store/contract';
import { openRestStore } from '../../src/store/rest/openRestStore';
import { change, failureOf, modelIn, valueOf } from '../contract/storeFixture';
import { selfSigned, type TestCertificate } from '../support/http/certificates';
import { startProxy } from '../support/http/testProxy';
import { listen, stopServers } from '../support/http/testServer';
import { MlflowServer } from './support/mlflowServer';

/** A team's server as it is often run: MLflow with users, behind something that ends TLS with the company's certificate. */
const NAME = 'mlflow.example';
const model = modelName('delay');
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

test('with both, versions are registered, staged and rolled back, and MLflow reads it', async () => {
  const store = valueOf(await open('127.0.0.1', admin.password, trusting()));
  const source = path.join(folder, 'model');
  mkdirSync(source);
  writeFileSync(path.join(source, 'MLmodel'), 'name: mine\n');
  for (let made = 0; made < 2; made++) valueOf(await store.registerVersion({ name: model, source }));
  for (const version of ['1', '2'].map(versionNumber))
    await change(store, { action: 'stage', model, version, stage: 'Production', archiveExisting: true });
  await change(store, { action: 'rollback', model, target: { kind: 'stage', stage: 'Production' } });
  const history = valueOf(await store.history(model));
  expect(history.map(({ event, integrity }) => [event.action, event.actor, integrity])).toEqual([
    ['rollback', 'ana', 'whole'],
    ['stage', 'ana', 'whole'],
    ['stage', 'ana', 'whole'],
  ]);
  store.close();
  const { registered_model } = (await server.ask(`registered-models/get?name=${model}`)) as { registered_model: object };
  const latest = [
    { version: '2', current_stage: 'None' },
    { version: '1', current_stage: 'Production' },
  ].map(version => expect.objectContaining(version) as unknown);
  expect(registered_model).toMatchObject({ latest_versions: expect.arrayContaining(latest) as unknown });
});

test('through a proxy, which sees neither the password nor what is asked', async () => {
  const proxy = await startProxy(port);
  const store = valueOf(await open(NAME, admin.password, trusting(), proxy.url));
  expect(valueOf(await store.listModels({})).items.map(({ name }) => name)).toEqual([model]);
  expect(modelIn(valueOf(await store.resolveModel(`models:/${model}/Production`)).path)).toBe('name: mine\n');
  store.close();
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${NAME}:${port}`]));
  expect(proxy.seen.join('\n')).not.toMatch(/authorization/i);
});
