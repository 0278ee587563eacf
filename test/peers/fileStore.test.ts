import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelName } from '../../src/domain/ids';
import { type Store } from '../../src/store/contract';
import { migrationCommand } from '../../src/store/files/fileStore';
import { fileStoreFolder, openFileStore } from '../../src/store/files/openFileStore';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { everyMlflow, type MlflowPython } from '../support/peersPython';
import { comparable, storeFacts, valueOf } from './storeFacts';
import { StorePeer } from './storePeer';

/** The last MLflow without logged models, the first versions with them, and the newest, which must be told to write files. */
const writers = everyMlflow().filter(({ version }) => ['2.18.0', '3.4.0', '3.18.0'].includes(version));

const MODEL = modelName('flights ünï quoted twice');

function open(folder: string): Store {
  const found = fileStoreFolder(folder);
  if (found === null) throw new Error(`${folder} is no file store.`);
  return valueOf(openFileStore(folder, found, { actor: 'ana' }));
}

describe.each(writers)('mlruns of MLflow $version', python => {
  let folder: string;
  let place: string;
  let peer: StorePeer;
  let store: Store;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'file-store-'));
    place = path.join(folder, 'mlruns');
    peer = new StorePeer({ ...python, environment: { ...python.environment, MLFLOW_ALLOW_FILE_STORE: 'true' } });
    await peer.write(place);
    store = open(folder);
  });
  afterAll(() => {
    peer.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is read fact by fact as MlflowClient reads it', async () => {
    const theirs = comparable(await peer.facts(place));
    const ours = comparable(await storeFacts(store));
    expect(ours.experiments).toEqual(theirs.experiments);
    expect(ours.runs).toEqual(theirs.runs);
    expect(ours.models).toEqual(theirs.models);
    expect(ours.versions).toEqual(theirs.versions);
    expect([theirs.runs.length, theirs.versions.length]).toEqual([8, 3]);
  });

  test('is only read, and says how it is migrated', async () => {
    const before = filesOf(place);
    expect(store.info).toMatchObject({ kind: 'files', writable: false });
    const refused = await store.createExperiment('x');
    expect(refused).toMatchObject({ ok: false, failure: { reason: 'read_only' } });
    expect(store.info.readOnlyReason).toContain(migrationCommand(place));
    await storeFacts(store);
    await store.history(MODEL);
    expect(filesOf(place)).toEqual(before);
  });

  test('resolves its models, and finds them again when the whole folder was moved', async () => {
    const at = valueOf(await store.resolveModel(`models:/${MODEL}@champion`)).path;
    expect(existsSync(path.join(at, 'MLmodel'))).toBe(true);
    const moved = path.join(folder, 'elsewhere');
    renameSync(place, moved);
    try {
      expect(valueOf(await open(moved).findMovedArtifacts())).toEqual({ from: place, to: moved });
    } finally {
      renameSync(moved, place);
    }
  });
});

test('the command that is named makes a database of it with the same facts', async () => {
  const newest = writers.at(-1) as MlflowPython;
  const folder = mkdtempSync(path.join(tmpdir(), 'file-store-'));
  const place = path.join(folder, 'mlruns');
  const peer = new StorePeer({ ...newest, environment: { ...newest.environment, MLFLOW_ALLOW_FILE_STORE: 'true' } });
  try {
    await peer.write(place);
    const [, ...args] = migrationCommand(place).split(' ');
    const done = spawnSync(newest.command, ['-m', 'mlflow', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...newest.environment },
    });
    expect(`${done.stderr}${String(done.status)}`).toMatch(/0$/);
    const migrated = valueOf(await openSqliteStore(path.join(folder, 'mlflow.db'), { actor: 'ana' }));
    const [ours, theirs] = [await storeFacts(open(folder)), await storeFacts(migrated)];
    migrated.close();
    expect(runFacts(ours)).toEqual(runFacts(theirs));
    expect(ours.versions.map(version => [version.version, version.current_stage]).sort()).toEqual(
      theirs.versions.map(version => [version.version, version.current_stage]).sort(),
    );
  } finally {
    peer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A database keeps infinities as the largest numbers. */
function runFacts(facts: Awaited<ReturnType<typeof storeFacts>>): string[] {
  const text = facts.runs.map(run => JSON.stringify([run.run_id, run.run_name, run.metrics, run.params])).sort();
  return text.map(run => run.replaceAll('"Infinity"', String(Number.MAX_VALUE)).replaceAll('"-Infinity"', String(-Number.MAX_VALUE)));
}

/** Every file with its size and time of change. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => {
      const { size, mtimeMs } = statSync(path.join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    })
    .sort();
}
