import { describe, expect, test } from 'vitest';
import { modelName } from '../../../../src/domain/ids';
import { type ChangeRequest } from '../../../../src/domain/registryChange';
import { type Stage } from '../../../../src/domain/registeredModel';
import { state, v } from '../../domain/registryStates';
import { RegistryModel } from './registryModel';

const model = modelName('delay');
const production = { kind: 'stage', stage: 'Production' } as const;

function toStage(version: number, stage: Stage, archiveExisting = true): ChangeRequest {
  return { action: 'stage', model, version: v(version), stage, archiveExisting };
}

function toAlias(alias: string, version: number | null): ChangeRequest {
  return { action: 'alias', model, alias, version: version === null ? null : v(version) };
}

function started(): RegistryModel {
  return new RegistryModel(state({ 1: 'None', 2: 'None', 3: 'None' }));
}

describe('rolling back a stage', () => {
  test('restores what the newest change of it changed, then goes one further back', () => {
    const registry = started();
    registry.apply(registry.plan(toStage(1, 'Production')));
    const second = registry.apply(registry.plan(toStage(2, 'Production')));
    registry.apply(registry.plan(toAlias('champion', 2)));
    const back = registry.apply(registry.planRollback(production));
    expect(back).toMatchObject({ action: 'rollback', undoes: second.id });
    expect(back.moves).toEqual([
      { kind: 'stage', version: '1', from: 'Archived', to: 'Production' },
      { kind: 'stage', version: '2', from: 'Production', to: 'None' },
    ]);
    registry.apply(registry.planRollback(production));
    expect(registry.state).toEqual(state({ 1: 'None', 2: 'None', 3: 'None' }, { champion: 2 }));
    expect(registry.planRollback(production)).toMatchObject({
      failure: { reason: 'not_found', message: 'There is no change of Production left to roll back.' },
    });
  });

  test('says what will load', () => {
    const registry = started();
    registry.apply(registry.plan(toStage(1, 'Production')));
    registry.apply(registry.plan(toStage(2, 'Production')));
    expect(registry.planRollback(production)).toMatchObject({
      value: { loads: [{ uri: 'models:/delay/Production', before: '2', after: '1' }], notes: [] },
    });
  });

  test('an alias is rolled back by its own changes only', () => {
    const registry = started();
    registry.apply(registry.plan(toAlias('champion', 1)));
    registry.apply(registry.plan(toAlias('champion', 2)));
    registry.apply(registry.plan(toAlias('other', 3)));
    registry.apply(registry.planRollback({ kind: 'alias', alias: 'champion' }));
    expect(registry.state.aliases.get('champion')).toBe('1');
    registry.apply(registry.planRollback({ kind: 'alias', alias: 'champion' }));
    expect([...registry.state.aliases]).toEqual([['other', '3']]);
  });
});

describe('redo', () => {
  test('takes a roll back back, after which the first change counts again', () => {
    const registry = started();
    const first = registry.apply(registry.plan(toStage(1, 'Production')));
    const back = registry.apply(registry.planRollback(production));
    const redo = registry.apply(registry.planRollback({ kind: 'event', id: back.id }));
    expect(registry.state.stages.get(v(1))).toBe('Production');
    expect(registry.history().map(entry => [entry.event.id, entry.undoneBy])).toEqual([
      [redo.id, null],
      [back.id, redo.id],
      [first.id, null],
    ]);
    expect(registry.planRollback(production)).toMatchObject({ value: { undoes: first.id } });
  });

  test('an event that is taken back already is refused', () => {
    const registry = started();
    const first = registry.apply(registry.plan(toStage(1, 'Production')));
    const back = registry.apply(registry.planRollback(production));
    expect(registry.planRollback({ kind: 'event', id: first.id })).toMatchObject({
      failure: { reason: 'invalid', message: `This change was rolled back already, by ${back.id.slice(0, 8)}.` },
    });
  });

  test('an event is found by an unambiguous beginning of its id', () => {
    const registry = started();
    const first = registry.apply(registry.plan(toStage(1, 'Production')));
    expect(registry.planRollback({ kind: 'event', id: first.id.slice(0, 8) })).toMatchObject({ value: { undoes: first.id } });
    expect(registry.planRollback({ kind: 'event', id: 'nope-nope' })).toMatchObject({ failure: { reason: 'not_found' } });
    expect(registry.planRollback({ kind: 'event', id: '' })).toMatchObject({ failure: { reason: 'not_found' } });
  });
});

