import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { sqliteDatabase } from '../contract/sqliteFixture';
import { storeContract } from '../contract/storeContract';
import { MlflowServer } from './support/mlflowServer';
import { serverFixture, wipeTables } from './support/serverFixture';

let folder: string;
let server: MlflowServer;
let database: Database.Database;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rest-sqlite-'));
  const file = path.join(folder, 'mlflow.db');
  server = await MlflowServer.start({ folder, backend: `sqlite:///${file}` });
  database = new Database(file, { timeout: 20_000 });
  database.pragma('synchronous = OFF');
});
afterAll(async () => {
  database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a tracking server over SQLite', () => {
  const make = async () => {
    const behind = sqliteDatabase(database);
    return await serverFixture({ server, database: behind, wipe: () => wipeTables(behind) });
  };
  storeContract(make, { loggedModels: true, ownFiles: false, timelessRuns: false });
});
