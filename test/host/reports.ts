import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { commands, TabInputWebview, window } from 'vscode';
import { modelName, versionNumber } from '../../src/domain/ids';
import { driftCalls, type DriftRequest } from '../../src/drift/contract';
import { storeCalls } from '../../src/store/contract';
import { connectToSample, eventually, parts, rowNamed, rowsOf, valueOf } from './support';

/** Titles of the open report pages of a kind. */
function pages(kind: string): string[] {
  const tabs = window.tabGroups.all.flatMap(group => group.tabs);
  return tabs
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(`modelOps.${kind}Report`))
    .map(tab => tab.label);
}

export function reportTests(): void {
  describe('reports', () => {
    let request: DriftRequest;

    before(async () => {
      const folder = await connectToSample();
      const data = (name: string): string => path.join(folder, 'data', name);
      const model = 'models:/flight_delay_model/4';
      request = {
        reference: data('reference.parquet'),
        current: data('current.parquet'),
        model,
        columns: null,
        ignore: [],
        roles: {},
        types: {},
        profile: 'evidently',
      };
    });

    after(() => commands.executeCommand('workbench.action.closeAllEditors'));

    it('are saved as JSON, shown as a line of their version, and opened again', async () => {
      const { engine, saved, store } = await parts();
      const report = valueOf(await engine.ask(driftCalls.compute, { request, reportsFolder: saved.folder() }));
      const file = valueOf(
        await saved.save({ kind: 'drift', model: { name: 'flight_delay_model', version: '4' }, monitor: null, report }),
      ).path;
      assert.deepEqual((JSON.parse(readFileSync(file, 'utf8')) as { model: unknown }).model, { name: 'flight_delay_model', version: '4' });

      const { registeredModels } = store.views;
      const version = await rowNamed(registeredModels, 'Version 4', (await rowNamed(registeredModels, 'flight_delay_model')).node);
      assert.match(version.description, new RegExp(`drift ${report.dataset.driftedColumns} of ${report.dataset.columns} columns`));
      const line = (await rowsOf(registeredModels, version.node)).find(row => row.label === 'Drift');
      assert.equal(line?.item.command?.command, 'modelOps.openReport');

      await commands.executeCommand('modelOps.openReport', { reportPath: file });
      await eventually(() => assert.deepEqual(pages('drift'), ['Drift of flight_delay_model v4']));
      await commands.executeCommand('modelOps.openReport', { reportPath: file });
      assert.equal(pages('drift').length, 1, 'a report that is open comes to the front');
    });

    it('are logged to the run of their version, as JSON and as a page', async () => {
      const { engine, saved } = await parts();
      const report = valueOf(await engine.ask(driftCalls.compute, { request, reportsFolder: saved.folder() }));
      const model = { name: 'flight_delay_model', version: '4' };
      const reportPath = valueOf(await saved.save({ kind: 'drift', model, monitor: 'weekly', report })).path;
      await commands.executeCommand('modelOps.logReportToRun', { reportPath });
      const key = { name: modelName(model.name), version: versionNumber(model.version) };
      const { runId } = valueOf(await engine.ask(storeCalls.getVersion, key));
      assert.ok(runId !== null);
      const logged = valueOf(await engine.ask(storeCalls.listArtifacts, { owner: { kind: 'run', runId }, folder: 'model-ops/drift' }));
      assert.deepEqual(
        logged.map(({ path: artifact }) => path.extname(artifact)),
        ['.html', '.json'],
      );
    });
  });
}
