import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { experimentId, runId, type ExperimentId, type RunId } from '../../src/domain/ids';
import { type TagOwner } from '../../src/domain/tagOwner';
import { failureOf, valueOf, type MakeStore, type StoreFixture } from './storeFixture';

/** Experiments and runs renamed, deleted, restored and tagged: what every store does alike. */
export function lifecycleContract(makeStore: MakeStore): void {
  let fixture: StoreFixture;
  let experiment: ExperimentId;
  let run: RunId;
  beforeEach(async () => {
    fixture = await makeStore();
    experiment = valueOf(await fixture.store.createExperiment('flights')).experimentId;
    run = await fixture.background.addRun({ experiment, name: 'first', tags: { 'mlflow.runName': 'first' } });
  });
  afterEach(() => fixture.dispose());

  const stageOf = async (id: RunId) => valueOf(await fixture.store.getRun(id)).lifecycleStage;
  const tagsOf = async (id: RunId) => valueOf(await fixture.store.getRun(id)).tags;
  const ofRun = (id: RunId): TagOwner => ({ kind: 'run', runId: id });

  describe('an experiment', () => {
    test('is renamed to any free name, and its time changes', async () => {
      const renamed = valueOf(await fixture.store.renameExperiment(experiment, 'late\n<b>'));
      expect(renamed).toMatchObject({ experimentId: experiment, name: 'late\n<b>', lastUpdateTime: fixture.now() });
      expect(failureOf(await fixture.store.findExperiment('flights')).reason).toBe('not_found');
      expect(failureOf(await fixture.store.renameExperiment(experiment, 'Default')).reason).toBe('already_exists');
      expect(failureOf(await fixture.store.renameExperiment(experiment, ' ')).reason).toBe('invalid');
      expect(failureOf(await fixture.store.renameExperiment(experiment, 'x'.repeat(501))).reason).toBe('invalid');
      expect(failureOf(await fixture.store.renameExperiment(experimentId('99'), 'x')).reason).toBe('not_found');
    });

    test('is deleted with its runs and restored with all of them, and holds its name meanwhile', async () => {
      const other = await fixture.background.addRun({ experiment: experimentId('0') });
      const gone = await fixture.background.addRun({ experiment, deleted: true });
      valueOf(await fixture.store.setExperimentStage(experiment, 'deleted'));
      expect(valueOf(await fixture.store.findExperiment(experiment))).toMatchObject({ lifecycleStage: 'deleted' });
      expect(valueOf(await fixture.store.listExperiments({})).items.map(its => its.name)).toEqual(['Default']);
      expect([await stageOf(run), await stageOf(other)]).toEqual(['deleted', 'active']);
      expect(failureOf(await fixture.store.createExperiment('flights')).reason).toBe('already_exists');
      expect(failureOf(await fixture.store.renameExperiment(experiment, 'x')).reason).toBe('invalid');
      expect((await fixture.store.setExperimentStage(experiment, 'deleted')).ok).toBe(false);
      valueOf(await fixture.store.setExperimentStage(experiment, 'active'));
      expect([await stageOf(run), await stageOf(gone)]).toEqual(['active', 'active']);
      expect((await fixture.store.setExperimentStage(experiment, 'active')).ok).toBe(false);
    });

    test('carries tags, which are refused once it is deleted', async () => {
      const owners: TagOwner[] = [{ kind: 'experiment', experimentId: experiment }];
      valueOf(await fixture.store.changeTags({ owners, set: { 'mlflow.note.content': 'why\n<b>', team: 'a', gone: 'x' }, remove: [] }));
      valueOf(await fixture.store.changeTags({ owners, set: { team: 'b' }, remove: ['gone', 'never there'] }));
      const tags = { 'mlflow.note.content': 'why\n<b>', team: 'b' };
      expect(valueOf(await fixture.store.findExperiment(experiment)).tags).toEqual(tags);
      expect(failureOf(await fixture.store.changeTags({ owners, set: { 'a//b': 'x' }, remove: [] })).reason).toBe('invalid');
      expect(failureOf(await fixture.store.changeTags({ owners, set: { k: 'x'.repeat(20_001) }, remove: [] })).reason).toBe('invalid');
      valueOf(await fixture.store.setExperimentStage(experiment, 'deleted'));
      expect(failureOf(await fixture.store.changeTags({ owners, set: { k: 'x' }, remove: [] })).reason).toBe('invalid');
      expect(valueOf(await fixture.store.findExperiment(experiment)).tags).toEqual(tags);
    });
  });

  describe('a run', () => {
    test('is renamed, its tag with it, whichever of the two is set', async () => {
      expect(valueOf(await fixture.store.renameRun(run, 'second ü'))).toMatchObject({
        runName: 'second ü',
        tags: { 'mlflow.runName': 'second ü' },
      });
      valueOf(await fixture.store.changeTags({ owners: [ofRun(run)], set: { 'mlflow.runName': 'third' }, remove: [] }));
      expect(valueOf(await fixture.store.getRun(run))).toMatchObject({ runName: 'third', tags: { 'mlflow.runName': 'third' } });
      expect(failureOf(await fixture.store.renameRun(run, ' ')).reason).toBe('invalid');
      expect(failureOf(await fixture.store.renameRun(run, 'x'.repeat(251))).reason).toBe('invalid');
      expect(failureOf(await fixture.store.renameRun(runId('0'.repeat(32)), 'x')).reason).toBe('not_found');
    });

    test('is deleted and restored, several at once or none', async () => {
      const second = await fixture.background.addRun({ experiment });
      valueOf(await fixture.store.setRunStage([run, second], 'deleted'));
      expect([await stageOf(run), await stageOf(second)]).toEqual(['deleted', 'deleted']);
      expect(valueOf(await fixture.store.listRuns({ experiments: [experiment] })).items).toEqual([]);
      valueOf(await fixture.store.setRunStage([second], 'active'));
      expect([await stageOf(run), await stageOf(second)]).toEqual(['deleted', 'active']);
      expect(failureOf(await fixture.store.setRunStage([runId('0'.repeat(32))], 'deleted')).reason).toBe('not_found');
    });

    test('that is deleted is not written to', async () => {
      valueOf(await fixture.store.setRunStage([run], 'deleted'));
      expect(failureOf(await fixture.store.renameRun(run, 'x')).reason).toBe('invalid');
      expect(failureOf(await fixture.store.changeTags({ owners: [ofRun(run)], set: { k: 'x' }, remove: [] })).reason).toBe('invalid');
      expect(valueOf(await fixture.store.getRun(run))).toMatchObject({ runName: 'first', tags: { 'mlflow.runName': 'first' } });
    });

    test('carries tags with any text, too long ones cut as MLflow cuts them', async () => {
      const second = await fixture.background.addRun({ experiment });
      const odd = 'line\nend <b> "\\😀';
      valueOf(await fixture.store.changeTags({ owners: [ofRun(run), ofRun(second)], set: { odd, 'a/b.c d': '' }, remove: [] }));
      expect(await tagsOf(second)).toEqual({ odd, 'a/b.c d': '' });
      valueOf(await fixture.store.changeTags({ owners: [ofRun(run)], set: { long: 'x'.repeat(8001) }, remove: ['odd', 'none'] }));
      expect(await tagsOf(run)).toEqual({ 'mlflow.runName': 'first', 'a/b.c d': '', long: 'x'.repeat(8000) });
      for (const key of ['', 'a<b', '../a', 'a/', '.']) {
        const refused = await fixture.store.changeTags({ owners: [ofRun(run)], set: { [key]: 'x' }, remove: [] });
        expect(failureOf(refused).reason, key).toBe('invalid');
      }
    });

    test('of which one is not there is said when tags of several change', async () => {
      const owners = [ofRun(run), ofRun(runId('0'.repeat(32)))];
      expect(failureOf(await fixture.store.changeTags({ owners, set: { k: 'x' }, remove: [] })).reason).toBe('not_found');
    });
  });
}
