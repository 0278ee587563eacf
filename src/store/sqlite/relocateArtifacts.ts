import { type Database } from 'better-sqlite3';
import { failure, type Result, success } from '../../base/result';
import { loadDriver } from './driver';

/** Columns of MLflow's schema that hold one place each. */
const PLACES = [
  ['experiments', 'artifact_location'],
  ['runs', 'artifact_uri'],
  ['logged_models', 'artifact_location'],
  ['model_versions', 'source'],
  ['model_versions', 'storage_location'],
] as const;

/**
 * Makes a moved MLflow database name its artifacts by the folder that they are in now: every place that is `from` or
 * lies below it, and the sources of logged datasets. All of it or nothing. Cost: one pass over five tables.
 */
export async function relocateArtifacts(database: string, from: string, to: string): Promise<Result<void>> {
  const driver = await loadDriver();
  if (!driver.ok) return driver;
  let connection: Database | undefined;
  try {
    const open = new driver.value(database, { fileMustExist: true });
    connection = open;
    open.transaction(() => relocateAll(open, from, to)).immediate();
    return success(undefined);
  } catch (error) {
    return failure('unreadable', `${database} could not be made to name its artifacts by ${to}.`, {
      nextStep: 'Check that it is an MLflow database and that you may write to it.',
      detail: String(error),
    });
  } finally {
    connection?.close();
  }
}

function relocateAll(connection: Database, from: string, to: string): void {
  for (const [table, column] of PLACES) {
    const update = connection.prepare(
      `UPDATE ${table} SET ${column} = :to || substr(${column}, length(:from) + 1)
       WHERE ${column} = :from OR substr(${column}, 1, length(:from) + 1) = :from || '/'`,
    );
    update.run({ from, to });
  }
  // A dataset's source is JSON: the folder is replaced as it is spelled within a JSON string.
  connection
    .prepare(`UPDATE datasets SET dataset_source = replace(dataset_source, :from, :to) WHERE instr(dataset_source, :from) > 0`)
    .run({ from: `"${withinJson(from)}/`, to: `"${withinJson(to)}/` });
}

function withinJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
