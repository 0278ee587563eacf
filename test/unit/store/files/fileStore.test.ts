import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { experimentId, loggedModelId, modelName, runId, versionNumber } from '../../../../src/domain/ids';
import { type Run } from '../../../../src/domain/run';
import { type RunQuery, type Store } from '../../../../src/store/contract';
import { fileStoreFolder, openFileStore } from '../../../../src/store/files/openFileStore';
import { failureOf, valueOf } from '../../../contract/storeFixture';

const LONG_ID = '932658608410350144';
const [FIRST, SECOND, THIRD] = ['a', 'b', 'c'].map(letter => runId(letter.repeat(32))) as [Run['runId'], Run['runId'], Run['runId']];

let folder: string;
let root: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'file-store-'));
  root = path.join(folder, 'mlruns');
  write('0/meta.yaml', `artifact_location: file://${root}/0\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n`);
  write(
    `${LONG_ID}/meta.yaml`,
    `artifact_location: file://${root}/${LONG_ID}\nexperiment_id: ${LONG_ID}\ncreation_time: 5\nlifecycle_stage: active\nname: "flights <b>"\n`,
  );
  write('.trash/7/meta.yaml', "experiment_id: '7'\nlifecycle_stage: deleted\nname: gone\n");
  addRun(FIRST, 'one', 10);
  addRun(SECOND, 'two', 20, FIRST);
  addRun(THIRD, 'three', 30);
  write(`${LONG_ID}/${FIRST}/metrics/val/auc`, '1 0.5 0\n3 0.25 4\n2 nan 4\nno line\n');
  write(`${LONG_ID}/${SECOND}/metrics/val/auc`, '1 inf 0\n');
  write(`${LONG_ID}/${FIRST}/params/opt/lr`, 'a\nb');
  write(`${LONG_ID}/${FIRST}/artifacts/notes/a.txt`, 'hi');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(place: string, text: string): void {
  const file = path.join(root, place);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function addRun(id: string, name: string, start: number, parent = ''): void {
  const place = `${LONG_ID}/${id}`;
  write(
    `${place}/meta.yaml`,
    `artifact_uri: file://${root}/${place}/artifacts\nexperiment_id: '${LONG_ID}'\nrun_id: ${id}\nrun_name: ${name}\nstart_time: ${start}\nstatus: 3\nlifecycle_stage: active\n`,
  );
  if (parent !== '') write(`${place}/tags/mlflow.parentRunId`, parent);
}

function open(place = root): Store {
  return valueOf(openFileStore(place, fileStoreFolder(place) ?? '', { actor: 'ana' }));
}

async function names(query: Omit<RunQuery, 'experiments'>): Promise<string[]> {
  return valueOf(await open().listRuns({ experiments: [experimentId(LONG_ID)], ...query })).items.map(run => run.runName);
}

test('a folder is known by its experiments, by itself or from above, by path or URI', () => {
  for (const uri of [root, folder, `file://${root}`, `sqlite:///${root}`]) expect(fileStoreFolder(uri)).toBe(root);
  for (const uri of [path.join(root, LONG_ID), path.join(folder, 'none'), 'https://example.org', `sqlite:///${folder}/mlflow.db`])
    expect(fileStoreFolder(uri)).toBeNull();
});

test('ids of 18 digits keep their last digits, written as text or as a number', async () => {
  expect(valueOf(await open().listExperiments({})).items.map(({ experimentId: id }) => id)).toEqual([LONG_ID, '0']);
  expect(valueOf(await open().listExperiments({ view: 'deleted' })).items.map(({ name }) => name)).toEqual(['gone']);
});

test('runs come newest first, nested under their parents, by page', async () => {
  expect(await names({})).toEqual(['three', 'two', 'one']);
  expect(await names({ parent: 'top' })).toEqual(['three', 'one']);
  expect(await names({ parent: FIRST })).toEqual(['two']);
  const first = valueOf(await open().listRuns({ experiments: [experimentId(LONG_ID)], limit: 2 }));
  expect(await names({ limit: 2, page: first.nextPage ?? '' })).toEqual(['one']);
});

test('filters and orders are those of a database', async () => {
  expect(await names({ filter: "params.`opt/lr` = 'a\nb'" })).toEqual(['one']);
  expect(await names({ orderBy: ['metrics.`val/auc` DESC'] })).toEqual(['two', 'one', 'three']);
  expect(await names({ filter: 'max(metrics.`val/auc`) = 0.5 OR attributes.run_name = "none"' })).toEqual(['one']);
  expect(failureOf(await open().listRuns({ experiments: [experimentId(LONG_ID)], filter: 'metrics.x >' })).reason).toBe('invalid');
});

test('the latest value of a metric is that of its highest step and latest time', async () => {
  const run = valueOf(await open().getRun(FIRST));
  expect(run).toMatchObject({ metrics: { 'val/auc': 0.25 }, params: { 'opt/lr': 'a\nb' } });
  const history = valueOf(await open().metricHistory(FIRST, 'val/auc'));
  expect(history).toEqual([
    { timestamp: 1, value: 0.5, step: 0 },
    { timestamp: 2, value: NaN, step: 4 },
    { timestamp: 3, value: 0.25, step: 4 },
  ]);
  expect(valueOf(await open().metricHistory(FIRST, '../../meta.yaml'))).toEqual([]);
  expect(valueOf(await open().runKeys([experimentId(LONG_ID)]))).toMatchObject({ metrics: ['val/auc'], params: ['opt/lr'] });
});

test('names that lead elsewhere find nothing', async () => {
  write('../secret/meta.yaml', 'run_id: x\nmodel_id: m-x\nname: secret\n');
  const store = open();
  expect(failureOf(await store.getRun(runId('../../secret'))).reason).toBe('not_found');
  expect(failureOf(await store.getModel(modelName('../../../secret'))).reason).toBe('not_found');
  expect(failureOf(await store.listArtifacts({ kind: 'loggedModel', modelId: loggedModelId('m-/../../secret') }, '')).reason).toBe(
    'not_found',
  );
  expect(failureOf(await store.listArtifacts({ kind: 'run', runId: FIRST }, '../..')).reason).toBe('invalid');
});

test('what is no plain YAML is passed over', async () => {
  write(`${LONG_ID}/${'d'.repeat(32)}/meta.yaml`, 'a: &a [x]\nb: [*a, *a]\nrun_id: bomb\n');
  write(`${LONG_ID}/${'e'.repeat(32)}/meta.yaml`, '{{{');
  write(`${LONG_ID}/${'f'.repeat(32)}/meta.yaml`, '- a list\n');
  symlinkSync('/', path.join(root, LONG_ID, 'link'));
  expect(await names({ view: 'all' })).toEqual(['three', 'two', 'one']);
});

test('models, stages, aliases and what they load', async () => {
  write('models/delay/meta.yaml', 'name: delay\ncreation_timestamp: 1\nlast_updated_timestamp: 9\ndescription: d\n');
  write('models/delay/aliases/champion', '2');
  const place = `file://${root}/${LONG_ID}/${FIRST}/artifacts/notes`;
  for (const [version, stage] of [
    [1, 'Production'],
    [2, 'None'],
    [3, 'Deleted_Internal'],
  ] as const)
    write(`models/delay/version-${version}/meta.yaml`, `name: delay\nversion: ${version}\ncurrent_stage: ${stage}\nsource: ${place}\n`);
  const store = open();
  const name = modelName('delay');
  expect(valueOf(await store.getModel(name))).toMatchObject({ versionCount: 2, aliases: { champion: '2' }, description: 'd' });
  expect(valueOf(await store.listVersions({ filter: "stage = 'Production'" })).items.map(({ version }) => version)).toEqual(['1']);
  expect(valueOf(await store.resolveModel('models:/delay@champion'))).toMatchObject({
    version: '2',
    path: path.join(root, LONG_ID, FIRST, 'artifacts', 'notes'),
  });
  expect(failureOf(await store.getVersion(name, versionNumber('3'))).reason).toBe('not_found');
  const history = valueOf(await store.history(name));
  expect(history.map(({ event, unrecorded }) => [event.action, unrecorded])).toEqual([
    ['observed', true],
    ['observed', true],
  ]);
});

test('nothing is written, and a folder that was moved is found again', async () => {
  const store = open();
  expect(failureOf(await store.createExperiment('x'))).toMatchObject({
    reason: 'read_only',
    message: expect.stringContaining(`mlflow migrate-filestore --source ${root} --target sqlite:///mlflow.db`) as string,
  });
  expect(failureOf(await store.logArtifacts(FIRST, [])).reason).toBe('read_only');
  const moved = path.join(folder, 'moved');
  renameSync(root, moved);
  const again = open(moved);
  const move = valueOf(await again.findMovedArtifacts());
  expect(move).toEqual({ from: root, to: moved });
  const mended = valueOf(openFileStore(moved, moved, { actor: 'ana', artifactMoves: move === null ? [] : [move] }));
  const file = valueOf(await mended.fetchArtifact({ kind: 'run', runId: FIRST }, 'notes/a.txt'));
  expect(readFileSync(file, 'utf8')).toBe('hi');
  renameSync(moved, root);
});

test('a run that comes is noticed', async () => {
  const store = open();
  const before = valueOf(await store.dataVersion());
  expect(valueOf(await store.dataVersion())).toBe(before);
  addRun('9'.repeat(32), 'new', 40);
  expect(valueOf(await store.dataVersion())).toBeGreaterThan(before);
});

test('the logged models of an experiment come newest first, by page, with the versions that were registered from them', async () => {
  for (const [id, at] of [
    ['m-1', 10],
    ['m-2', 30],
    ['m-3', 20],
  ] as const)
    write(
      `${LONG_ID}/models/${id}/meta.yaml`,
      `model_id: ${id}\nname: model\nstatus: 2\nartifact_location: ${root}/${id}\ncreation_timestamp: ${at}\nsource_run_id: ${FIRST}\nlifecycle_stage: active\n`,
    );
  write(`${LONG_ID}/models/m-3/tags/mlflow.modelVersions`, '[{"name": "delay", "version": 4}]');
  const store = open();
  const experiments = [experimentId(LONG_ID)];
  const first = valueOf(await store.listLoggedModels({ experiments, limit: 2 }));
  expect(first.items.map(({ modelId, versions }) => [modelId, versions])).toEqual([
    ['m-2', []],
    ['m-3', [{ name: 'delay', version: '4' }]],
  ]);
  const second = valueOf(await store.listLoggedModels({ experiments, limit: 2, page: first.nextPage ?? '' }));
  expect(second).toMatchObject({ items: [{ modelId: 'm-1', sourceRunId: FIRST }], nextPage: null });
  expect(valueOf(await store.listLoggedModels({ experiments: [experimentId('0')] })).items).toEqual([]);
  expect(valueOf(await store.loggedModels(FIRST)).map(({ modelId }) => modelId)).toEqual(['m-1', 'm-3', 'm-2']);
});
