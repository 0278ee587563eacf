import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type default as BetterSqlite3, type Database } from 'better-sqlite3';
import { failure, success, type Result } from '../../base/result';
import { shownPath } from '../../domain/shownText';
import { type Store, type StoreOptions } from '../contract';
import { Connection } from './connection';
import { createTables, removeIfEmpty } from './createDatabase';
import { fileWriteObstacle, inspectDatabaseFile, type FileKind } from './databaseFile';
import { isMlflowSchema } from './databaseSchema';
import { parseDatabaseUri } from './databaseUri';
import { loadDriver } from './driver';
import { otherWorkspaces } from './otherWorkspaces';
import { sqliteFailure } from './sqliteFailure';
import { SqliteStore } from './sqliteStore';
import { LONGEST_STALL_MS, whenUnlocked } from './whenUnlocked';

/** What tests change. */
export interface SqliteTuning {
  /** How long to wait for another program's write. MLflow waits as long. */
  readonly busyTimeoutMs?: number;
  readonly clock?: () => number;
}

const BUSY_TIMEOUT_MS = 20_000;

/**
 * Opens an MLflow database file (MLflow 2.0 and later), or creates one as MLflow 3.0 would. A database that cannot be
 * written safely is opened to read, and `info` says why. Nothing is written to a database that is there.
 */
export async function openSqliteStore(uri: string, options: StoreOptions, tuning: SqliteTuning = {}): Promise<Result<Store>> {
  const path = parseDatabaseUri(uri);
  if (!path.ok) return path;
  const kind = inspectDatabaseFile(path.value);
  if (!kind.ok) return kind;
  const obstacle = openingObstacle(path.value, kind.value, options.create ?? false);
  if (obstacle !== null) return obstacle;
  const driver = await loadDriver();
  if (!driver.ok) return driver;
  const patienceMs = tuning.busyTimeoutMs ?? BUSY_TIMEOUT_MS;
  const how = { create: kind.value !== 'database', patienceMs, now: (tuning.clock ?? Date.now)() };
  const opened = await whenUnlocked(() => connect(driver.value, path.value, how), patienceMs);
  if (!opened.ok) return opened;
  const roots = {
    databaseFolder: dirname(path.value),
    artifactsDestination: options.artifactsDestination ?? join(dirname(path.value), 'mlartifacts'),
    moves: options.artifactMoves ?? [],
  };
  const { connection, remarks } = opened.value;
  return success(new SqliteStore(connection, { uri, roots, remarks, actor: options.actor, clock: tuning.clock ?? Date.now }));
}

function openingObstacle(path: string, kind: FileKind, create: boolean): Result<never> | null {
  if (kind === 'database') return null;
  if (!existsSync(dirname(path)))
    return failure('not_found', `There is no folder '${shownPath(dirname(path))}'.`, { nextStep: 'Create it, or choose another place.' });
  if (create) return null;
  const nextStep = 'Check the path, or create a new database there.';
  if (kind === 'empty') return failure('unreadable', `The file '${shownPath(path)}' is empty.`, { nextStep });
  return failure('not_found', `There is no database '${shownPath(path)}'.`, { nextStep });
}

interface Opening {
  readonly create: boolean;
  readonly patienceMs: number;
  readonly now: number;
}

/** Opens it and looks at what is in it, all at once. */
function connect(driver: typeof BetterSqlite3, path: string, how: Opening): Result<{ connection: Connection; remarks: readonly string[] }> {
  let database: Database | null = null;
  try {
    const readonly = !how.create && fileWriteObstacle(path) !== null;
    database = new driver(path, { timeout: Math.min(how.patienceMs, LONGEST_STALL_MS), readonly });
    if (how.create) createTables(database, path, how.now);
    const connection = new Connection(database, path, how.patienceMs);
    if (isMlflowSchema(connection.schema)) return success({ connection, remarks: otherWorkspaces(connection) });
    database.close();
    return failure('unreadable', `'${shownPath(path)}' is a SQLite database, but not one of MLflow's.`, {
      nextStep: 'Choose the mlflow.db that MLflow writes.',
    });
  } catch (error) {
    database?.close();
    const expected = sqliteFailure(error);
    // Who holds the lock is writing to it, though nothing of that is in the file yet.
    if (how.create && expected?.reason !== 'locked') removeIfEmpty(path);
    if (expected !== null) return { ok: false, failure: expected };
    return failure('unavailable', `'${shownPath(path)}' could not be opened.`, {
      nextStep: 'Show the log for the reason.',
      detail: String(error),
    });
  }
}
