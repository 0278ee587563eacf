import { existsSync } from 'node:fs';
import { type Database } from 'better-sqlite3';
import { failure, type Result, success } from '../../base/result';
import { shownPath } from '../../domain/shownText';
import { loadDriver } from './driver';

/**
 * Copies a database while others may be using it, by `VACUUM INTO`: one snapshot, what a write-ahead log holds included.
 * A target that is there is never replaced. Cost: the whole file is read and written.
 */
export async function copyDatabase(database: string, target: string): Promise<Result<void>> {
  if (existsSync(target)) {
    return failure('already_exists', `There is a file '${shownPath(target)}' already.`, { nextStep: 'Choose another name for the copy.' });
  }
  const driver = await loadDriver();
  if (!driver.ok) return driver;
  let connection: Database | undefined;
  try {
    connection = new driver.value(database, { readonly: true, fileMustExist: true });
    connection.prepare('VACUUM INTO ?').run(target);
    return success(undefined);
  } catch (error) {
    return failure('unreadable', `'${shownPath(database)}' could not be copied to '${shownPath(target)}'.`, {
      nextStep: 'Check that there is room on the disk and that you may write there.',
      detail: String(error),
    });
  } finally {
    connection?.close();
  }
}
