import Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loggedModelId, runId } from '../../src/domain/ids';
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore';
import { type Store } from '../../src/store/contract';
import { type MakeStore, type SeedRun, type StoreBackground, type StoreFixture, valueOf } from './storeFixture';

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
    background: new SqliteBackground(database),
    now: () => time,
    openAnother,
    dispose: () => {
      database.close();
      for (const its of opened) its.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

class SqliteBackground implements StoreBackground {
  constructor(private readonly database: Database.Database) {}

  async addRun(seed: SeedRun): ReturnType<StoreBackground['addRun']> {
    const id = randomBytes(16).toString('hex');
    const { location } = this.database
      .prepare('SELECT artifact_location AS location FROM experiments WHERE experiment_id = CAST(? AS INTEGER)')
      .get(seed.experiment) as { location: string };
    this.run(
      'INSERT INTO runs (run_uuid, name, source_type, user_id, status, start_time, end_time, lifecycle_stage, artifact_uri, experiment_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS INTEGER))',
      [
        id,
        seed.name ?? '',
        'LOCAL',
        'ana',
        'FINISHED',
        seed.startTime === undefined ? 1000 : seed.startTime,
        2000,
        seed.deleted ? 'deleted' : 'active',
        `${location}/${id}/artifacts`,
        seed.experiment,
      ],
    );
    const tags = { ...seed.tags, ...(seed.parent === undefined ? {} : { 'mlflow.parentRunId': seed.parent }) };
    for (const [key, value] of Object.entries(tags)) this.run('INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)', [key, value, id]);
    for (const [key, value] of Object.entries(seed.params ?? {}))
      this.run('INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)', [key, value, id]);
    for (const metric of seed.metrics ?? []) this.addMetric(id, metric);
    return runId(id);
  }

  async addDataset(...[run, dataset]: Parameters<StoreBackground['addDataset']>): Promise<void> {
    const [uuid, input] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
    this.run(
      "INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source) SELECT ?, experiment_id, ?, ?, 'local', '{}' FROM runs WHERE run_uuid = ?",
      [uuid, dataset.name, dataset.digest, run],
    );
    this.run(
      "INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id) VALUES (?, 'DATASET', ?, 'RUN', ?)",
      [input, uuid, run],
    );
    if (dataset.context !== null)
      this.run("INSERT INTO input_tags (input_uuid, name, value) VALUES (?, 'mlflow.data.context', ?)", [input, dataset.context]);
  }

  async addLoggedModel(...[model]: Parameters<StoreBackground['addLoggedModel']>): ReturnType<StoreBackground['addLoggedModel']> {
    const id = `m-${randomBytes(16).toString('hex')}`;
    this.run(
      `INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status, lifecycle_stage, source_run_id)
       SELECT ?, e.experiment_id, ?, e.artifact_location || '/models/' || ? || '/artifacts', ?, 1, 2, 'active', r.run_uuid
       FROM runs r JOIN experiments e ON e.experiment_id = r.experiment_id WHERE r.run_uuid = ?`,
      [id, model.name, id, model.createdAt ?? 1, model.run],
    );
    this.run(
      "INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id, step) VALUES (?, 'RUN_OUTPUT', ?, 'MODEL_OUTPUT', ?, ?)",
      [randomBytes(16).toString('hex'), model.run, id, model.step ?? 0],
    );
    return loggedModelId(id);
  }

  async setStage(...[model, version, stage]: Parameters<StoreBackground['setStage']>): Promise<void> {
    this.run('UPDATE model_versions SET current_stage = ? WHERE name = ? AND version = ?', [stage, model, Number(version)]);
  }

  async setAlias(...[model, alias, version]: Parameters<StoreBackground['setAlias']>): Promise<void> {
    this.run('DELETE FROM registered_model_aliases WHERE name = ? AND alias = ?', [model, alias]);
    if (version !== null)
      this.run('INSERT INTO registered_model_aliases (name, alias, version) VALUES (?, ?, ?)', [model, alias, Number(version)]);
  }

  async addPrompt(name: string): Promise<void> {
    this.run('INSERT INTO registered_models (name, creation_time, last_updated_time) VALUES (?, 1, 1)', [name]);
    this.run("INSERT INTO registered_model_tags (key, value, name) VALUES ('mlflow.prompt.is_prompt', 'true', ?)", [name]);
    this.run(
      "INSERT INTO model_versions (name, version, creation_time, last_updated_time, current_stage, source, status) VALUES (?, 1, 1, 1, 'None', 'dummy-source', 'READY')",
      [name],
    );
  }

  async loggedModelTag(model: string, key: string): Promise<string | null> {
    return (
      (this.database.prepare('SELECT tag_value FROM logged_model_tags WHERE model_id = ? AND tag_key = ?').pluck().get(model, key) as
        string | undefined) ?? null
    );
  }

  /** As MLflow stores it: NaN as 0 with a flag; the latest is the last of the highest step. */
  private addMetric(run: string, metric: NonNullable<SeedRun['metrics']>[number]): void {
    const values = [
      metric.key,
      Number.isNaN(metric.value) ? 0 : metric.value,
      metric.timestamp,
      run,
      metric.step,
      Number.isNaN(metric.value) ? 1 : 0,
    ];
    this.run('INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, ?)', values);
    this.run('INSERT OR REPLACE INTO latest_metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, ?)', values);
  }

  private run(sql: string, values: readonly (string | number | null)[]): void {
    this.database.prepare(sql).run(...values);
  }
}
