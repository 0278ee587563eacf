import { type Database } from 'better-sqlite3';
import { failure, success, type Result } from '../../base/result';
import { shownPath } from '../../domain/shownText';
import { loadDriver } from './driver';

/** Opens any SQLite database file for reading alone; nothing is written beside it. */
export async function openDatabaseFile(path: string): Promise<Result<Database>> {
  const driver = await loadDriver();
  if (!driver.ok) return driver;
  try {
    return success(new driver.value(path, { readonly: true, fileMustExist: true }));
  } catch (error) {
    return failure('unreadable', `${shownPath(path)} cannot be opened as a database.`, {
      nextStep: 'Check its permissions.',
      detail: String(error),
    });
  }
}
