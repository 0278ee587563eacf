import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { openRestStore } from '../../../src/store/rest/openRestStore';
import { type Store } from '../../../src/store/contract';
import { SqlBackground, type SqlDatabase } from '../../contract/sqlBackground';
import { valueOf, type StoreFixture } from '../../contract/storeFixture';
import { type MlflowServer } from './mlflowServer';

/** A server under test and the database behind it. */
export interface ServerUnderTest {
  readonly server: Pick<MlflowServer, 'address' | 'putFile'>;
  readonly database: SqlDatabase;
  /** Removes everything that a test made. */
  wipe(): Promise<void>;
}

/** A store on this server, with nothing in it. */
export async function serverFixture({ server, database, wipe }: ServerUnderTest): Promise<StoreFixture> {
  await wipe();
  const folder = mkdtempSync(path.join(tmpdir(), 'store-contract-'));
  const opened: Store[] = [];
  const openAnother = async (): Promise<Store> => {
    const store = valueOf(await openRestStore(server.address, { actor: 'ana', cacheFolder: path.join(folder, 'cache') }));
    opened.push(store);
    return store;
  };
  return {
    store: await openAnother(),
    folder,
    background: new SqlBackground(database, (location, text) => server.putFile(location, text)),
    now: () => expect.closeTo(Date.now(), -5) as number,
    openAnother,
    dispose: () => {
      for (const store of opened) store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a test leaves, children first; the default experiment stays, as MLflow's server expects it. */
const MADE_BY_TESTS = [
  'model_version_tags',
  'registered_model_aliases',
  'registered_model_tags',
  'model_versions',
  'registered_models',
  'logged_model_metrics',
  'logged_model_params',
  'logged_model_tags',
  'logged_models',
  'input_tags',
  'inputs',
  'datasets',
  'latest_metrics',
  'metrics',
  'params',
  'tags',
  'runs',
  'experiment_tags',
] as const;

/** @param loggedModels whether the server's MLflow has them. */
export async function wipeTables(database: SqlDatabase, loggedModels = true): Promise<void> {
  const tables = MADE_BY_TESTS.filter(table => loggedModels || !table.startsWith('logged_model'));
  for (const table of tables) await database.run(`DELETE FROM ${table}`, []);
  await database.run('DELETE FROM experiments WHERE experiment_id <> 0', []);
}