describe('what moved since', () => {
  test('a version that was moved on is named with its present stage', () => {
    const registry = started();
    registry.apply(registry.plan(toStage(1, 'Production')));
    registry.apply(registry.plan(toStage(2, 'Production')));
    registry.apply(registry.plan(toStage(1, 'Staging')));
    expect(registry.planRollback(production)).toMatchObject({
      failure: { reason: 'conflict', message: 'This change cannot be rolled back any more: version 1 is in Staging now, not in Archived.' },
    });
  });

  test('a deleted version is named', () => {
    const registry = started();
    registry.apply(registry.plan(toStage(1, 'Production')));
    registry.apply(registry.plan(toStage(2, 'Production')));
    registry.deleteVersion({ kind: 'stage', version: v(1), from: 'Archived', to: 'None' });
    expect(registry.planRollback(production)).toMatchObject({
      failure: { reason: 'conflict', message: 'This change cannot be rolled back any more: version 1 is deleted.' },
    });
  });

  test('an alias does not go back to a deleted version', () => {
    const registry = started();
    registry.apply(registry.plan(toAlias('champion', 1)));
    registry.apply(registry.plan(toAlias('champion', 2)));
    registry.deleteVersion({ kind: 'stage', version: v(1), from: 'None', to: 'None' });
    expect(registry.planRollback({ kind: 'alias', alias: 'champion' })).toMatchObject({
      failure: { reason: 'conflict', message: expect.stringMatching(/version 1, which @champion would name, is deleted/) as string },
    });
  });
});

describe('changes made elsewhere', () => {
  test('are noticed, shown as unrecorded, and recorded with the next change', () => {
    const registry = started();
    const first = registry.apply(registry.plan(toStage(1, 'Production')));
    registry.elsewhere(
      { kind: 'stage', version: v(3), from: 'None', to: 'Production' },
      { kind: 'alias', alias: 'x', from: null, to: v(3) },
    );
    const [alias, stages, ...others] = registry.history();
    expect(others.map(entry => entry.event.id)).toEqual([first.id]);
    expect(stages).toMatchObject({
      unrecorded: true,
      integrity: 'whole',
      event: { action: 'observed', actor: '', parents: [first.id], observed: { lastSeen: 1000, firstSeen: 1001 } },
    });
    expect(stages?.event.moves).toEqual([{ kind: 'stage', version: '3', from: 'None', to: 'Production' }]);
    expect(alias).toMatchObject({
      unrecorded: true,
      event: { parents: [stages?.event.id], moves: [{ kind: 'alias', alias: 'x', from: null, to: '3' }] },
    });
    const next = registry.apply(registry.plan(toAlias('champion', 1)));
    expect(registry.history().map(entry => [entry.event.action, entry.unrecorded, entry.integrity])).toEqual([
      ['alias', false, 'whole'],
      ['observed', false, 'whole'],
      ['observed', false, 'whole'],
      ['stage', false, 'whole'],
    ]);
    expect(registry.events.at(-2)?.event.id).toBe(alias?.event.id);
    expect(next.parents).toEqual([alias?.event.id]);
    expect(registry.unrecorded()).toEqual([]);
  });

  test('can be rolled back before they are recorded', () => {
    const registry = started();
    registry.apply(registry.plan(toStage(1, 'Production')));
    registry.elsewhere(
      { kind: 'stage', version: v(1), from: 'Production', to: 'Archived' },
      { kind: 'stage', version: v(2), from: 'None', to: 'Production' },
    );
    registry.elsewhere({ kind: 'alias', alias: 'x', from: null, to: v(2) });
    const [seen] = registry.unrecorded();
    const back = registry.apply(registry.planRollback(production));
    expect(back.undoes).toBe(seen?.id);
    expect(registry.state).toEqual(state({ 1: 'Production', 2: 'None', 3: 'None' }, { x: 2 }));
  });

  test('what was there when history began has nothing before it', () => {
    const registry = new RegistryModel(state({ 1: 'Archived', 2: 'Production', 3: 'None' }, { champion: 2 }));
    const refusal = { unrecorded: true, rollBack: null, rollBackRefusal: 'This was so when history began: what was before is not known.' };
    expect(registry.history()).toMatchObject([refusal, refusal]);
    registry.apply(registry.plan(toStage(3, 'Production')));
    registry.apply(registry.planRollback(production));
    for (const target of [production, { kind: 'alias', alias: 'champion' } as const])
      expect(registry.planRollback(target)).toMatchObject({ failure: { reason: 'invalid' } });
    expect(registry.state).toEqual(state({ 1: 'Archived', 2: 'Production', 3: 'None' }, { champion: 2 }));
  });

  test('a version that is deleted elsewhere is no change, but its alias going away is', () => {
    const registry = started();
    registry.apply(registry.plan(toAlias('champion', 1)));
    registry.deleteVersion({ kind: 'stage', version: v(1), from: 'None', to: 'None' });
    expect(registry.unrecorded()).toEqual([]);
    registry.elsewhere({ kind: 'alias', alias: 'champion', from: v(1), to: null });
    expect(registry.unrecorded().map(event => event.moves)).toEqual([[{ kind: 'alias', alias: 'champion', from: '1', to: null }]]);
  });

  test('a model where nothing ever changed has no history', () => {
    expect(started().history()).toEqual([]);
  });
});

test('an event whose parent is gone says so', () => {
  const registry = started();
  registry.apply(registry.plan(toStage(1, 'Production')));
  registry.apply(registry.plan(toStage(2, 'Production')));
  registry.events.splice(0, 1);
  expect(registry.history().map(entry => entry.integrity)).toEqual(['parentMissing']);
});
