import Database from 'better-sqlite3';

const RUNS = 100_000;
export const LONG_HISTORY = 100_000;
const MODELS = 10_000;
const VERSIONS = 10;
const METRICS = 10;
const PARAMS = 10;
const TAGS = 5;
const START = 1_700_000_000_000;

/** The run that has a metric of 100,000 values. */
export const LONG_RUN = runIdOf(RUNS / 2);
export const LONG_METRIC = 'loss';

/**
 * Fills a database of MLflow's: 100,000 runs, each with 10 parameters, 10 metrics and 5 tags; one of them with a metric of 100,000 values; 10,000 models of 10 versions. One transaction, the rows of a run together, as they
 * come to lie when training writes them.
 */
export function fillBenchDatabase(file: string, experiment: number): void {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -1048576');
  database.transaction(() => {
    fillRuns(database, experiment);
    fillHistory(database);
    fillModels(database);
  })();
  database.close();
}

/** Ids in no order, and as long as real ones. */
function runIdOf(number: number): string {
  return (Math.imul(number, 2_654_435_761) >>> 0).toString(16).padStart(8, '0').repeat(4);
}

function fillRuns(database: Database.Database, experiment: number): void {
  const insertRun = database.prepare(
    `INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, source_version, user_id, status, start_time, end_time, lifecycle_stage, artifact_uri, experiment_id)
     VALUES (?, ?, 'UNKNOWN', '', '', '', 'ana', 'FINISHED', ?, ?, 'active', ?, ?)`,
  );
  const insertMetric = database.prepare('INSERT INTO metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, 1, 0, ?)');
  const insertLatest = database.prepare(
    'INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, 1, 0, ?)',
  );
  const insertParam = database.prepare('INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)');
  const insertTag = database.prepare('INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)');
  for (let number = 0; number < RUNS; number++) {
    const id = runIdOf(number);
    const start = START + number * 1000;
    insertRun.run(id, `run-${number}`, start, start + 500, `/artifacts/${id}/artifacts`, experiment);
    for (let key = 0; key < METRICS; key++) {
      const value = ((number * (key + 3) * 7907) % RUNS) / (key + 1);
      insertMetric.run(`metric_${key}`, value, start, id);
      insertLatest.run(`metric_${key}`, value, start, id);
    }
    for (let key = 0; key < PARAMS; key++) insertParam.run(`param_${key}`, String(number % (key + 2)), id);
    for (let key = 1; key < TAGS; key++) insertTag.run(`tag_${key}`, `value ${number % 7}`, id);
    insertTag.run('mlflow.runName', `run-${number}`, id);
  }
}

function fillHistory(database: Database.Database): void {
  const insert = database.prepare('INSERT INTO metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, 0, ?)');
  for (let step = 0; step < LONG_HISTORY; step++)
    insert.run(LONG_METRIC, Math.sin(step / 50) + 1000 / (step + 1), START + step * 10, step, LONG_RUN);
}

function fillModels(database: Database.Database): void {
  const insertModel = database.prepare('INSERT INTO registered_models (name, creation_time, last_updated_time) VALUES (?, ?, ?)');
  const insertVersion = database.prepare(
    `INSERT INTO model_versions (name, version, creation_time, last_updated_time, current_stage, source, storage_location, run_id, status)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'READY')`,
  );
  const insertTag = database.prepare('INSERT INTO model_version_tags (key, value, name, version) VALUES (?, ?, ?, ?)');
  const insertAlias = database.prepare('INSERT INTO registered_model_aliases (alias, version, name) VALUES (?, ?, ?)');
  for (let number = 0; number < MODELS; number++) {
    const name = `model-${String(number).padStart(5, '0')}`;
    insertModel.run(name, START, START + number);
    for (let version = 1; version <= VERSIONS; version++) {
      const stage = version === 9 ? 'Production' : version === 10 ? 'Staging' : 'Archived';
      const source = `/artifacts/models/${name}/${version}`;
      insertVersion.run(name, version, START, START + version, stage, source, source, runIdOf(number));
      insertTag.run('checked', 'yes', name, version);
    }
    insertAlias.run('champion', 9, name);
  }
}
