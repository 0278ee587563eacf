import { describe, expect, test } from 'vitest';
import { modelName } from '../../../src/domain/ids';
import { planAliasChange, planStageChange } from '../../../src/domain/planChange';
import { type Stage } from '../../../src/domain/registeredModel';
import { moveObstacle, stateAfter, versionsIn } from '../../../src/domain/registryState';
import { state, v } from './registryStates';

const model = modelName('delay');
const toStage = (version: number, stage: Stage, archiveExisting = false) =>
  ({ action: 'stage', model, version: v(version), stage, archiveExisting }) as const;
const toAlias = (alias: string, version: number | null) =>
  ({ action: 'alias', model, alias, version: version === null ? null : v(version) }) as const;

describe('moving a version to a stage', () => {
  const before = state({ 3: 'Archived', 4: 'Production', 5: 'Staging', 6: 'None' });

  test('archives those that are there if asked to, and says what loaders get', () => {
    expect(planStageChange(before, toStage(5, 'Production', true))).toEqual({
      ok: true,
      value: {
        model,
        action: 'stage',
        moves: [
          { kind: 'stage', version: '5', from: 'Staging', to: 'Production' },
          { kind: 'stage', version: '4', from: 'Production', to: 'Archived' },
        ],
        loads: [
          { uri: 'models:/delay/Production', before: '4', after: '5' },
          { uri: 'models:/delay/Staging', before: '5', after: null },
        ],
        notes: ['No version is left in Staging: loading models:/delay/Staging will fail.'],
        undoes: null,
      },
    });
  });

  test('keeps those that are there if not asked to, and says which one loads', () => {
    const plan = planStageChange(before, toStage(6, 'Production'));
    expect(plan).toMatchObject({
      value: { loads: [{ before: '4', after: '6' }], notes: ['Version 4 stays in Production too; loaders get the highest version, 6.'] },
    });
  });

  test('a lower version changes nothing for loaders while a higher one stays, and that is said', () => {
    const plan = planStageChange(before, toStage(3, 'Production'));
    expect(plan).toMatchObject({
      value: {
        loads: [{ uri: 'models:/delay/Production', before: '4', after: '4' }],
        notes: [
          'Version 4 stays in Production, and loaders get the highest version of a stage: models:/delay/Production still loads version 4.',
        ],
      },
    });
  });

  test('archiving a higher version lets a lower one load', () => {
    const plan = planStageChange(state({ 9: 'Production', 10: 'Production', 2: 'None' }), toStage(2, 'Production', true));
    expect(plan).toMatchObject({
      value: {
        moves: [{ version: '2' }, { version: '9', to: 'Archived' }, { version: '10', to: 'Archived' }],
        loads: [{ before: '10', after: '2' }],
      },
    });
  });

  test('one that is there already can still archive the others', () => {
    const both = state({ 1: 'Production', 2: 'Production' });
    expect(planStageChange(both, toStage(2, 'Production', true))).toMatchObject({ value: { moves: [{ version: '1', to: 'Archived' }] } });
    expect(planStageChange(both, toStage(2, 'Production'))).toMatchObject({
      failure: { reason: 'invalid', message: 'Version 2 of delay is in Production already.' },
    });
  });

  test('only Staging and Production archive others', () => {
    expect(planStageChange(before, toStage(6, 'Archived', true))).toMatchObject({ failure: { reason: 'invalid' } });
    expect(planStageChange(before, toStage(4, 'None', true))).toMatchObject({ failure: { reason: 'invalid' } });
  });

  test('a version that is not there is not found', () => {
    expect(planStageChange(before, toStage(7, 'Staging'))).toMatchObject({
      failure: { reason: 'not_found', message: 'delay has no version 7.' },
    });
  });
});

describe('moving an alias', () => {
  const before = state({ 1: 'None', 2: 'None' }, { champion: 1, dangling: 9 });

  test('sets, moves and removes it', () => {
    expect(planAliasChange(before, toAlias('challenger', 2))).toMatchObject({
      value: {
        moves: [{ kind: 'alias', alias: 'challenger', from: null, to: '2' }],
        loads: [{ uri: 'models:/delay@challenger', before: null, after: '2' }],
        notes: [],
      },
    });
    expect(planAliasChange(before, toAlias('champion', 2))).toMatchObject({ value: { moves: [{ from: '1', to: '2' }] } });
    expect(planAliasChange(before, toAlias('champion', null))).toMatchObject({
      value: { moves: [{ from: '1', to: null }], notes: ['The alias goes away: loading models:/delay@champion will fail.'] },
    });
  });

  test('an alias of a deleted version can be moved and removed, but none is made', () => {
    expect(planAliasChange(before, toAlias('dangling', 2)).ok).toBe(true);
    expect(planAliasChange(before, toAlias('dangling', null)).ok).toBe(true);
    expect(planAliasChange(before, toAlias('champion', 9))).toMatchObject({ failure: { reason: 'not_found' } });
  });

  test('what changes nothing or is no alias is refused', () => {
    expect(planAliasChange(before, toAlias('champion', 1))).toMatchObject({ failure: { reason: 'invalid' } });
    expect(planAliasChange(before, toAlias('nobody', null))).toMatchObject({ failure: { reason: 'not_found' } });
    expect(planAliasChange(before, toAlias('v1', 1))).toMatchObject({ failure: { reason: 'invalid' } });
  });
});

test('versions of a stage are ordered as numbers', () => {
  expect(versionsIn(state({ 9: 'None', 10: 'None', 2: 'None', 11: 'Staging' }), 'None')).toEqual(['10', '9', '2']);
});

test('moves are made from where things are, or not at all', () => {
  const now = state({ 1: 'Archived', 2: 'None' }, { champion: 2 });
  expect(moveObstacle(now, { kind: 'stage', version: v(1), from: 'Archived', to: 'None' })).toBeNull();
  expect(moveObstacle(now, { kind: 'stage', version: v(1), from: 'Production', to: 'None' })).toBe(
    'version 1 is in Archived now, not in Production',
  );
  expect(moveObstacle(now, { kind: 'stage', version: v(3), from: 'None', to: 'Staging' })).toBe('version 3 is deleted');
  expect(moveObstacle(now, { kind: 'alias', alias: 'champion', from: v(1), to: null })).toBe(
    '@champion names version 2 now, not version 1',
  );
  expect(moveObstacle(now, { kind: 'alias', alias: 'champion', from: v(2), to: v(3) })).toBe(
    'version 3, which @champion would name, is deleted',
  );
  expect(moveObstacle(now, { kind: 'alias', alias: 'new', from: v(1), to: v(2) })).toBe('@new names no version now, not version 1');
  expect(stateAfter(now, [{ kind: 'alias', alias: 'champion', from: v(2), to: null }]).aliases.size).toBe(0);
});
