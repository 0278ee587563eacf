import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { everyMlflow, type MlflowPython } from '../support/peersPython';
import { comparable, storeFacts, valueOf } from './storeFacts';
import { type MlflowFacts, StorePeer } from './storePeer';
import { expectOurWrites, model, writeEverything } from './writeEverything';

function hasWorkspaces({ version }: MlflowPython): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 10);
}

/** MLflow 3.10 and 3.11 mix up the latest versions of models that have one name in two workspaces. */
function withoutLatest(facts: MlflowFacts): unknown {
  const { models, ...others } = comparable(facts);
  return { ...others, models: models.map(its => ({ ...its, latest_versions: null })) };
}

describe.each(everyMlflow().filter(hasWorkspaces))('MLflow $version with workspaces', python => {
  let folder: string;
  let peer: StorePeer;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'store-workspaces-'));
    peer = new StorePeer({ ...python, environment: { ...python.environment, MLFLOW_ENABLE_WORKSPACES: 'true' } });
  });
  afterAll(() => {
    peer.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('what another workspace holds is said, not shown and not changed, though its names are ours', async () => {
    const database = path.join(folder, 'mlflow.db');
    await peer.share(database);
    const store = valueOf(await openSqliteStore(database, { actor: 'ana' }));
    expect(store.info).toMatchObject({
      writable: true,
      remarks: [expect.stringContaining("of the workspace 'team' are not shown") as string],
    });
    expect(valueOf(await store.listModels({})).items).toEqual([]);
    await writeEverything(store, folder);
    const theirs = await peer.facts(database);
    expectOurWrites(theirs);
    expect(comparable(theirs).versions.filter(version => version.name === model)).toHaveLength(3);
    expect(withoutLatest(await storeFacts(store))).toEqual(withoutLatest(theirs));
    store.close();
  });
});
