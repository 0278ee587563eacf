import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { commands, MarkdownString, TreeItemCollapsibleState } from 'vscode';
import { modelName } from '../../src/domain/ids';
import { storeCalls } from '../../src/store/contract';
import { runPage } from '../../src/store/vscode/runPage';
import { connectToSample, parts, rowNamed, rowsOf, scratch, valueOf } from './support';

export function treeTests(): void {
  describe('the tree Experiments', () => {
    before(connectToSample);

    it('goes from an experiment over a run to a metric', async () => {
      const { experiments } = (await parts()).store.views;
      const experiment = await rowNamed(experiments, 'flight-delay');
      assert.match(experiment.description, /^\d+ runs · /);
      const run = (await rowsOf(experiments, experiment.node)).find(({ item }) => item.contextValue === 'run');
      assert.ok(run);
      assert.equal(run.item.contextValue, 'run');
      const groups = await rowsOf(experiments, run.node);
      assert.deepEqual(
        groups.slice(0, 6).map(({ label }) => label),
        ['Metrics', 'Params', 'Tags', 'Artifacts', 'Models', 'Datasets'],
      );
      const metric = await rowNamed(experiments, 'auc', groups[0]?.node);
      assert.match(metric.description, /^0\.\d{1,4}$/);
      for (const group of groups.slice(0, 6)) await rowsOf(experiments, group.node);
    });

    it('lists the logged models of an experiment, from which one comes to their run and their version', async () => {
      const { experiments } = (await parts()).store.views;
      const experiment = await rowNamed(experiments, 'flight-delay');
      const [group] = await rowsOf(experiments, experiment.node);
      assert.equal(group?.label, 'Logged Models');
      const models = await rowsOf(experiments, group.node);
      assert.ok(models.length > 1 && models.every(({ item }) => item.contextValue === 'loggedModel'));
      const below = (await Promise.all(models.map(({ node }) => rowsOf(experiments, node)))).flat();
      const command = (label: string) => below.find(row => row.label === label)?.item.command?.command;
      assert.equal(command('Source run'), 'modelOps.openRun');
      assert.equal(command('Registered as'), 'modelOps.showVersion');
      assert.ok(below.some(({ label }) => label === 'Artifacts'));
    });

    it('says on the page of a run what was registered from it, and how large its data was', async () => {
      const { engine } = await parts();
      const version = valueOf(await engine.ask(storeCalls.getVersion, { name: modelName('flight_delay_model'), version: '4' as never }));
      assert.ok(version.runId !== null);
      const { runId } = version;
      const page = runPage({
        run: await engine.ask(storeCalls.getRun, { runId }),
        models: await engine.ask(storeCalls.loggedModels, { runId }),
        versions: await engine.ask(storeCalls.listVersions, { filter: `run_id = '${runId}'` }),
        datasets: await engine.ask(storeCalls.datasets, { runId }),
      });
      assert.match(page, /## Registered versions\n[^#]*flight.?_delay.?_model[^#]*\| 4 \| Production \|/);
      assert.match(page, /## Datasets\n[^#]*[\d,]+ rows/);
    });

    it('shows no logged models where there are none', async () => {
      const { engine, store } = await parts();
      valueOf(await engine.ask(storeCalls.createExperiment, { name: 'nothing logged' }));
      const experiment = await rowNamed(store.views.experiments, 'nothing logged');
      assert.deepEqual(
        (await rowsOf(store.views.experiments, experiment.node)).map(({ description }) => description),
        ['No runs yet.'],
      );
    });

    it('nests runs under their parents', async () => {
      const { engine, store } = await parts();
      const { experiments } = store.views;
      const tuning = await rowNamed(experiments, 'flight-delay-tuning');
      const runs = await rowsOf(experiments, tuning.node);
      const { experimentId } = (tuning.node as unknown as { experiment: { experimentId: never } }).experiment;
      const all = valueOf(await engine.ask(storeCalls.listRuns, { experiments: [experimentId] })).items;
      assert.ok(runs.length < all.length, 'the children are not among the top rows');
      const parent = runs.find(row => (row.node as unknown as { run: { hasChildren: boolean } }).run.hasChildren);
      assert.ok(parent);
      const below = await rowsOf(experiments, parent.node);
      assert.ok(below.slice(6).length > 0 && below.slice(6).every(row => row.item.contextValue === 'run'));
    });

    it('loads a hundred more at a time and keeps them over a refresh', async () => {
      const { engine, store } = await parts();
      for (let number = 0; number < 120; number++) valueOf(await engine.ask(storeCalls.createExperiment, { name: `many ${number}` }));
      const { experiments } = store.views;
      const first = await rowsOf(experiments);
      assert.equal(first.length, 101);
      assert.equal(first[100]?.label, 'Load 100 more…');
      const command = first[100].item.command;
      await commands.executeCommand(command?.command ?? '', ...((command?.arguments ?? []) as unknown[]));
      const all = await rowsOf(experiments);
      assert.ok(all.length >= 123 && all.every(row => row.item.contextValue === 'experiment'));
      const again = await rowsOf(experiments);
      assert.deepEqual(
        again.map(row => row.node.id),
        all.map(row => row.node.id),
      );
    });

    it('shows a name with markup and a line break as text', async () => {
      const { engine, store } = await parts();
      const name = '$(error) <img src=x onerror=alert(1)> **bold** [a](command:workbench.action.quit)';
      valueOf(await engine.ask(storeCalls.createExperiment, { name }));
      const row = await rowNamed(store.views.experiments, name);
      const { tooltip } = await store.views.experiments.resolveTreeItem(row.item, row.node);
      assert.ok(tooltip instanceof MarkdownString);
      assert.equal(Boolean(tooltip.isTrusted), false);
      assert.equal(Boolean(tooltip.supportHtml), false);
      assert.equal(Boolean(tooltip.supportThemeIcons), false);
      assert.doesNotMatch(tooltip.value, /[^\\]\[a\]\(|[^\\]\*\*bold|<img/);
    });
  });

  describe('the tree Registered Models', () => {
    before(connectToSample);

    it('lists versions newest first, with stage and aliases', async () => {
      const { registeredModels } = (await parts()).store.views;
      const model = await rowNamed(registeredModels, 'flight_delay_model');
      assert.match(model.description, /^Production v4 · .*champion v4.* versions$/);
      const versions = await rowsOf(registeredModels, model.node);
      assert.deepEqual(
        versions.map(({ label }) => label),
        ['Version 6', 'Version 5', 'Version 4', 'Version 3', 'Version 2', 'Version 1'],
      );
      assert.match(versions[2]?.description ?? '', /^Production · @champion · auc 0\.\d+ · /);
      assert.equal(versions[0]?.item.collapsibleState, TreeItemCollapsibleState.Collapsed);
      const [sourceRun] = await rowsOf(registeredModels, versions[2]?.node);
      assert.equal(sourceRun?.label, 'Source run');
      assert.equal(sourceRun.item.command?.command, 'modelOps.openRun');
    });

    it('shows a change that was made elsewhere after a refresh, in rows of the same ids', async () => {
      const { engine, store } = await parts();
      const { registeredModels } = store.views;
      const before = await rowsOf(registeredModels);
      const model = modelName('flight_delay_model');
      const plan = valueOf(await engine.ask(storeCalls.planChange, { action: 'alias', model, alias: 'fresh', version: '6' as never }));
      valueOf(await engine.ask(storeCalls.applyChange, { plan, reason: '' }));
      await commands.executeCommand('modelOps.refresh');
      const after = await rowsOf(registeredModels);
      assert.deepEqual(
        after.map(row => row.node.id),
        before.map(row => row.node.id),
      );
      const versions = await rowsOf(registeredModels, (await rowNamed(registeredModels, 'flight_delay_model')).node);
      assert.match(versions[0]?.description ?? '', /@fresh/);
    });
  });

  describe('a store that cannot be opened', () => {
    it('is said, and the store before it stays', async () => {
      const folder = await connectToSample();
      const { store } = await parts();
      const text = path.join(scratch, 'no-database.db');
      writeFileSync(text, 'This is a shopping list, and a long one, so that it is more than a header.'.repeat(20));
      const opened = await store.connection.connect(text);
      assert.equal(opened.ok, false);
      assert.ok(!opened.ok && opened.failure.message.length > 0 && opened.failure.nextStep !== undefined);
      assert.equal(store.connection.folder, folder);
      await rowNamed(store.views.registeredModels, 'flight_delay_model');
    });
  });
}
