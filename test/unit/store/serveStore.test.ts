import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { success } from '../../../src/base/result';
import { modelName, runId } from '../../../src/domain/ids';
import { storeCalls, type OpenStore } from '../../../src/store/contract';
import { serveStore } from '../../../src/store/serveStore';
import { copyDatabase } from '../../../src/store/sqlite/copyDatabase';
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore';

let folder = '';
const job = unattendedJob();
const WITHOUT_STORE: readonly string[] = ['connect', 'disconnect', 'tryStore', 'copyDatabase'];
const options = { actor: 'ana', create: true };
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'serve-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('before a store is connected', () => {
  test('every call that needs one says so', async () => {
    const handlers = serveStore(openSqliteStore, copyDatabase);
    const others = (Object.keys(storeCalls) as (keyof typeof storeCalls)[]).filter(name => !WITHOUT_STORE.includes(name));
    for (const name of others) {
      const handler = handlers[name] as (params: unknown, itsJob: typeof job) => unknown;
      expect(await handler({ uri: 'models:/a/1' }, job), name).toMatchObject({
        ok: false,
        failure: { reason: 'unavailable', nextStep: 'Connect to a database first.' },
      });
    }
  });

  test('local models are found nevertheless', async () => {
    expect(await serveStore(openSqliteStore, copyDatabase).resolveModel({ uri: folder }, job)).toMatchObject({
      ok: true,
      value: { path: folder },
    });
  });
});

test('calls reach the connected store until it is disconnected', async () => {
  const handlers = serveStore(openSqliteStore, copyDatabase);
  const uri = `sqlite:///${path.join(folder, 'mlflow.db')}`;
  expect(await handlers.connect({ uri, options }, job)).toMatchObject({ ok: true, value: { uri, label: 'mlflow.db', writable: true } });
  expect(await handlers.createModel({ name: modelName('m') }, job)).toMatchObject({ ok: true });
  expect(await handlers.getModel({ name: modelName('m') }, job)).toMatchObject({ value: { name: 'm' } });
  expect(await handlers.disconnect(undefined, job)).toEqual({ ok: true, value: undefined });
  expect(await handlers.getModel({ name: modelName('m') }, job)).toMatchObject({ failure: { reason: 'unavailable' } });
});

test('a connect that fails lets go of the store before it', async () => {
  const handlers = serveStore(openSqliteStore, copyDatabase);
  await handlers.connect({ uri: path.join(folder, 'mlflow.db'), options }, job);
  expect(await handlers.connect({ uri: path.join(folder, 'none.db'), options: { actor: 'ana' } }, job)).toMatchObject({
    failure: { reason: 'not_found' },
  });
  expect(await handlers.listModels({}, job)).toMatchObject({ failure: { reason: 'unavailable' } });
});

test('of two connects that overlap the last one wins, and the other store is closed', async () => {
  const closed: string[] = [];
  const slowFirst: OpenStore = async (uri, itsOptions) => {
    const opened = await openSqliteStore(uri, itsOptions);
    if (uri.endsWith('first.db')) await new Promise(resolve => setTimeout(resolve, 50));
    if (!opened.ok) return opened;
    const close = opened.value.close.bind(opened.value);
    opened.value.close = () => {
      closed.push(path.basename(uri));
      close();
    };
    return opened;
  };
  const handlers = serveStore(slowFirst, copyDatabase);
  const [first, second] = await Promise.all([
    handlers.connect({ uri: path.join(folder, 'first.db'), options }, job),
    handlers.connect({ uri: path.join(folder, 'second.db'), options }, job),
  ]);
  expect(first).toMatchObject({ failure: { reason: 'cancelled' } });
  expect(second).toMatchObject({ ok: true, value: { label: 'second.db' } });
  expect(closed).toEqual(['first.db']);
  expect((await handlers.listModels({}, job)).ok).toBe(true);
});

test('a store is tried without leaving the one that is connected', async () => {
  const handlers = serveStore(openSqliteStore, copyDatabase);
  const [here, there] = ['here.db', 'there.db'].map(name => `sqlite:///${path.join(folder, name)}`) as [string, string];
  await handlers.connect({ uri: here, options }, job);
  expect(await handlers.tryStore({ uri: there, options }, job)).toMatchObject({ ok: true, value: { uri: there, kind: 'database' } });
  expect(await handlers.tryStore({ uri: path.join(folder, 'nowhere.db'), options: { actor: 'ana' } }, job)).toMatchObject({ ok: false });
  expect(await handlers.info(undefined, job)).toMatchObject({ ok: true, value: { uri: here } });
});

test('a copy that is fetched makes room among the older ones', async () => {
  const cacheFolder = path.join(folder, 'cache');
  const server = path.join(cacheFolder, 'server');
  const fetched = path.join(server, 'new', 'model.json');
  const openCaching: OpenStore = async (uri, its) => {
    const opened = await openSqliteStore(uri, its);
    return opened.ok ? success(Object.assign(opened.value, { fetchArtifact: async () => success(fetched) })) : opened;
  };
  for (const name of ['old', 'new']) mkdirSync(path.join(server, name), { recursive: true });
  writeFileSync(path.join(server, 'old', 'model.json'), 'x'.repeat(600));
  writeFileSync(fetched, 'x'.repeat(600));
  const handlers = serveStore(openCaching, copyDatabase);
  await handlers.connect({ uri: path.join(folder, 'mlflow.db'), options: { ...options, cacheFolder, cacheLimit: 1000 } }, job);
  const owner = { kind: 'run', runId: runId('a'.repeat(32)) } as const;
  expect(await handlers.fetchArtifact({ owner, path: 'model.json' }, job)).toEqual(success(fetched));
  expect(readdirSync(server)).toEqual(['new']);
});
