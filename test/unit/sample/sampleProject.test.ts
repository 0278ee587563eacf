import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unattendedJob } from '../../../src/base/protocol';
import { failure } from '../../../src/base/result';
import { modelName } from '../../../src/domain/ids';
import { createSampleHandlers } from '../../../src/sample/sampleProject';
import { openSqliteStore } from '../../../src/store/sqlite/openSqliteStore';
import { relocateArtifacts } from '../../../src/store/sqlite/relocateArtifacts';

const sampleRoot = path.resolve('media/sample');
const handlers = createSampleHandlers({ sampleRoot, relocate: relocateArtifacts });
let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'sample-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

async function open(folder: string) {
  return await handlers.open({ folder }, unattendedJob());
}

test('the working copy names its own folder in every place', async () => {
  const folder = path.join(scratch, 'a "quoted" folder', 'flights');
  const opened = await open(folder);
  expect(opened).toEqual({ ok: true, value: { uri: `sqlite:///${folder}/mlflow.db`, folder } });

  const database = new Database(path.join(folder, 'mlflow.db'), { readonly: true });
  const tables = database.prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`).all();
  for (const { name } of tables) {
    for (const row of database.prepare(`SELECT * FROM "${name}"`).all()) expect(JSON.stringify(row)).not.toContain('MODELOPS_SAMPLE_ROOT');
  }
  const models = database.prepare<[], { artifact_location: string }>('SELECT artifact_location FROM logged_models').all();
  expect(models).toHaveLength(8);
  for (const { artifact_location } of models) expect(readFileSync(path.join(artifact_location, 'MLmodel'), 'utf8')).toContain('model_id');
  const sources = database
    .prepare<[], { dataset_source: string }>(`SELECT dataset_source FROM datasets WHERE dataset_source_type = 'local'`)
    .all();
  expect(sources.length).toBeGreaterThan(0);
  for (const { dataset_source } of sources) expect(statSync((JSON.parse(dataset_source) as { uri: string }).uri).isFile()).toBe(true);
  database.close();
  expect(readdirSync(path.dirname(folder))).toEqual(['flights']);
});

test('a copy that is there is kept', async () => {
  const folder = path.join(scratch, 'flights');
  await open(folder);
  writeFileSync(path.join(folder, 'notes.txt'), 'mine');
  expect((await open(folder)).ok).toBe(true);
  expect(readFileSync(path.join(folder, 'notes.txt'), 'utf8')).toBe('mine');
});

test('an empty folder is used, a folder with other things is refused and left alone', async () => {
  const empty = path.join(scratch, 'empty');
  mkdirSync(empty);
  expect((await open(empty)).ok).toBe(true);

  const other = path.join(scratch, 'other');
  mkdirSync(other);
  writeFileSync(path.join(other, 'thesis.txt'), 'mine');
  expect(await open(other)).toMatchObject({ ok: false, failure: { reason: 'already_exists' } });
  expect(readdirSync(other)).toEqual(['thesis.txt']);
});

test('two windows that open it at once get the same copy', async () => {
  const folder = path.join(scratch, 'flights');
  const [first, second] = await Promise.all([open(folder), open(folder)]);
  expect(first).toEqual(second);
  expect(first.ok).toBe(true);
  expect(readdirSync(scratch)).toEqual(['flights']);
});

test('nothing remains of a copy that could not be finished', async () => {
  const failing = createSampleHandlers({ sampleRoot, relocate: () => Promise.resolve(failure('unreadable', 'No.')) });
  expect(await failing.open({ folder: path.join(scratch, 'flights') }, unattendedJob())).toMatchObject({
    ok: false,
    failure: { message: 'No.' },
  });
  const missing = createSampleHandlers({ sampleRoot: path.join(scratch, 'nowhere'), relocate: relocateArtifacts });
  expect(await missing.open({ folder: path.join(scratch, 'flights') }, unattendedJob())).toMatchObject({
    ok: false,
    failure: { reason: 'unavailable' },
  });
  expect(readdirSync(scratch)).toEqual([]);
});

test('what ships is small and names no machine', () => {
  const files = readdirSync(sampleRoot, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const sizes = files.map(entry => statSync(path.join(entry.parentPath, entry.name)).size);
  expect(Math.max(...sizes)).toBeLessThan(1_000_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
  for (const entry of files)
    expect(readFileSync(path.join(entry.parentPath, entry.name), 'latin1')).not.toMatch(/\/(home|root|tmp|Users|work)\//);
});

test('its registry has a history that holds, and every stage is in use', async () => {
  const folder = path.join(scratch, 'flights');
  await open(folder);
  const opened = await openSqliteStore(path.join(folder, 'mlflow.db'), { actor: 'ana' });
  if (!opened.ok) throw new Error(opened.failure.message);
  const store = opened.value;
  const model = modelName('flight_delay_model');
  const history = await store.history(model);
  const versions = await store.listVersions({ name: model });
  if (!history.ok || !versions.ok) throw new Error('not read');
  expect(history.value.map(entry => [entry.integrity, entry.unrecorded])).toEqual(Array.from({ length: 8 }, () => ['whole', false]));
  expect(versions.value.items.map(version => [version.version, version.stage, ...version.aliases])).toEqual([
    ['6', 'None'],
    ['5', 'Staging', 'challenger'],
    ['4', 'Production', 'champion'],
    ['3', 'Archived'],
    ['2', 'Archived'],
    ['1', 'Archived'],
  ]);
  store.close();
});
