import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modelName, versionNumber, type VersionNumber } from '../../src/domain/ids';
import { type Stage } from '../../src/domain/registeredModel';
import { type ChangePlan, type ChangeRequest } from '../../src/domain/registryChange';
import { change, failureOf, valueOf, type MakeStore, type StoreFixture } from './storeFixture';

const model = modelName('delay');
const v = (text: string | number): VersionNumber => versionNumber(String(text));
const production = { action: 'rollback', model, target: { kind: 'stage', stage: 'Production' } } as const;

function toStage(version: number, stage: Stage, archiveExisting = false): ChangeRequest {
  return { action: 'stage', model, version: v(version), stage, archiveExisting };
}

function toAlias(alias: string, version: number | null): ChangeRequest {
  return { action: 'alias', model, alias, version: version === null ? null : v(version) };
}

/** Changes of stages and aliases, and their history: what every store answers alike. */
export function changeContract(makeStore: MakeStore): void {
  let fixture: StoreFixture;
  beforeEach(async () => {
    fixture = await makeStore();
    const folder = path.join(fixture.folder, 'model');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'MLmodel'), '');
    for (let count = 0; count < 4; count++) valueOf(await fixture.store.registerVersion({ name: model, source: folder }));
  });
  afterEach(() => fixture.dispose());

  async function state(): Promise<{ stages: string; aliases: Readonly<Record<string, string>> }> {
    const versions = valueOf(await fixture.store.listVersions({ name: model })).items;
    return {
      stages: versions
        .map(its => `${its.version} ${its.stage}`)
        .reverse()
        .join(', '),
      aliases: valueOf(await fixture.store.getModel(model)).aliases,
    };
  }

  describe('a change', () => {
    test('moves versions and is recorded, with who, when and why', async () => {
      valueOf(await fixture.store.applyChange(valueOf(await fixture.store.planChange(toStage(1, 'Production'))), ''));
      const event = await change(fixture.store, toStage(2, 'Production', true), 'better <b>\nrecall');
      expect(event).toMatchObject({ actor: 'ana', at: fixture.now(), action: 'stage', model, reason: 'better <b>\nrecall' });
      expect(await state()).toEqual({ stages: '1 Archived, 2 Production, 3 None, 4 None', aliases: {} });
      expect(valueOf(await fixture.store.history(model))[0]).toMatchObject({
        event,
        integrity: 'whole',
        unrecorded: false,
        undoneBy: null,
      });
    });

    test('sets the times that MLflow sets', async () => {
      const before = valueOf(await fixture.store.getModel(model)).lastUpdateTime;
      await change(fixture.store, toAlias('champion', 1));
      expect(valueOf(await fixture.store.getModel(model)).lastUpdateTime).toBe(before);
      const event = await change(fixture.store, toStage(1, 'Staging'));
      expect(valueOf(await fixture.store.getModel(model)).lastUpdateTime).toEqual(fixture.now());
      expect(valueOf(await fixture.store.getVersion(model, v(1))).lastUpdateTime).toEqual(fixture.now());
      expect(valueOf(await fixture.store.getVersion(model, v(2))).lastUpdateTime).toBeLessThan(event.at);
    });

    test('sets, moves and removes aliases', async () => {
      await change(fixture.store, toAlias('champion', 1));
      await change(fixture.store, toAlias('champion', 3));
      await change(fixture.store, toAlias('other', 3));
      expect(valueOf(await fixture.store.getVersion(model, v(3))).aliases).toEqual(['champion', 'other']);
      await change(fixture.store, toAlias('other', null));
      expect((await state()).aliases).toEqual({ champion: '3' });
    });

    test('is only planned until it is applied', async () => {
      const before = await state();
      const plan = valueOf(await fixture.store.planChange(toStage(1, 'Production')));
      expect(plan.loads).toEqual([{ uri: 'models:/delay/Production', before: null, after: '1' }]);
      expect(await state()).toEqual(before);
      expect(valueOf(await fixture.store.history(model))).toEqual([]);
    });

    test('that says nothing or nonsense is refused', async () => {
      expect(failureOf(await fixture.store.planChange(toStage(1, 'None'))).reason).toBe('invalid');
      expect(failureOf(await fixture.store.planChange(toStage(9, 'Staging'))).reason).toBe('not_found');
      expect(failureOf(await fixture.store.planChange(toAlias('latest', 1))).reason).toBe('invalid');
      expect(failureOf(await fixture.store.planChange({ ...toAlias('a', 1), model: modelName('none') })).reason).toBe('not_found');
      expect(failureOf(await fixture.store.planChange(production)).reason).toBe('not_found');
      const plan = valueOf(await fixture.store.planChange(toStage(1, 'Production')));
      const forged: ChangePlan[] = [
        { ...plan, moves: [] },
        { ...plan, moves: [...plan.moves, ...plan.moves] },
        { ...plan, undoes: 'x' },
        { ...plan, moves: [{ kind: 'alias', alias: 'v1', from: null, to: v(1) }] },
        { ...plan, moves: [{ kind: 'alias', alias: 'a', from: null, to: v(9) }] },
        { ...plan, action: 'rollback' },
      ];
      for (const its of forged) failureOf(await fixture.store.applyChange(its, ''));
      failureOf(await fixture.store.applyChange(plan, 'x'.repeat(10_001)));
      expect((await state()).stages).toBe('1 None, 2 None, 3 None, 4 None');
      expect(valueOf(await fixture.store.history(model))).toEqual([]);
    });
  });

  describe('what changed since the plan', () => {
    test('is named, and nothing is written', async () => {
      const plan = valueOf(await fixture.store.planChange(toStage(1, 'Production')));
      await fixture.background.setStage(model, v(1), 'Archived');
      const before = await state();
      expect(failureOf(await fixture.store.applyChange(plan, ''))).toMatchObject({
        reason: 'conflict',
        message: 'Nothing was changed: version 1 is in Archived now, not in None.',
      });
      expect(await state()).toEqual(before);
    });

    test('counts for what loads, too', async () => {
      const plan = valueOf(await fixture.store.planChange(toStage(1, 'Production', true)));
      await fixture.background.setStage(model, v(4), 'Production');
      expect(failureOf(await fixture.store.applyChange(plan, ''))).toMatchObject({
        reason: 'conflict',
        message: 'Nothing was changed: models:/delay/Production loads version 4 now.',
      });
    });

    test('also an alias, and a version that is deleted', async () => {
      const plan = valueOf(await fixture.store.planChange(toAlias('champion', 1)));
      await fixture.background.setAlias(model, 'champion', v(2));
      expect(failureOf(await fixture.store.applyChange(plan, '')).message).toBe(
        'Nothing was changed: @champion names version 2 now, not no version.',
      );
      const staging = valueOf(await fixture.store.planChange(toStage(3, 'Staging')));
      await fixture.background.setStage(model, v(3), 'Deleted_Internal');
      expect(failureOf(await fixture.store.applyChange(staging, '')).message).toBe('Nothing was changed: version 3 is deleted.');
    });

    test('two clients that plan the same: one makes it, the other is told', async () => {
      const another = await fixture.openAnother();
      const mine = valueOf(await fixture.store.planChange(toStage(1, 'Production')));
      const theirs = valueOf(await another.planChange(toStage(2, 'Production', true)));
      valueOf(await fixture.store.applyChange(mine, ''));
      expect(failureOf(await another.applyChange(theirs, '')).reason).toBe('conflict');
      valueOf(await another.applyChange(valueOf(await another.planChange(toStage(2, 'Production', true))), ''));
      expect((await state()).stages).toBe('1 Archived, 2 Production, 3 None, 4 None');
      expect(valueOf(await another.history(model)).map(entry => [entry.integrity === 'whole', entry.event.parents.length])).toEqual([
        [true, 1],
        [true, 0],
      ]);
    });

    test('two clients that roll back the same: one does, the other is told', async () => {
      const another = await fixture.openAnother();
      await change(fixture.store, toStage(1, 'Production'));
      await change(fixture.store, toStage(2, 'Production', true));
      const mine = valueOf(await fixture.store.planChange(production));
      const theirs = valueOf(await another.planChange(production));
      valueOf(await fixture.store.applyChange(mine, ''));
      expect(failureOf(await another.applyChange(theirs, ''))).toMatchObject({ reason: 'conflict' });
      expect((await state()).stages).toBe('1 Production, 2 None, 3 None, 4 None');
    });
  });

  describe('rolling back', () => {
    test('goes back one change at a time, and forward again', async () => {
      await change(fixture.store, toStage(1, 'Production'));
      const second = await change(fixture.store, toStage(2, 'Production', true));
      await change(fixture.store, toAlias('champion', 2));
      const back = await change(fixture.store, production, 'worse');
      expect(back).toMatchObject({ action: 'rollback', undoes: second.id, reason: 'worse' });
      expect((await state()).stages).toBe('1 Production, 2 None, 3 None, 4 None');
      await change(fixture.store, { action: 'rollback', model, target: { kind: 'event', id: back.id } });
      expect(await state()).toEqual({ stages: '1 Archived, 2 Production, 3 None, 4 None', aliases: { champion: '2' } });
      await change(fixture.store, production);
      await change(fixture.store, production);
      expect(failureOf(await fixture.store.planChange(production)).reason).toBe('not_found');
      expect(await state()).toEqual({ stages: '1 None, 2 None, 3 None, 4 None', aliases: { champion: '2' } });
      const history = valueOf(await fixture.store.history(model));
      expect(history.map(entry => entry.event.action)).toEqual(['rollback', 'rollback', 'rollback', 'rollback', 'alias', 'stage', 'stage']);
      expect(history.every(entry => entry.integrity === 'whole')).toBe(true);
    });

    test('is refused as a whole if a version of it moved on, and says where it is', async () => {
      await change(fixture.store, toStage(1, 'Production'));
      await change(fixture.store, toStage(2, 'Production', true));
      await fixture.background.setStage(model, v(1), 'Deleted_Internal');
      expect(failureOf(await fixture.store.planChange(production))).toMatchObject({
        reason: 'conflict',
        message: 'This change cannot be rolled back any more: version 1 is deleted.',
      });
      expect(valueOf(await fixture.store.history(model))[0]).toMatchObject({
        rollBack: null,
        rollBackRefusal: expect.stringContaining('version 1 is deleted') as string,
      });
    });
  });

  describe('changes made elsewhere', () => {
    test('are shown without being written, and recorded once with the next change', async () => {
      const first = await change(fixture.store, toStage(1, 'Production'));
      await fixture.background.setStage(model, v(3), 'Production');
      const another = await fixture.openAnother();
      const [seen] = valueOf(await fixture.store.history(model));
      const [seenThere] = valueOf(await another.history(model));
      expect(seen).toMatchObject({
        unrecorded: true,
        event: { action: 'observed', moves: [{ version: '3', from: 'None', to: 'Production' }], parents: [first.id] },
      });
      expect(seenThere?.event.id).toBe(seen?.event.id);
      expect((await state()).stages).toBe('1 Production, 2 None, 3 Production, 4 None');
      await change(fixture.store, toAlias('champion', 3));
      await change(another, toAlias('other', 3));
      const history = valueOf(await fixture.store.history(model));
      expect(history.map(entry => [entry.event.action, entry.unrecorded, entry.integrity])).toEqual([
        ['alias', false, 'whole'],
        ['alias', false, 'whole'],
        ['observed', false, 'whole'],
        ['stage', false, 'whole'],
      ]);
      expect(history[2]?.event.id).toBe(seen?.event.id);
    });

    test('can be rolled back', async () => {
      await change(fixture.store, toStage(1, 'Production'));
      await fixture.background.setStage(model, v(1), 'Archived');
      await fixture.background.setStage(model, v(3), 'Production');
      await change(fixture.store, production);
      expect((await state()).stages).toBe('1 Production, 2 None, 3 None, 4 None');
      expect(valueOf(await fixture.store.history(model)).map(entry => entry.event.action)).toEqual(['rollback', 'observed', 'stage']);
    });
  });

  test('history is no tag of the model, and long reasons come back whole', async () => {
    const reason = 'ü😀 <b>\n'.repeat(1250);
    const event = await change(fixture.store, toStage(1, 'Production'), reason);
    expect(event.reason).toBe(reason);
    expect(valueOf(await fixture.store.getModel(model)).tags).toEqual({});
    expect(valueOf(await fixture.store.listModels({})).items[0]?.tags).toEqual({});
    expect(valueOf(await fixture.store.history(model))[0]).toMatchObject({ event, integrity: 'whole' });
  });

  test('the data version grows with every change of anyone', async () => {
    const another = await fixture.openAnother();
    const versions = [valueOf(await fixture.store.dataVersion())];
    await change(fixture.store, toStage(1, 'Production'));
    versions.push(valueOf(await fixture.store.dataVersion()));
    await change(another, toAlias('champion', 1));
    versions.push(valueOf(await fixture.store.dataVersion()));
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(valueOf(await fixture.store.dataVersion())).toBe(versions.at(-1));
  });
}
