import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modelName, type ExperimentId } from '../../src/domain/ids';
import { everyItem, failureOf, modelIn, valueOf, type MakeStore, type StoreFixture } from './storeFixture';

const name = modelName('delay');

/** MLflow 3's logged models: for stores whose `info.loggedModels` is true. */
export function loggedModelContract(makeStore: MakeStore): void {
  describe('logged models', () => {
    let fixture: StoreFixture;
    let experiment: ExperimentId;
    beforeEach(async () => {
      fixture = await makeStore();
      experiment = valueOf(await fixture.store.createExperiment('flights')).experimentId;
    });
    afterEach(() => fixture.dispose());

    test('are listed oldest first, and hide the same model in the tag of MLflow 2', async () => {
      expect(fixture.store.info.loggedModels).toBe(true);
      const history = JSON.stringify([{ artifact_path: 'model' }, { artifact_path: 'extra' }]);
      const run = await fixture.background.addRun({ experiment, tags: { 'mlflow.log-model.history': history } });
      const second = await fixture.background.addLoggedModel({ run, name: 'other', createdAt: 20 });
      const first = await fixture.background.addLoggedModel({ run, name: 'model', createdAt: 10 });
      const models = valueOf(await fixture.store.loggedModels(run));
      expect(models.map(model => [model.modelId, model.name, model.uri])).toEqual([
        [first, 'model', `models:/${first}`],
        [second, 'other', `models:/${second}`],
        [null, 'extra', `runs:/${run}/extra`],
      ]);
      expect(models[0]).toMatchObject({ status: 'READY', creationTime: 10, sourceRunId: run });
    });

    test('of an experiment are listed newest first, page by page, without those of others', async () => {
      const other = valueOf(await fixture.store.createExperiment('other')).experimentId;
      const [run, second] = [await fixture.background.addRun({ experiment }), await fixture.background.addRun({ experiment })];
      const elsewhere = await fixture.background.addLoggedModel({
        run: await fixture.background.addRun({ experiment: other }),
        name: 'model',
      });
      const ids = [];
      for (let at = 1; at <= 7; at++)
        ids.push(await fixture.background.addLoggedModel({ run: at % 2 === 0 ? run : second, name: `model ${at}`, createdAt: 10 * at }));
      const list = (experiments: readonly ExperimentId[]) =>
        everyItem(page => fixture.store.listLoggedModels({ experiments, limit: 3, ...page }));
      expect((await list([experiment])).map(model => model.modelId)).toEqual([...ids].reverse());
      expect((await list([other])).map(model => model.modelId)).toEqual([elsewhere]);
      expect(await list([other, experiment])).toHaveLength(8);
      expect((await list([experiment]))[0]).toMatchObject({ name: 'model 7', creationTime: 70, sourceRunId: second, versions: [] });
      const place = (await list([other]))[0]?.artifactLocation ?? '';
      await fixture.background.putFile(`${place}/MLmodel`, 'name: logged\n');
      valueOf(await fixture.store.registerVersion({ name, source: `models:/${elsewhere}` }));
      expect((await list([other]))[0]?.versions).toEqual([{ name: 'delay', version: '1' }]);
    });

    test('of the same time are each listed once', async () => {
      const run = await fixture.background.addRun({ experiment });
      for (let count = 0; count < 5; count++) await fixture.background.addLoggedModel({ run, name: 'model', createdAt: 10 });
      const models = await everyItem(page => fixture.store.listLoggedModels({ experiments: [experiment], limit: 2, ...page }));
      expect(new Set(models.map(model => model.modelId)).size).toBe(5);
      expect(models).toHaveLength(5);
    });

    test('become versions that know them, and are told of it', async () => {
      const run = await fixture.background.addRun({ experiment });
      const id = await fixture.background.addLoggedModel({ run, name: 'model' });
      const place = valueOf(await fixture.store.loggedModels(run))[0]?.artifactLocation ?? '';
      await fixture.background.putFile(`${place}/MLmodel`, 'name: logged\n');
      expect(valueOf(await fixture.store.registerVersion({ name, source: `models:/${id}` }))).toMatchObject({
        source: `models:/${id}`,
        runId: run,
      });
      expect(valueOf(await fixture.store.registerVersion({ name: modelName('b "q"'), source: `runs:/${run}/model` }))).toMatchObject({
        source: `models:/${id}`,
        runId: run,
      });
      expect(await fixture.background.loggedModelTag(id, 'mlflow.modelVersions')).toBe(
        '[{"name": "delay", "version": 1}, {"name": "b \\"q\\"", "version": 1}]',
      );
      for (const uri of [`models:/${id}`, `models:/delay/1`, `runs:/${run}/model`]) {
        const resolved = valueOf(await fixture.store.resolveModel(uri));
        expect([resolved.runId, modelIn(resolved.path)], uri).toEqual([run, 'name: logged\n']);
      }
      const copy = valueOf(await fixture.store.registerVersion({ name, source: 'models:/delay/1' }));
      expect(copy).toMatchObject({ source: 'models:/delay/1', runId: run });
      expect(modelIn(valueOf(await fixture.store.resolveModel('models:/delay/2')).path)).toBe('name: logged\n');
    });

    test('of one name, the one logged at the largest step is meant', async () => {
      const run = await fixture.background.addRun({ experiment });
      await fixture.background.addLoggedModel({ run, name: 'model', step: 5, createdAt: 30 });
      const latest = await fixture.background.addLoggedModel({ run, name: 'model', step: 10, createdAt: 20 });
      expect(valueOf(await fixture.store.registerVersion({ name, source: `runs:/${run}/model` })).source).toBe(`models:/${latest}`);
    });

    test('that are not there are not found', async () => {
      expect(failureOf(await fixture.store.registerVersion({ name, source: `models:/m-${'0'.repeat(32)}` })).reason).toBe('not_found');
      expect(failureOf(await fixture.store.resolveModel(`models:/m-${'0'.repeat(32)}`)).reason).toBe('not_found');
    });
  });
}
