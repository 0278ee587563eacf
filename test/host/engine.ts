import * as assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ConfigurationTarget, workspace } from 'vscode';
import { storeCalls } from '../../src/store/contract';
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
    const wanted = `Basic ${Buffer.from('ana:canary-password').toString('base64')}`;
    /** What it let through, by the address that was asked for. */
    const passed: string[] = [];
    let proxy: Server;
    const set = async (address: string | undefined, authorization: string | undefined): Promise<void> => {
      const http = workspace.getConfiguration('http');
      await http.update('proxy', address, ConfigurationTarget.Global);
      await http.update('proxyAuthorization', authorization, ConfigurationTarget.Global);
    };
    before(async () => {
      proxy = createServer((request, response) => {
        if (request.headers['proxy-authorization'] !== wanted) return void response.writeHead(407).end();
        passed.push(request.url ?? '');
        response.end('{}');
      });
      await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
    });
    after(async () => {
      await set(undefined, undefined);
      proxy.close();
    });

    it('is told who the user is by http.proxyAuthorization', async () => {
      const { engine } = await parts();
      const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const ask = () => engine.ask(storeCalls.tryStore, { uri: 'http://mlflow.example', options: { actor: 'ana' } });
      await set(address, undefined);
      const refused = await ask();
      assert.ok(!refused.ok && refused.failure.message.includes('(407)'), JSON.stringify(refused));
      assert.equal(passed.length, 0);
      await set(address, wanted);
      await ask();
      assert.ok(passed.length > 0 && passed.every(url => url.startsWith('http://mlflow.example/')), passed.join(', '));
    });
  });
}
