import * as assert from 'node:assert/strict';
import { EventEmitter, workspace } from 'vscode';
import { type Call } from '../../src/base/protocol';
import { failure, type Result, success } from '../../src/base/result';
import { storeCalls, type StoreInfo, type StoreOptions } from '../../src/store/contract';
import { ConnectionNode } from '../../src/store/vscode/connectionNode';
import { type SavedConnection } from '../../src/domain/savedConnection';
import { StoreAccess, type WantedStore } from '../../src/store/vscode/storeAccess';
import { StoreConnection } from '../../src/store/vscode/storeConnection';
import { Audience } from '../../src/workbench/audience';
import { connectToSample, eventually, parts } from './support';

const team: SavedConnection = { id: 'team', name: 'Team', uri: 'https://mlflow.example.com:8443', auth: 'basic', username: 'ana' };
const away = failure('unavailable', 'mlflow.example.com:8443 does not answer.');
const info: StoreInfo = {
  uri: team.uri,
  label: 'mlflow.example.com:8443',
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
};

/** An engine that answers as it is told, and keeps what it was asked. */
class ScriptedEngine {
  readonly asked: { readonly method: string; readonly params: unknown }[] = [];
  answers: Record<string, Result<unknown>> = {};

  async ask<Params, Value>({ method }: Call<Params, Value>, params: Params): Promise<Result<Value>> {
    this.asked.push({ method, params });
    return (this.answers[method] ?? success(undefined)) as Result<Value>;
  }

  onStart(): void {
    // It never crashes.
  }

  count(call: Call<never, unknown>): number {
    return this.asked.filter(({ method }) => method === call.method).length;
  }

  get options(): StoreOptions {
    const connect = this.asked.findLast(({ method }) => method === storeCalls.connect.method);
    return (connect?.params as { options: StoreOptions }).options;
  }
}

/** A connection over the real settings and secrets, with a scripted engine and a view that can be hidden. */
async function scripted() {
  const { store } = await parts();
  const engine = new ScriptedEngine();
  const audience = new Audience();
  const turned = new EventEmitter<void>();
  const view = { isVisible: true };
  audience.join({ isVisible: () => view.isVisible, onDidChange: turned.event });
  const none = { get: () => undefined, update: async () => undefined, keys: () => [] };
  const access = new StoreAccess({ ...store, globalState: none as never, storage: { fsPath: '/cache' } as never });
  const remembered: Pick<WantedStore, 'uri' | 'connection'>[] = [];
  const folders = {
    folder: undefined,
    path: undefined,
    choose: async () => undefined,
    storeOf: () => remembered.at(-1),
    remember: async (wanted: Pick<WantedStore, 'uri' | 'connection'>) => void remembered.push(wanted),
  };
  const connection = new StoreConnection({ engine, folders, access, audience });
  const show = (isVisible: boolean): void => {
    view.isVisible = isVisible;
    turned.fire();
  };
  return { engine, connection, show, row: () => new ConnectionNode(null as never, connection).item() };
}

