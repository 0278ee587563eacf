import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { type Store } from '../../src/store/contract';
import { SqlBackground, type SqlDatabase, type SqlValue } from './sqlBackground';
import { type MakeStore, type StoreFixture, valueOf } from './storeFixture';

/** Who made the database: Model Ops, or a version of MLflow whose schema is kept under test/golden/store. */
export type SchemaSource = 'Model Ops' | '2.22.1' | '3.17.2';

export interface SqliteFixture extends StoreFixture {
  readonly file: string;
}

/** A database as this MLflow leaves it, or none for one that the store is to create. */
export function createGoldenDatabase(file: string, source: SchemaSource): void {
  if (source === 'Model Ops') return;
  const golden = JSON.parse(readFileSync(path.join(import.meta.dirname, `../golden/store/mlflow-${source}-schema.json`), 'utf8')) as {
    revision: string;
    statements: string[];
  };
  const database = new Database(file);
  database.exec('BEGIN');
  for (const statement of golden.statements) database.exec(statement);
  database.prepare('INSERT INTO alembic_version VALUES (?)').run(golden.revision);
  database
    .prepare(
      "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time) VALUES (0, 'Default', ?, 'active', 1, 1)",
    )
    .run(path.join(path.dirname(file), 'mlruns', '0'));
  database.exec('COMMIT');
  database.close();
}

export function sqliteStores(source: SchemaSource): () => Promise<SqliteFixture> {
  const make: MakeStore = () => makeFixture(source);
  return make as () => Promise<SqliteFixture>;
}

async function makeFixture(source: SchemaSource): Promise<SqliteFixture> {
  const folder = mkdtempSync(path.join(tmpdir(), 'store-contract-'));
  const file = path.join(folder, 'mlflow.db');
  createGoldenDatabase(file, source);
  let time = 1_750_000_000_000;
  const open = async (): Promise<Store> =>
    valueOf(await openSqliteStore(`sqlite:///${file}`, { actor: 'ana', create: true }, { busyTimeoutMs: 100, clock: () => (time += 10) }));
  const opened: Store[] = [];
  const openAnother = async (): Promise<Store> => {
    const store = await open();
    opened.push(store);
    return store;
  };
  const store = await openAnother();
  const database = new Database(file);
  database.pragma('foreign_keys = ON');
  database.pragma('synchronous = OFF');
  return {
    store,
    file,
    folder,
    background: new SqlBackground(sqliteDatabase(database), putFile),
    now: () => time,
    openAnother,
    dispose: () => {
      database.close();
      for (const its of opened) its.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A database file as what stands behind a store. */
export function sqliteDatabase(database: Database.Database): SqlDatabase {
  const bound = (values: readonly SqlValue[]): (string | number | null)[] =>
    values.map(value => (typeof value === 'boolean' ? Number(value) : value));
  return {
    run: async (sql, values) => void database.prepare(sql).run(...bound(values)),
    text: async (sql, values) => {
      const found = database
        .prepare(sql)
        .pluck()
        .get(...bound(values)) as SqlValue | undefined;
      return found === undefined || found === null ? null : String(found);
    },
  };
}

async function putFile(location: string, text: string): Promise<void> {
  mkdirSync(path.dirname(location), { recursive: true });
  writeFileSync(location, text);
}
