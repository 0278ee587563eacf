import * as assert from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { storeCalls } from '../../src/store/contract';
import { startProxy } from '../support/http/testProxy';
import { startServer, stopServers } from '../support/http/testServer';
import { connectToSample, parts, rowNamed, valueOf } from './support';

export function engineTests(): void {
  describe('a killed engine', () => {
    before(connectToSample);

    it('is started again, connected to the same store, and the tree answers', async () => {
      const { engine, store } = await parts();
      valueOf(await engine.ask(storeCalls.createExperiment, { name: 'committed before the crash' }));
      const processId = engine.processId;
      assert.ok(processId !== undefined);
      const crashed = new Promise<{ readonly restarted: boolean }>(resolve => engine.onDidCrash(resolve));
      process.kill(processId, 'SIGKILL');
      assert.deepEqual(await crashed, { restarted: true });
      await rowNamed(store.views.experiments, 'committed before the crash');
      assert.notEqual(engine.processId, processId);
    });

    it('fails what was under way, as a failure and not as an exception', async () => {
      const { engine } = await parts();
      const processId = engine.processId;
      assert.ok(processId !== undefined);
      const underWay = [1, 2, 3].map(() => engine.ask(storeCalls.listExperiments, {}));
      process.kill(processId, 'SIGKILL');
      for (const result of await Promise.all(underWay)) assert.ok(result.ok || result.failure.reason === 'unavailable');
      valueOf(await engine.ask(storeCalls.listExperiments, {}));
    });

    it('is left alone when it is killed again and again, until it is asked for', async () => {
      const { engine } = await parts();
      for (let kills = 0; kills < 4 && !engine.isGivenUp; kills++) {
        valueOf(await engine.ask(storeCalls.listExperiments, {}));
        const crashed = new Promise(resolve => engine.onDidCrash(resolve));
        process.kill(engine.processId ?? 0, 'SIGKILL');
        await crashed;
      }
      const refused = await engine.ask(storeCalls.listExperiments, {});
      assert.ok(!refused.ok && refused.failure.reason === 'unavailable' && refused.failure.nextStep !== undefined);
      engine.restart();
      valueOf(await engine.ask(storeCalls.listExperiments, {}));
    });
  });

  describe("the editor's proxy", () => {
    const http = (): ReturnType<typeof workspace.getConfiguration> => workspace.getConfiguration('http');
    const set = async (proxy: string | undefined, authorization: string | undefined): Promise<void> => {
      await http().update('proxy', proxy, ConfigurationTarget.Global);
      await http().update('proxyAuthorization', authorization, ConfigurationTarget.Global);
    };
    after(async () => {
      await set(undefined, undefined);
      await stopServers();
    });

    it('is told who the user is by http.proxyAuthorization, which the server behind it never sees', async () => {
      const { engine } = await parts();
      const server = await startServer((_request, response) => response.end('{}'));
      const proxy = await startProxy(server.port, 'ana:canary-password');
      const ask = () => engine.ask(storeCalls.tryStore, { uri: 'http://mlflow.example', options: { actor: 'ana' } });
      await set(proxy.url, undefined);
      const refused = await ask();
      assert.ok(!refused.ok && refused.failure.message.includes('(407)'), JSON.stringify(refused));
      assert.equal(server.requests.length, 0);
      const authorization = `Basic ${Buffer.from('ana:canary-password').toString('base64')}`;
      await set(proxy.url, authorization);
      await ask();
      assert.ok(server.requests.length > 0, 'the proxy let nothing through');
      assert.ok(proxy.seen.includes(authorization));
      assert.ok(!JSON.stringify(server.requests).includes(authorization));
    });
  });
}
