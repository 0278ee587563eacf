import { afterEach, expect, test } from 'vitest';
import { openRestStore } from '../../../../src/store/rest/openRestStore';
import { failureOf, valueOf } from '../../../contract/storeFixture';
import { json, mlflow, SmallServer, type Answer, type Asked } from './smallServer';

let server: SmallServer | undefined;
afterEach(() => {
  server?.stop();
  server = undefined;
});

async function open(answer: (asked: Asked) => Answer, more: Parameters<typeof openRestStore>[1] = { actor: 'ana' }, path = '') {
  server = await SmallServer.start(answer);
  return await openRestStore(server.address + path, more);
}

test('a server says what it is and can', async () => {
  const store = valueOf(await open(mlflow(() => json({}))));
  expect(store.info).toEqual({
    uri: server?.address,
    label: server?.address.replace('http://', ''),
    writable: true,
    readOnlyReason: null,
    schemaRevision: null,
    kind: 'server',
    serverVersion: '3.17.2',
    stages: true,
    aliases: true,
    loggedModels: true,
    webhooks: true,
    search: 'mlflow',
    remarks: [],
  });
  store.close();
});

test('what an older one cannot do is known from its version, and its security is remarked on', async () => {
  const store = valueOf(await open(mlflow(() => json({}), '2.2.1')));
  expect(store.info).toMatchObject({ aliases: false, loggedModels: false, webhooks: false });
  expect(store.info.remarks).toEqual([expect.stringContaining('MLflow 2.2.1 has known security holes')]);
  store.close();
});

test('the path before MLflow, who the user is and the workspace go with every request, and are in no label', async () => {
  const at = (asked: Asked): Answer => mlflow(() => json({}))({ ...asked, path: asked.path.replace('/team/mlflow', '') });
  const access = { credentials: { kind: 'basic', username: 'ana', password: 'canary' }, workspace: 'blue' } as const;
  const store = valueOf(await open(at, { actor: 'ana', server: access }, '/team/mlflow/'));
  expect(server?.asked.length).toBeGreaterThan(1);
  for (const asked of server?.asked ?? []) {
    expect(asked.path.startsWith('/team/mlflow/')).toBe(true);
    expect(asked.headers).toMatchObject({ authorization: `Basic ${btoa('ana:canary')}`, 'x-mlflow-workspace': 'blue' });
  }
  expect(store.info.label).toBe(`${server?.address.replace('http://', '') ?? ''}/team/mlflow`);
  expect(JSON.stringify(store.info)).not.toContain('canary');
  store.close();
});

test('a password in the address is used and not shown', async () => {
  server = await SmallServer.start(mlflow(() => json({})));
  const store = valueOf(await openRestStore(server.address.replace('//', '//ana:canary@'), { actor: 'ana' }));
  expect(server.asked[0]?.headers.authorization).toBe(`Basic ${btoa('ana:canary')}`);
  expect(JSON.stringify(store.info)).not.toContain('canary');
  store.close();
});

test.each([
  ['a page', { body: '<!doctype html><title>Hello</title>', type: 'text/html' }, 'unreadable', 'not as an MLflow tracking server'],
  ['nothing there', { status: 404, body: '<h1>Not Found</h1>', type: 'text/html' }, 'unreadable', 'not as an MLflow tracking server'],
  ['who are you', { status: 401, body: 'no', type: 'text/plain' }, 'unauthorized', 'who you are'],
  ['a host that it does not know', { status: 403, body: 'Invalid Host header', type: 'text/plain' }, 'forbidden', 'does not let you in'],
  ['an MLflow 1', { body: '1.30.0', type: 'text/plain' }, 'unsupported', 'too old'],
] as const)('%s is said in a sentence with a next step', async (_, answer, reason, words) => {
  const failure = failureOf(await open(() => answer));
  expect(failure).toMatchObject({ reason, message: expect.stringContaining(words) as string, nextStep: expect.any(String) as string });
});

test('a server that asks for a password only at the door of its data is the same', async () => {
  const closed = (asked: Asked): Answer =>
    asked.path === '/version' ? { body: '3.17.2', type: 'text/plain' } : json({ error_code: 'UNAUTHENTICATED', message: 'Sign in' }, 401);
  expect(failureOf(await open(closed)).reason).toBe('unauthorized');
});

test('what is no address, and where nobody answers', async () => {
  expect(failureOf(await openRestStore('http://', { actor: 'ana' })).reason).toBe('invalid');
  server = await SmallServer.start(() => json({}));
  server.stop();
  const refused = await openRestStore(server.address, { actor: 'ana' });
  expect(failureOf(refused)).toMatchObject({ reason: 'unavailable', nextStep: expect.any(String) as string });
});
