import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { storeContract } from '../contract/storeContract';
import { MlflowServer } from './support/mlflowServer';
import { Postgres, type PostgresSession } from './support/postgres';
import { ObjectStore } from './support/objectStore';
import { serverFixture, wipeTables } from './support/serverFixture';

let folder: string;
let server: MlflowServer;
let session: PostgresSession;
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rest-s3-'));
  const postgres = await Postgres.start();
  stops.push(() => postgres.stop());
  const objects = await ObjectStore.start(folder);
  stops.push(() => objects.stop());
  server = await MlflowServer.start({ folder, backend: postgres.uri, artifacts: 's3://models/team', env: objects.environment });
  stops.push(() => server.stop());
  session = postgres.connect();
  stops.push(() => session.close());
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a tracking server over PostgreSQL and S3', () => {
  const make = () => serverFixture({ server, database: session, wipe: () => wipeTables(session) });
  storeContract(make, { loggedModels: true, ownFiles: false, timelessRuns: false });
});