export function connectionTests(): void {
  describe('the list of connections', () => {
    it('is a setting of the machine without secrets; a secret lives and goes with its connection', async () => {
      const { store } = await parts();
      await store.connections.keep(team);
      await store.secrets.keep(team, 'hunter2');
      assert.deepEqual(store.connections.all(), [team]);
      assert.equal(await store.secrets.of(team), 'hunter2');
      const written = workspace.getConfiguration().inspect('modelOps.connections');
      assert.doesNotMatch(JSON.stringify(written), /hunter2/);
      await store.secrets.forget(team);
      await store.connections.remove(team.id);
      assert.deepEqual(store.connections.all(), []);
      assert.equal(await store.secrets.of(team), null);
    });
  });

  describe('a server', () => {
    beforeEach(async () => {
      const { store } = await parts();
      await store.connections.keep(team);
      await store.secrets.keep(team, 'hunter2');
    });
    afterEach(async () => {
      const { store } = await parts();
      await store.secrets.forget(team);
      await store.connections.remove(team.id);
    });

    it('gets the sign-in that was entered for its origin, and no other', async () => {
      const { engine, connection } = await scripted();
      engine.answers[storeCalls.connect.method] = success(info);
      await connection.use(team);
      assert.deepEqual(engine.options.server, { credentials: { kind: 'basic', username: 'ana', password: 'hunter2' } });
      assert.equal(engine.options.cacheFolder, '/cache/artifacts');
      assert.equal(engine.options.cacheLimit, 2_000_000_000);
      await connection.connect('https://mlflow.example.com:9443');
      assert.deepEqual(engine.options.server, {});
      await connection.connect('https://ben:s3cret@mlflow.example.com:9443/');
      assert.deepEqual(engine.options.server, { credentials: { kind: 'basic', username: 'ben', password: 's3cret' } });
      assert.equal(connection.target?.uri, 'https://mlflow.example.com:9443');
      connection.dispose();
    });

    it('whose sign-in is not kept is not asked at all: a row offers to sign in', async () => {
      const { store } = await parts();
      await store.secrets.forget(team);
      const { engine, connection, row } = await scripted();
      await connection.use(team);
      assert.equal(engine.count(storeCalls.connect), 0);
      assert.equal(connection.info, null);
      assert.equal(row().label, 'Sign in to mlflow.example.com:8443');
      assert.equal(row().command?.command, 'modelOps.signIn');
      connection.dispose();
    });

    it('that is away is tried again by itself, and connected when it is back', async () => {
      const { engine, connection, row } = await scripted();
      engine.answers[storeCalls.connect.method] = away;
      await connection.use(team);
      assert.match(String(row().label), /^Not reachable: mlflow\.example\.com:8443 — retrying in 1 s$/);
      assert.equal(row().command?.command, 'modelOps.refresh');
      await eventually(() => assert.ok(engine.count(storeCalls.connect) >= 2));
      assert.match(String(row().label), /retrying in 2 s$/);
      engine.answers[storeCalls.connect.method] = success(info);
      await connection.retry();
      assert.equal(connection.info?.serverVersion, '3.17.2');
      assert.equal(connection.problem, null);
      connection.dispose();
    });

    it('is left alone while nobody looks, and tried at once when someone does', async () => {
      const { engine, connection, show } = await scripted();
      show(false);
      engine.answers[storeCalls.connect.method] = away;
      await connection.use(team);
      await new Promise(resolve => setTimeout(resolve, 1500));
      assert.equal(engine.count(storeCalls.connect), 1);
      show(true);
      await eventually(() => assert.equal(engine.count(storeCalls.connect), 2));
      connection.dispose();
    });

    it('that goes away later keeps its rows, and says when it forbids', async () => {
      const { engine, connection, row } = await scripted();
      engine.answers[storeCalls.connect.method] = success(info);
      await connection.use(team);
      engine.answers[storeCalls.dataVersion.method] = away;
      connection.report({ reason: 'not_found', message: 'There is no such run.' });
      assert.equal(connection.problem, null, 'one missing thing is not the server');
      connection.report({ reason: 'unavailable', message: 'It does not answer.' });
      assert.notEqual(connection.info, null);
      assert.match(String(row().label), /^Not reachable/);
      engine.answers[storeCalls.dataVersion.method] = success(1);
      await connection.retry();
      assert.equal(connection.problem, null);
      connection.report({ reason: 'forbidden', message: 'ana may not read experiments.' });
      assert.equal(row().label, 'Forbidden: mlflow.example.com:8443');
      assert.equal(row().description, 'ana may not read experiments.');
      connection.dispose();
    });
  });

  describe('an engine whose settings changed', () => {
    it('is started anew once it has nothing to do, and no crash is said', async () => {
      const folder = await connectToSample();
      const { engine, store } = await parts();
      const before = engine.processId;
      let crashes = 0;
      const listening = engine.onDidCrash(() => crashes++);
      const underWay = engine.ask(storeCalls.listExperiments, {});
      engine.renew();
      assert.equal(engine.processId, before, 'what is under way ends first');
      assert.ok((await underWay).ok);
      await eventually(() => assert.notEqual(engine.processId, before));
      assert.ok((await engine.ask(storeCalls.listExperiments, {})).ok, 'the same store is connected again');
      assert.equal(store.connection.folder, folder);
      assert.equal(crashes, 0);
      listening.dispose();
    });
  });
}
