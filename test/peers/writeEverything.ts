import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { modelName, versionNumber } from '../../src/domain/ids';
import { type ChangeRequest } from '../../src/domain/registryChange';
import { type Store } from '../../src/store/contract';
import { comparable, valueOf } from './storeFacts';
import { type MlflowFacts } from './storePeer';

/** The model that `writeEverything` writes. */
export const model = modelName('ours');
const v = versionNumber;

/** Every write that a store offers, on a model of our own. */
export async function writeEverything(store: Store, place: string): Promise<void> {
  valueOf(await store.createExperiment('made here'));
  valueOf(await store.createModel(model, 'Late?'));
  const modelFolder = path.join(place, 'model folder');
  mkdirSync(modelFolder);
  writeFileSync(path.join(modelFolder, 'MLmodel'), 'flavors: {}\n');
  for (let count = 0; count < 3; count++)
    valueOf(await store.registerVersion({ name: model, source: modelFolder, description: `number ${count}` }));
  await change(store, { action: 'stage', model, version: v('1'), stage: 'Production', archiveExisting: false });
  await change(store, { action: 'stage', model, version: v('2'), stage: 'Production', archiveExisting: true });
  await change(store, { action: 'stage', model, version: v('3'), stage: 'Staging', archiveExisting: false });
  await change(store, { action: 'stage', model, version: v('3'), stage: 'Production', archiveExisting: false });
  await change(store, { action: 'alias', model, alias: 'champion', version: v('2') });
  await change(store, { action: 'alias', model, alias: 'champion', version: v('3') });
  await change(store, { action: 'alias', model, alias: 'gone', version: v('1') });
  await change(store, { action: 'alias', model, alias: 'gone', version: null });
  await change(store, { action: 'rollback', model, target: { kind: 'stage', stage: 'Production' } });
  const first = { kind: 'version', name: model, version: v('1') } as const;
  valueOf(await store.changeTags({ owners: [{ kind: 'model', name: model }], set: { team: 'öps' }, remove: [] }));
  valueOf(await store.changeTags({ owners: [first], set: { checked: 'yes', gone: 'x' }, remove: [] }));
  valueOf(await store.changeTags({ owners: [first], set: {}, remove: ['gone'] }));
  valueOf(await store.setDescription(model, null, 'Later?'));
  valueOf(await store.setDescription(model, v('1'), 'The "first"\none'));
}

/** What MLflow must read after `writeEverything`, said without our reader. */
export function expectOurWrites(facts: MlflowFacts): void {
  expect(facts.experiments.map(experiment => experiment.name)).toContain('made here');
  expect(comparable(facts).models.find(found => found.name === model)).toMatchObject({
    description: 'Later?',
    tags: { team: 'öps' },
    aliases: { champion: '3' },
  });
  expect(versionsOf(facts, model)).toMatchObject([
    { version: '1', current_stage: 'Archived', description: 'The "first"\none', tags: { checked: 'yes' }, aliases: [], run_id: null },
    { version: '2', current_stage: 'Production', description: 'number 1', tags: {}, aliases: [], status: 'READY' },
    { version: '3', current_stage: 'Staging', description: 'number 2', tags: {}, aliases: ['champion'], status: 'READY' },
  ]);
}

export function versionsOf(facts: MlflowFacts, name: string): MlflowFacts['versions'] {
  return facts.versions.filter(version => version.name === name).sort((a, b) => Number(a.version) - Number(b.version));
}

export async function change(store: Store, request: ChangeRequest): Promise<void> {
  valueOf(await store.applyChange(valueOf(await store.planChange(request)), 'because'));
}
