import { randomBytes } from 'node:crypto';
import { loggedModelId, runId } from '../../src/domain/ids';
import { type SeedRun, type StoreBackground } from './storeFixture';

export type SqlValue = string | number | boolean | null;

/** The database behind a store. Parameters are written '?'. */
export interface SqlDatabase {
  run(sql: string, values: readonly SqlValue[]): Promise<void>;
  /** The first column of the first row, as text. */
  text(sql: string, values: readonly SqlValue[]): Promise<string | null>;
}

/** Changes MLflow's tables as another person's MLflow would. @param putFile writes below an artifact location. */
export class SqlBackground implements StoreBackground {
  constructor(
    private readonly database: SqlDatabase,
    readonly putFile: StoreBackground['putFile'],
  ) {}

  async addRun(seed: SeedRun): ReturnType<StoreBackground['addRun']> {
    const id = randomBytes(16).toString('hex');
    const location = await this.database.text('SELECT artifact_location FROM experiments WHERE experiment_id = CAST(? AS INTEGER)', [
      seed.experiment,
    ]);
    const startTime = seed.startTime === undefined ? 1000 : seed.startTime;
    const stage = seed.deleted ? 'deleted' : 'active';
    await this.database.run(
      `INSERT INTO runs (run_uuid, name, source_type, user_id, status, start_time, end_time, lifecycle_stage, artifact_uri, experiment_id)
       VALUES (?, ?, 'LOCAL', 'ana', 'FINISHED', ?, 2000, ?, ?, CAST(? AS INTEGER))`,
      [id, seed.name ?? '', startTime, stage, `${location ?? ''}/${id}/artifacts`, seed.experiment],
    );
    const tags = { ...seed.tags, ...(seed.parent === undefined ? {} : { 'mlflow.parentRunId': seed.parent }) };
    for (const [key, value] of Object.entries(tags))
      await this.database.run('INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)', [key, value, id]);
    for (const [key, value] of Object.entries(seed.params ?? {}))
      await this.database.run('INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)', [key, value, id]);
    for (const metric of seed.metrics ?? []) await this.addMetric(id, metric);
    return runId(id);
  }

  async addDataset(...[run, dataset]: Parameters<StoreBackground['addDataset']>): Promise<void> {
    const [uuid, input] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
    await this.database.run(
      `INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source)
       SELECT ?, experiment_id, ?, ?, 'local', '{}' FROM runs WHERE run_uuid = ?`,
      [uuid, dataset.name, dataset.digest, run],
    );
    await this.database.run(
      "INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id) VALUES (?, 'DATASET', ?, 'RUN', ?)",
      [input, uuid, run],
    );
    if (dataset.context !== null)
      await this.database.run("INSERT INTO input_tags (input_uuid, name, value) VALUES (?, 'mlflow.data.context', ?)", [
        input,
        dataset.context,
      ]);
  }

  async addLoggedModel(...[model]: Parameters<StoreBackground['addLoggedModel']>): ReturnType<StoreBackground['addLoggedModel']> {
    const id = `m-${randomBytes(16).toString('hex')}`;
    const createdAt = model.createdAt ?? 1;
    await this.database.run(
      `INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status, lifecycle_stage, source_run_id)
       SELECT ?, e.experiment_id, ?, e.artifact_location || '/models/' || ? || '/artifacts', CAST(? AS BIGINT), CAST(? AS BIGINT), 2, 'active', r.run_uuid
       FROM runs r JOIN experiments e ON e.experiment_id = r.experiment_id WHERE r.run_uuid = ?`,
      [id, model.name, id, createdAt, createdAt, model.run],
    );
    await this.database.run(
      "INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id, step) VALUES (?, 'RUN_OUTPUT', ?, 'MODEL_OUTPUT', ?, ?)",
      [randomBytes(16).toString('hex'), model.run, id, model.step ?? 0],
    );
    return loggedModelId(id);
  }

  async setStage(...[model, version, stage]: Parameters<StoreBackground['setStage']>): Promise<void> {
    await this.database.run('UPDATE model_versions SET current_stage = ? WHERE name = ? AND version = ?', [stage, model, Number(version)]);
  }

  async setAlias(...[model, alias, version]: Parameters<StoreBackground['setAlias']>): Promise<void> {
    await this.database.run('DELETE FROM registered_model_aliases WHERE name = ? AND alias = ?', [model, alias]);
    if (version !== null)
      await this.database.run('INSERT INTO registered_model_aliases (name, alias, version) VALUES (?, ?, ?)', [
        model,
        alias,
        Number(version),
      ]);
  }

  async addPrompt(name: string): Promise<void> {
    await this.database.run('INSERT INTO registered_models (name, creation_time, last_updated_time) VALUES (?, 1, 1)', [name]);
    await this.database.run("INSERT INTO registered_model_tags (key, value, name) VALUES ('mlflow.prompt.is_prompt', 'true', ?)", [name]);
    await this.database.run(
      "INSERT INTO model_versions (name, version, creation_time, last_updated_time, current_stage, source, status) VALUES (?, 1, 1, 1, 'None', 'dummy-source', 'READY')",
      [name],
    );
    await this.database.run("INSERT INTO model_version_tags (key, value, name, version) VALUES ('mlflow.prompt.is_prompt', 'true', ?, 1)", [
      name,
    ]);
  }

  async loggedModelTag(model: string, key: string): Promise<string | null> {
    return await this.database.text('SELECT tag_value FROM logged_model_tags WHERE model_id = ? AND tag_key = ?', [model, key]);
  }

  /** As MLflow stores it: NaN as 0 with a flag; the latest is the last of the highest step. */
  private async addMetric(run: string, metric: NonNullable<SeedRun['metrics']>[number]): Promise<void> {
    const isNan = Number.isNaN(metric.value);
    const values = [metric.key, isNan ? 0 : metric.value, metric.timestamp, run, metric.step, isNan];
    const columns = '(key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, ?)';
    await this.database.run(`INSERT INTO metrics ${columns}`, values);
    await this.database.run('DELETE FROM latest_metrics WHERE run_uuid = ? AND key = ?', [run, metric.key]);
    await this.database.run(`INSERT INTO latest_metrics ${columns}`, values);
  }
}
