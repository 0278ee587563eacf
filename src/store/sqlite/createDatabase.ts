import { statSync, unlinkSync } from 'node:fs';
import { type Database } from 'better-sqlite3';
import { defaultArtifactLocation } from './experiments';
import { MLFLOW_3_REVISION, MLFLOW_3_SCHEMA } from './mlflow3Schema';

/**
 * Gives an empty database MLflow's tables and the default experiment, in one transaction: another program sees the whole
 * or nothing. Does nothing if another program was first. Every MLflow from 3.0 on opens the result and upgrades it.
 */
export function createTables(database: Database, path: string, now: number): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const isEmpty = database.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
    if (isEmpty) {
      for (const statement of MLFLOW_3_SCHEMA) database.exec(statement);
      database.prepare('INSERT INTO alembic_version (version_num) VALUES (?)').run(MLFLOW_3_REVISION);
      database
        .prepare(
          `INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
           VALUES (0, 'Default', @location, 'active', @now, @now)`,
        )
        .run({ location: defaultArtifactLocation(path, '0'), now });
    }
    database.exec('COMMIT');
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK');
  }
}

/** Removes the file of a database that could not be created, if nobody else has written to it. */
export function removeIfEmpty(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.size === 0) unlinkSync(path);
}
