import * as assert from 'node:assert/strict';
import { commands, TabInputWebview, window } from 'vscode';
import { modelName, versionNumber } from '../../src/domain/ids';
import { failure, success } from '../../src/base/result';
import { storeCalls } from '../../src/store/contract';
import { versionsCalls } from '../../src/versions/contract';
import { showProgress } from '../../src/workbench/showProgress';
import { connectToSample, eventually, parts, rowNamed, rowsOf, valueOf } from './support';

const name = modelName('flight_delay_model');

function openPages(): string[] {
  const tabs = window.tabGroups.all.flatMap(group => group.tabs);
  return tabs
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith('modelOps.versionsReport'))
    .map(tab => tab.label);
}

export function versionTests(): void {
  describe('versions', () => {
    before(connectToSample);
    after(() => commands.executeCommand('workbench.action.closeAllEditors'));

    it('are compared by their signatures, metrics, params and files', async () => {
      const { engine } = await parts();
      const from = { name, version: versionNumber('4') };
      const report = valueOf(await engine.ask(versionsCalls.report, { kind: 'compare', from, to: { name, version: versionNumber('5') } }));
      assert.ok(report.comparison);
      assert.notEqual(report.comparison.signature.verdict, 'unknown');
      assert.ok(report.comparison.metrics.some(({ name: metric, change }) => metric === 'auc' && change !== null));
      assert.ok(report.comparison.files.rows.some(({ path, difference }) => path === 'MLmodel' && difference === 'different'));
      assert.equal(report.comparison.from.stage, 'Production');
      assert.equal(report.trend?.versions.length, 6);
    });

    it('that are selected together open a page, the older one first', async () => {
      const rows = ['5', '4'].map(number => ({ version: { name, version: versionNumber(number) } }));
      await commands.executeCommand('modelOps.compareVersions', rows[0], rows);
      await eventually(() => assert.deepEqual(openPages(), ['flight_delay_model v4 → v5']));
      await commands.executeCommand('modelOps.showVersionsPlot', rows[0]);
      await eventually(() => assert.ok(openPages().includes('Metrics over versions of flight_delay_model')));
    });

    it('show their lineage below them', async () => {
      const { registeredModels } = (await parts()).store.views;
      const version = await rowNamed(registeredModels, 'Version 4', (await rowNamed(registeredModels, name)).node);
      const rows = await rowsOf(registeredModels, version.node);
      assert.deepEqual(
        rows.slice(0, 4).map(({ label }) => label),
        ['Source run', 'Logged model', 'Datasets', 'Signature'],
      );
      const signature = await rowNamed(registeredModels, 'Signature', version.node);
      assert.match(signature.description, /^\d+ inputs → 1 output$/);
      const columns = await rowsOf(registeredModels, signature.node);
      assert.match(columns[0]?.description ?? '', /^input · /);
      assert.match(columns.at(-1)?.description ?? '', /^output · /);
      const datasets = await rowsOf(registeredModels, (await rowNamed(registeredModels, 'Datasets', version.node)).node);
      assert.ok(datasets.some(({ description }) => /^training · [0-9a-f]+$/.test(description)));
    });

    it('that are copies name what they were copied from', async () => {
      const { engine, store } = await parts();
      const copy = modelName('a copy');
      valueOf(await engine.ask(storeCalls.registerVersion, { name: copy, source: `models:/${name}/4` }));
      await commands.executeCommand('modelOps.refresh');
      const { registeredModels } = store.views;
      const version = await rowNamed(registeredModels, 'Version 1', (await rowNamed(registeredModels, copy)).node);
      assert.equal((await rowNamed(registeredModels, 'Copied from', version.node)).description, 'flight_delay_model v4');
    });
  });

  describe('a job with progress', () => {
    it('gives back what it made, or why it failed', async () => {
      const told = await showProgress('Copying', job => {
        job.progress({ done: 1, total: 2, what: 'file 1 of 2' });
        return Promise.resolve(success(job.signal.aborted));
      });
      assert.deepEqual(told, success(false));
      assert.equal((await showProgress('Copying', () => Promise.resolve(failure('cancelled', 'Cancelled.')))).ok, false);
    });
  });
}
