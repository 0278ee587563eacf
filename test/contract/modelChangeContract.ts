import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modelName, versionNumber, type ModelName, type VersionNumber } from '../../src/domain/ids';
import { change, failureOf, valueOf, type MakeStore, type StoreFixture } from './storeFixture';

const model = modelName('delay <b>\n"x"');
const other = modelName("o'hare %");
const v = (text: string): VersionNumber => versionNumber(text);

/** Registered models renamed and deleted, and versions deleted: what every store does alike. */
export function modelChangeContract(makeStore: MakeStore): void {
  let fixture: StoreFixture;
  beforeEach(async () => {
    fixture = await makeStore();
    for (let count = 0; count < 3; count++) await register(model);
  });
  afterEach(() => fixture.dispose());

  async function register(name: ModelName) {
    const folder = path.join(fixture.folder, 'a model');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'MLmodel'), 'flavors: {}\n');
    return valueOf(await fixture.store.registerVersion({ name, source: folder }));
  }

  describe('a model', () => {
    test('takes everything of its with it when it is renamed', async () => {
      await change(fixture.store, { action: 'stage', model, version: v('2'), stage: 'Production', archiveExisting: false }, 'why');
      await change(fixture.store, { action: 'alias', model, alias: 'champion', version: v('2') });
      valueOf(await fixture.store.changeTags({ owners: [{ kind: 'model', name: model }], set: { team: 'ops' }, remove: [] }));
      valueOf(await fixture.store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: { k: 'x' }, remove: [] }));
      const before = valueOf(await fixture.store.history(model));
      const renamed = valueOf(await fixture.store.renameModel(model, other));
      expect(renamed).toMatchObject({ name: other, tags: { team: 'ops' }, aliases: { champion: '2' }, versionCount: 3 });
      expect(renamed.lastUpdateTime).toEqual(fixture.now());
      expect(valueOf(await fixture.store.getVersion(other, v('2')))).toMatchObject({ stage: 'Production', aliases: ['champion'] });
      expect(valueOf(await fixture.store.getVersion(other, v('1')))).toMatchObject({ tags: { k: 'x' }, lastUpdateTime: fixture.now() });
      expect(failureOf(await fixture.store.getModel(model)).reason).toBe('not_found');
      const after = valueOf(await fixture.store.history(other));
      expect(after.map(entry => [entry.event.id, entry.integrity, entry.unrecorded])).toEqual(
        before.map(entry => [entry.event.id, 'whole', false]),
      );
      await change(fixture.store, { action: 'rollback', model: other, target: { kind: 'alias', alias: 'champion' } });
      expect(valueOf(await fixture.store.getModel(other)).aliases).toEqual({});
      expect((await register(other)).version).toBe('4');
    });

    test('is renamed to no name that is taken or that it may not have', async () => {
      valueOf(await fixture.store.createModel(other));
      await fixture.background.addPrompt(modelName('greet'));
      expect(failureOf(await fixture.store.renameModel(model, other)).reason).toBe('already_exists');
      expect((await fixture.store.renameModel(model, 'greet')).ok).toBe(false);
      for (const name of ['', 'a/b', 'a:b', '..', 'x'.repeat(257)]) {
        expect(failureOf(await fixture.store.renameModel(model, name)).reason, name).toBe('invalid');
      }
      expect(failureOf(await fixture.store.renameModel(modelName('none'), 'x')).reason).toBe('not_found');
      expect((await fixture.store.renameModel(modelName('greet'), 'x')).ok).toBe(false);
      expect(valueOf(await fixture.store.getModel(model)).versionCount).toBe(3);
    });

    test('is deleted with all that belongs to it, and its name is free again', async () => {
      await change(fixture.store, { action: 'alias', model, alias: 'champion', version: v('2') });
      valueOf(await fixture.store.changeTags({ owners: [{ kind: 'version', name: model, version: v('1') }], set: { k: 'x' }, remove: [] }));
      await register(other);
      valueOf(await fixture.store.deleteModel(model));
      expect(failureOf(await fixture.store.getModel(model)).reason).toBe('not_found');
      expect(valueOf(await fixture.store.listVersions({})).items.map(its => its.name)).toEqual([other]);
      expect(await register(model)).toMatchObject({ version: '1', tags: {}, aliases: [] });
      expect(valueOf(await fixture.store.history(model))).toEqual([]);
      await fixture.background.addPrompt(modelName('greet'));
      expect((await fixture.store.deleteModel(modelName('greet'))).ok).toBe(false);
      expect(failureOf(await fixture.store.deleteModel(modelName('none'))).reason).toBe('not_found');
    });
  });

  describe('a version', () => {
    test('is deleted with its aliases, and its number is never given again', async () => {
      await change(fixture.store, { action: 'alias', model, alias: 'champion', version: v('3') });
      await change(fixture.store, { action: 'alias', model, alias: 'other', version: v('1') });
      valueOf(await fixture.store.deleteVersion(model, v('3')));
      expect(failureOf(await fixture.store.getVersion(model, v('3'))).reason).toBe('not_found');
      const left = valueOf(await fixture.store.getModel(model));
      expect(left).toMatchObject({ aliases: { other: '1' }, versionCount: 2, lastUpdateTime: fixture.now() });
      expect(failureOf(await fixture.store.deleteVersion(model, v('3'))).reason).toBe('not_found');
      expect(failureOf(await fixture.store.resolveModel(`models:/${model}@champion`)).reason).toBe('not_found');
      expect((await register(model)).version).toBe('4');
    });
  });
}
