import { expect } from 'vitest';
import { modelName, versionNumber, type ExperimentId } from '../../src/domain/ids';
import { type TagOwner } from '../../src/domain/tagOwner';
import { type Store } from '../../src/store/contract';
import { comparable, valueOf } from './storeFacts';
import { type MlflowFacts } from './storePeer';
import { change, model } from './writeEverything';

const v = versionNumber;

/** Every change of an experiment and its runs, and of models and versions that go again. */
export async function changeEverything(store: Store, experiment: ExperimentId): Promise<void> {
  const runs = valueOf(await store.listRuns({ experiments: [experiment] })).items;
  const [first, second] = [runs[0], runs.at(-1)];
  if (first === undefined || second === undefined) throw new Error('The experiment has no run.');
  valueOf(await store.renameExperiment(experiment, 'renamed "here"'));
  const owner: TagOwner = { kind: 'experiment', experimentId: experiment };
  valueOf(await store.changeTags({ owners: [owner], set: { 'mlflow.note.content': 'why\n<b>', gone: 'x' }, remove: [] }));
  valueOf(await store.changeTags({ owners: [owner], set: {}, remove: ['gone'] }));
  valueOf(await store.setExperimentStage(experiment, 'deleted'));
  valueOf(await store.setExperimentStage(experiment, 'active'));
  valueOf(await store.setRunStage([first.runId, second.runId], 'deleted'));
  valueOf(await store.setRunStage([first.runId], 'active'));
  valueOf(await store.renameRun(first.runId, 'renamed ü'));
  const ofRun: TagOwner = { kind: 'run', runId: first.runId };
  valueOf(await store.changeTags({ owners: [ofRun], set: { long: 'x'.repeat(9000), 'mlflow.note.content': 'n' }, remove: ['k'] }));
  const source = `models:/${model}/1`;
  for (const name of ['to rename', 'to delete']) {
    valueOf(await store.registerVersion({ name: modelName(name), source }));
    valueOf(await store.registerVersion({ name: modelName(name), source }));
    await change(store, { action: 'alias', model: modelName(name), alias: 'gone', version: v('2') });
    await change(store, { action: 'alias', model: modelName(name), alias: 'stays', version: v('1') });
  }
  valueOf(await store.deleteVersion(modelName('to rename'), v('2')));
  valueOf(await store.renameModel(modelName('to rename'), "it's renamed"));
  valueOf(await store.deleteModel(modelName('to delete')));
}

/** What MLflow must read after `changeEverything`, said without our reader. */
export function expectOurChanges(facts: MlflowFacts, experiment: ExperimentId): void {
  expect(facts.experiments.find(found => found.experiment_id === experiment)).toMatchObject({
    name: 'renamed "here"',
    lifecycle_stage: 'active',
    tags: { 'mlflow.note.content': 'why\n<b>' },
  });
  const renamed = facts.runs.filter(run => run.run_name === 'renamed ü');
  expect(renamed).toMatchObject([
    { lifecycle_stage: 'active', tags: { 'mlflow.runName': 'renamed ü', long: 'x'.repeat(8000), 'mlflow.note.content': 'n' } },
  ]);
  expect(comparable(facts).models.find(found => found.name === "it's renamed")).toMatchObject({ aliases: { stays: '1' } });
  expect(facts.models.map(found => found.name)).not.toContain('to delete');
  expect(facts.versions.filter(version => version.name === "it's renamed").map(version => version.version)).toEqual(['1']);
}
