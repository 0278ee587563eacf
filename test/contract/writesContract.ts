import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modelName, runId, versionNumber, type ExperimentId } from '../../src/domain/ids';
import { change, failureOf, valueOf, type MakeStore, type StoreFixture } from './storeFixture';

const model = modelName('delay');
const v = (text: string) => versionNumber(text);

/** What is renamed, deleted, restored, tagged and fetched: what every store does alike. */
export function writesContract(makeStore: MakeStore): void {
  let fixture: StoreFixture;
  let experiment: ExperimentId;
  beforeEach(async () => {
    fixture = await makeStore();
    experiment = valueOf(await fixture.store.createExperiment('flights')).experimentId;
  });
  afterEach(() => fixture.dispose());

  async function register(count: number): Promise<void> {
    const folder = path.join(fixture.folder, 'model');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'MLmodel'), 'name: m\n');
    for (let made = 0; made < count; made++) valueOf(await fixture.store.registerVersion({ name: model, source: folder }));
  }

  describe('an experiment', () => {
    test('is renamed while it is active, to a name that is free', async () => {
      expect(valueOf(await fixture.store.renameExperiment(experiment, 'trains')).name).toBe('trains');
      expect(failureOf(await fixture.store.renameExperiment(experiment, 'Default')).reason).toBe('already_exists');
      expect(failureOf(await fixture.store.renameExperiment(experiment, ' ')).reason).toBe('invalid');
      valueOf(await fixture.store.setExperimentStage(experiment, 'deleted'));
      expect(failureOf(await fixture.store.renameExperiment(experiment, 'planes')).reason).toBe('invalid');
    });

    test('takes its runs with it, and brings them back', async () => {
      const run = await fixture.background.addRun({ experiment });
      valueOf(await fixture.store.setExperimentStage(experiment, 'deleted'));
      expect(valueOf(await fixture.store.getRun(run)).lifecycleStage).toBe('deleted');
      expect(valueOf(await fixture.store.listExperiments({})).items.map(its => its.name)).toEqual(['Default']);
      expect(failureOf(await fixture.store.createExperiment('flights')).reason).toBe('already_exists');
      valueOf(await fixture.store.setExperimentStage(experiment, 'active'));
      expect(valueOf(await fixture.store.getRun(run)).lifecycleStage).toBe('active');
    });
  });

  describe('a run', () => {
    test('is renamed with its tag, deleted and restored', async () => {
      const run = await fixture.background.addRun({ experiment, name: 'before' });
      const renamed = valueOf(await fixture.store.renameRun(run, 'after <b>'));
      expect([renamed.runName, renamed.tags['mlflow.runName']]).toEqual(['after <b>', 'after <b>']);
      valueOf(await fixture.store.setRunStage([run], 'deleted'));
      expect(valueOf(await fixture.store.listRuns({ experiments: [experiment] })).items).toEqual([]);
      valueOf(await fixture.store.setRunStage([run], 'active'));
      expect(valueOf(await fixture.store.listRuns({ experiments: [experiment] })).items).toHaveLength(1);
      expect(failureOf(await fixture.store.renameRun(runId('no'), 'x')).reason).toBe('not_found');
    });

    test('says which keys there are, and gives only those that are asked for', async () => {
      const metrics = [{ key: 'auc', value: 1, step: 0, timestamp: 1 }];
      await fixture.background.addRun({ experiment, metrics, params: { depth: '3' }, tags: { team: 'ops' } });
      await fixture.background.addRun({ experiment, params: { rate: '0.1' } });
      const keys = valueOf(await fixture.store.runKeys([experiment]));
      expect(keys).toMatchObject({ metrics: ['auc'], params: ['depth', 'rate'] });
      expect(keys.tags).toContain('team');
      const only = { metrics: [], params: ['rate'], tags: [] };
      const runs = valueOf(await fixture.store.listRuns({ experiments: [experiment], only })).items;
      expect(runs.map(run => [run.metrics, run.params, run.tags])).toEqual(
        expect.arrayContaining([
          [{}, { rate: '0.1' }, {}],
          [{}, {}, {}],
        ]),
      );
    });

    test('has thinned values for a plot that keep the ends', async () => {
      const metrics = Array.from({ length: 50 }, (_, step) => ({ key: 'loss', value: 1 / (step + 1), step, timestamp: 1000 + step }));
      const run = await fixture.background.addRun({ experiment, metrics });
      const other = await fixture.background.addRun({ experiment });
      const series = valueOf(await fixture.store.metricSeries({ runs: [run, other], key: 'loss', points: 10 }));
      expect(series.map(its => its.runId)).toEqual([run, other]);
      const points = series[0]?.points ?? [];
      expect([points[0], points.at(-1)]).toEqual([
        { value: 1, step: 0, timestamp: 1000 },
        { value: 1 / 50, step: 49, timestamp: 1049 },
      ]);
      expect(points.length).toBeLessThan(50);
      expect(series[1]?.points).toEqual([]);
    });

    test("has artifacts that are fetched, and a version's are found through it", async () => {
      const run = valueOf(await fixture.store.getRun(await fixture.background.addRun({ experiment })));
      await fixture.background.putFile(`${run.artifactUri}/model/MLmodel`, 'name: fetched\n');
      await fixture.background.putFile(`${run.artifactUri}/model/data/a b#c.txt`, 'deep');
      const owner = { kind: 'run', runId: run.runId } as const;
      const folder = valueOf(await fixture.store.fetchArtifact(owner, 'model'));
      expect(readFileSync(path.join(folder, 'data', 'a b#c.txt'), 'utf8')).toBe('deep');
      expect(readFileSync(valueOf(await fixture.store.fetchArtifact(owner, 'model/MLmodel')), 'utf8')).toBe('name: fetched\n');
      expect(failureOf(await fixture.store.fetchArtifact(owner, 'model/none')).reason).toBe('not_found');
      expect(failureOf(await fixture.store.fetchArtifact(owner, '../none')).reason).toBe('invalid');
      valueOf(await fixture.store.registerVersion({ name: model, source: `runs:/${run.runId}/model` }));
      const version = { kind: 'version', name: model, version: v('1') } as const;
      const listed = valueOf(await fixture.store.listArtifacts(version, ''));
      expect(listed.map(artifact => [artifact.path, artifact.isFolder])).toEqual([
        ['MLmodel', false],
        ['data', true],
      ]);
      expect(readFileSync(valueOf(await fixture.store.fetchArtifact(version, 'data/a b#c.txt')), 'utf8')).toBe('deep');
    });
  });

  test('tags of everything are changed at once', async () => {
    await register(1);
    const run = await fixture.background.addRun({ experiment, tags: { gone: 'x' } });
    const owners = [
      { kind: 'experiment', experimentId: experiment },
      { kind: 'run', runId: run },
      { kind: 'model', name: model },
      { kind: 'version', name: model, version: v('1') },
    ] as const;
    valueOf(await fixture.store.changeTags({ owners, set: { team: 'ops <b>' }, remove: ['gone'] }));
    expect(valueOf(await fixture.store.findExperiment(experiment)).tags).toEqual({ team: 'ops <b>' });
    expect(valueOf(await fixture.store.getRun(run)).tags).toEqual({ team: 'ops <b>' });
    expect(valueOf(await fixture.store.getModel(model)).tags).toEqual({ team: 'ops <b>' });
    expect(valueOf(await fixture.store.getVersion(model, v('1'))).tags).toEqual({ team: 'ops <b>' });
    const missing = [...owners.slice(1, 2), { kind: 'run', runId: runId('0'.repeat(32)) }] as const;
    expect(failureOf(await fixture.store.changeTags({ owners: missing, set: { team: 'x' }, remove: [] })).reason).toBe('not_found');
    expect(valueOf(await fixture.store.getRun(run)).tags).toEqual({ team: 'ops <b>' });
  });

  describe('a model', () => {
    test('is renamed with its versions, aliases and history', async () => {
      await register(2);
      await change(fixture.store, { action: 'alias', model, alias: 'champion', version: v('1') });
      const other = modelName('lateness');
      expect(valueOf(await fixture.store.renameModel(model, other))).toMatchObject({
        name: other,
        versionCount: 2,
        aliases: { champion: '1' },
      });
      expect(valueOf(await fixture.store.history(other))).toHaveLength(1);
      expect(failureOf(await fixture.store.getModel(model)).reason).toBe('not_found');
      valueOf(await fixture.store.createModel(model));
      expect(failureOf(await fixture.store.renameModel(other, model)).reason).toBe('already_exists');
      expect(failureOf(await fixture.store.renameModel(other, 'a/b')).reason).toBe('invalid');
    });

    test('is deleted with all that belongs to it', async () => {
      await register(2);
      await change(fixture.store, { action: 'stage', model, version: v('1'), stage: 'Production', archiveExisting: false });
      valueOf(await fixture.store.deleteModel(model));
      expect(failureOf(await fixture.store.deleteModel(model)).reason).toBe('not_found');
      expect(valueOf(await fixture.store.listModels({})).items).toEqual([]);
      await register(1);
      expect(valueOf(await fixture.store.history(model))).toEqual([]);
    });

    test('loses a version with its aliases, which history says, and never gives its number again', async () => {
      await register(2);
      await change(fixture.store, { action: 'alias', model, alias: 'champion', version: v('2') });
      valueOf(await fixture.store.deleteVersion(model, v('2')));
      expect(valueOf(await fixture.store.getModel(model))).toMatchObject({ aliases: {}, versionCount: 1 });
      expect(valueOf(await fixture.store.history(model)).map(entry => entry.event.moves)).toEqual([
        [{ kind: 'alias', alias: 'champion', from: '2', to: null }],
        [{ kind: 'alias', alias: 'champion', from: null, to: '2' }],
      ]);
      expect(failureOf(await fixture.store.deleteVersion(model, v('2'))).reason).toBe('not_found');
      await register(1);
      expect(valueOf(await fixture.store.getModel(model)).latestVersions[0]?.version).toBe('3');
    });
  });

  test('nothing is left to recover where nothing was interrupted', async () => {
    await register(1);
    expect(valueOf(await fixture.store.recoverChanges())).toEqual([]);
  });
}
