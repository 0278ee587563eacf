import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modelName, runId, versionNumber, type ExperimentId, type ModelName, type VersionNumber } from '../../src/domain/ids';
import { everyItem, failureOf, modelIn, valueOf, type MakeStore, type StoreFeatures, type StoreFixture } from './storeFixture';

const model = modelName('delay <b>\n"x"');
const v = (text: string): VersionNumber => versionNumber(text);

/** Registered models and versions: what every store answers alike. */
export function registryContract(makeStore: MakeStore, has: StoreFeatures): void {
  let fixture: StoreFixture;
  let experiment: ExperimentId;
  let folder: string;
  beforeEach(async () => {
    fixture = await makeStore();
    experiment = valueOf(await fixture.store.createExperiment('flights')).experimentId;
    folder = modelFolder('a model');
  });
  afterEach(() => fixture.dispose());

  function modelFolder(name: string): string {
    const place = path.join(fixture.folder, name);
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, 'MLmodel'), `name: ${name}\n`);
    return place;
  }

  async function register(source = folder, name: ModelName = model) {
    return valueOf(await fixture.store.registerVersion({ name, source }));
  }

  describe('models', () => {
    test('are created once, whatever their name', async () => {
      const created = valueOf(await fixture.store.createModel(model, 'why'));
      expect(created).toEqual({
        name: model,
        description: 'why',
        creationTime: fixture.now(),
        lastUpdateTime: fixture.now(),
        tags: {},
        aliases: {},
        latestVersions: [],
        versionCount: 0,
      });
      expect(valueOf(await fixture.store.getModel(model))).toEqual(created);
      expect(failureOf(await fixture.store.createModel(model)).reason).toBe('already_exists');
      expect(failureOf(await fixture.store.createModel(modelName('a/b'))).reason).toBe('invalid');
      expect(failureOf(await fixture.store.createModel(modelName('long'), 'x'.repeat(5001))).reason).toBe('invalid');
      expect(failureOf(await fixture.store.getModel(modelName('none'))).reason).toBe('not_found');
    });

    test('are listed by name, page by page, with what a row shows', async () => {
      for (const name of ['b', 'a', 'C']) valueOf(await fixture.store.createModel(modelName(name)));
      await register(folder, modelName('b'));
      await register(folder, modelName('b'));
      await fixture.background.setStage(modelName('b'), v('1'), 'Production');
      await fixture.background.setAlias(modelName('b'), 'champion', v('1'));
      for (const limit of [1, 2, 100]) {
        const models = await everyItem(page => fixture.store.listModels({ ...page, limit }));
        expect(models.map(its => its.name)).toEqual(['C', 'a', 'b']);
        expect(models[2]).toMatchObject({
          aliases: { champion: '1' },
          versionCount: 2,
          latestVersions: [
            { version: '2', stage: 'None' },
            { version: '1', stage: 'Production', aliases: ['champion'] },
          ],
        });
      }
    });

    test('do not include prompts, whose names are taken nevertheless', async () => {
      await fixture.background.addPrompt(modelName('greet'));
      expect(valueOf(await fixture.store.listModels({})).items).toEqual([]);
      expect(valueOf(await fixture.store.listVersions({})).items).toEqual([]);
      expect(failureOf(await fixture.store.getModel(modelName('greet'))).reason).toBe('not_found');
      expect(failureOf(await fixture.store.createModel(modelName('greet'))).reason).toBe('invalid');
      expect(failureOf(await fixture.store.registerVersion({ name: modelName('greet'), source: folder })).reason).toBe('invalid');
    });
  });

  describe('versions', () => {
    test('are numbered on and on, deleted ones included, and are ready in no stage', async () => {
      const first = await register();
      expect(first).toEqual({
        name: model,
        version: '1',
        stage: 'None',
        status: 'READY',
        source: first.source,
        runId: null,
        description: '',
        aliases: [],
        tags: {},
        creationTime: fixture.now(),
        lastUpdateTime: fixture.now(),
      });
      expect(valueOf(await fixture.store.getModel(model)).lastUpdateTime).toEqual(fixture.now());
      await register();
      await fixture.background.setStage(model, v('2'), 'Deleted_Internal');
      expect((await register()).version).toBe('3');
      expect((await fixture.store.listVersions({ name: model })).ok).toBe(true);
    });

    test('are listed newest first; across models, last changed first', async () => {
      for (let count = 0; count < 11; count++) await register();
      await register(folder, modelName('other'));
      await fixture.background.setStage(model, v('4'), 'Deleted_Internal');
      await fixture.background.setStage(model, v('5'), null);
      const versions = await everyItem(page => fixture.store.listVersions({ name: model, limit: 2, ...page }));
      expect(versions.map(its => its.version)).toEqual(['11', '10', '9', '8', '7', '6', '3', '2', '1']);
      valueOf(await fixture.store.setDescription(model, v('2'), 'changed'));
      const all = await everyItem(page => fixture.store.listVersions({ limit: 2, ...page }));
      expect(all.map(its => its.version).slice(0, 4)).toEqual(['2', '1', '11', '10']);
      expect(all).toHaveLength(10);
      expect(failureOf(await fixture.store.listVersions({ name: modelName('none') })).reason).toBe('not_found');
    });

    test('that are deleted are not found', async () => {
      await register();
      await fixture.background.setStage(model, v('1'), 'Deleted_Internal');
      expect(failureOf(await fixture.store.getVersion(model, v('1')))).toMatchObject({
        reason: 'not_found',
        message: 'delay <b>\\n"x" has no version 1.',
      });
      expect(failureOf(await fixture.store.getVersion(model, v('1 OR 1=1'))).reason).toBe('not_found');
      expect(valueOf(await fixture.store.getModel(model))).toMatchObject({ latestVersions: [], versionCount: 0 });
    });

    test('an alias that names a deleted version is shown and harms nothing', async () => {
      await register();
      await register();
      await fixture.background.setAlias(model, 'champion', v('1'));
      await fixture.background.setStage(model, v('1'), 'Deleted_Internal');
      expect(valueOf(await fixture.store.getModel(model)).aliases).toEqual({ champion: '1' });
      expect(valueOf(await fixture.store.listVersions({ name: model })).items).toHaveLength(1);
      expect(failureOf(await fixture.store.resolveModel(`models:/${model}@champion`)).reason).toBe('not_found');
    });
  });

  describe('a version comes from', () => {
    test("a run's model folder, and knows the run", async () => {
      const id = await fixture.background.addRun({ experiment });
      const run = valueOf(await fixture.store.getRun(id));
      await fixture.background.putFile(`${run.artifactUri}/model/MLmodel`, 'name: logged\n');
      expect(await register(`runs:/${id}/model`)).toMatchObject({ source: `${run.artifactUri}/model`, runId: id });
      expect(failureOf(await fixture.store.registerVersion({ name: model, source: `runs:/${id}/none` })).reason).toBe('not_found');
      expect(failureOf(await fixture.store.registerVersion({ name: model, source: 'runs:/none/model' })).reason).toBe('not_found');
    });

    test('another version, and keeps its run', async () => {
      const id = await fixture.background.addRun({ experiment });
      const run = valueOf(await fixture.store.getRun(id));
      await fixture.background.putFile(`${run.artifactUri}/model/MLmodel`, 'name: logged\n');
      const plain = modelName('delay');
      await register(`runs:/${id}/model`, plain);
      await fixture.background.setAlias(plain, 'champion', v('1'));
      const copied = await register(`models:/delay@champion`, modelName('copy'));
      expect(copied).toMatchObject({ source: 'models:/delay/1', runId: id });
      expect(modelIn(valueOf(await fixture.store.resolveModel('models:/copy/1')).path)).toBe('name: logged\n');
    });

    test('another version, whatever its name', async () => {
      const id = await fixture.background.addRun({ experiment });
      const run = valueOf(await fixture.store.getRun(id));
      await fixture.background.putFile(`${run.artifactUri}/model/MLmodel`, 'name: logged\n');
      await register(`runs:/${id}/model`);
      expect(await register(`models:/${model}/1`, modelName('copy'))).toMatchObject({ runId: id });
      expect(modelIn(valueOf(await fixture.store.resolveModel('models:/copy/1')).path)).toBe('name: logged\n');
    });

    test('a folder from elsewhere, which is copied, with the run that is named', async () => {
      const id = await fixture.background.addRun({ experiment });
      mkdirSync(path.join(folder, 'data'));
      writeFileSync(path.join(folder, 'data', 'weights'), 'four');
      const made = valueOf(
        await fixture.store.registerVersion({
          name: model,
          source: path.relative(process.cwd(), folder),
          runId: id,
          description: 'by hand',
        }),
      );
      expect(made).toMatchObject({ runId: id, description: 'by hand' });
      expect(made.source).not.toContain(folder);
      rmSync(folder, { recursive: true });
      const copy = valueOf(await fixture.store.resolveModel(`models:/${model}/1`)).path;
      expect(modelIn(copy)).toBe('name: a model\n');
      expect(readFileSync(path.join(copy, 'data', 'weights'), 'utf8')).toBe('four');
    });

    test('no folder without a model, no run that is not there and no place that cannot be reached', async () => {
      expect(failureOf(await fixture.store.registerVersion({ name: model, source: fixture.folder }))).toMatchObject({
        reason: 'invalid',
        message: expect.stringContaining('no MLmodel file') as string,
      });
      expect(failureOf(await fixture.store.registerVersion({ name: model, source: path.join(folder, 'none') })).reason).toBe('not_found');
      expect(failureOf(await fixture.store.registerVersion({ name: model, source: folder, runId: runId('none') })).reason).toBe(
        'not_found',
      );
      expect(failureOf(await fixture.store.registerVersion({ name: model, source: 's3://bucket/model' })).reason).toBe('unsupported');
    });

    test('nothing that fails, and then no model is left behind', async () => {
      expect(failureOf(await fixture.store.registerVersion({ name: modelName('a:b'), source: folder })).reason).toBe('invalid');
      expect(failureOf(await fixture.store.registerVersion({ name: model, source: folder, description: 'x'.repeat(5001) })).reason).toBe(
        'invalid',
      );
      expect(failureOf(await fixture.store.registerVersion({ name: model, source: path.join(folder, 'none') })).reason).toBe('not_found');
      expect(valueOf(await fixture.store.listModels({})).items).toEqual([]);
    });
  });

  describe('descriptions and tags', () => {
    test('are set and deleted, and only descriptions change the time', async () => {
      await register();
      const before = valueOf(await fixture.store.getVersion(model, v('1')));
      valueOf(await fixture.store.changeTags({ owners: [{ kind: 'model', name: model }], set: { team: 'ops' }, remove: [] }));
      valueOf(await fixture.store.changeTags({ owners: [{ kind: 'model', name: model }], set: { team: 'data <b>' }, remove: [] }));
      valueOf(await fixture.store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: { k: '' }, remove: [] }));
      valueOf(
        await fixture.store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: { gone: 'x' }, remove: [] }),
      );
      valueOf(await fixture.store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: {}, remove: ['gone'] }));
      valueOf(
        await fixture.store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: {}, remove: ['never there'] }),
      );
      expect(valueOf(await fixture.store.getModel(model)).tags).toEqual({ team: 'data <b>' });
      expect(valueOf(await fixture.store.getVersion(model, v('1')))).toEqual({ ...before, tags: { k: '' } });
      valueOf(await fixture.store.setDescription(model, v('1'), 'line\nend'));
      expect(valueOf(await fixture.store.getVersion(model, v('1')))).toMatchObject({
        description: 'line\nend',
        lastUpdateTime: fixture.now(),
      });
      valueOf(await fixture.store.setDescription(model, null, 'all'));
      expect(valueOf(await fixture.store.getModel(model))).toMatchObject({ description: 'all', lastUpdateTime: fixture.now() });
    });

    test('follow the rules, and history is not edited as tags', async () => {
      await register();
      expect(
        failureOf(await fixture.store.changeTags({ owners: [{ kind: 'model', name: model }], set: { 'a<b': 'x' }, remove: [] })).reason,
      ).toBe('invalid');
      expect(
        failureOf(await fixture.store.changeTags({ owners: [{ kind: 'model', name: model }], set: { k: 'x'.repeat(100_001) }, remove: [] }))
          .reason,
      ).toBe('invalid');
      expect(
        failureOf(
          await fixture.store.changeTags({ owners: [{ kind: 'model', name: model }], set: { 'modelops.event.1': 'x' }, remove: [] }),
        ).reason,
      ).toBe('invalid');
      expect(
        failureOf(await fixture.store.changeTags({ owners: [{ kind: 'model', name: model }], set: {}, remove: ['modelops.event.1'] }))
          .reason,
      ).toBe('invalid');
      expect(
        failureOf(
          await fixture.store.changeTags({ owners: [{ kind: 'version', name: model, version: v('9') }], set: { k: 'x' }, remove: [] }),
        ).reason,
      ).toBe('not_found');
      expect(failureOf(await fixture.store.setDescription(modelName('none'), null, 'x')).reason).toBe('not_found');
      expect(failureOf(await fixture.store.setDescription(model, null, 'x'.repeat(5001))).reason).toBe('invalid');
    });
  });

  describe('a model URI', () => {
    test('of a stage means its highest version, of latest the highest of all', async () => {
      for (let count = 1; count <= 10; count++) await register(modelFolder(`m${count}`));
      await fixture.background.setStage(model, v('9'), 'Production');
      await fixture.background.setStage(model, v('2'), 'Production');
      await fixture.background.setAlias(model, 'champion', v('2'));
      const resolve = async (uri: string) => valueOf(await fixture.store.resolveModel(uri));
      const ninth = await resolve(`models:/${model}/production`);
      expect(ninth).toMatchObject({ uri: `models:/${model}/production`, name: model, version: '9', runId: null });
      expect(modelIn(ninth.path)).toBe('name: m9\n');
      expect(await resolve(`models:/${model}/latest`)).toMatchObject({ version: '10' });
      const second = await resolve(`models:/${model}@champion`);
      expect([second.version, modelIn(second.path)]).toEqual(['2', 'name: m2\n']);
      expect(await resolve(`models:/${model}/3`)).toMatchObject({ version: '3' });
      expect(failureOf(await fixture.store.resolveModel(`models:/${model}/Staging`))).toMatchObject({
        reason: 'not_found',
        message: 'delay <b>\\n"x" has no version in Staging.',
      });
      expect(failureOf(await fixture.store.resolveModel(`models:/${model}@none`)).reason).toBe('not_found');
      expect(failureOf(await fixture.store.resolveModel('models:/none/1')).reason).toBe('not_found');
    });

    if (has.ownFiles)
      test('of files that were moved away names the folder', async () => {
        const id = await fixture.background.addRun({ experiment });
        const place = path.join(valueOf(await fixture.store.getRun(id)).artifactUri, 'model');
        await fixture.background.putFile(`${place}/MLmodel`, 'name: logged\n');
        await register(`runs:/${id}/model`);
        rmSync(place, { recursive: true });
        const failure = failureOf(await fixture.store.resolveModel(`models:/${model}/1`));
        expect(failure.reason).toBe('not_found');
        expect(failure.message).toContain(place);
      });

    test('of a path needs no model', async () => {
      expect(valueOf(await fixture.store.resolveModel(folder))).toEqual({
        uri: folder,
        path: folder,
        name: null,
        version: null,
        runId: null,
      });
    });
  });
}
