import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure, success, type Result } from '../../base/result';
import { shownPath } from '../../domain/shownText';

export type FileKind = 'absent' | 'empty' | 'database';

const HEADER_BYTES = 100;

/** A file is cut short if it is so at every look: one that another program writes to is whole at the next. */
const LOOKS = 5;

const ANOTHER_FILE = 'Choose the mlflow.db that MLflow writes, or create a new database.';

/**
 * What lies at a path, from its first 100 bytes (SQLite's "Database File Format", 1.3). 'unreadable' for a folder, for a
 * file that is no database, and for a database that is shorter than its header says.
 */
export function inspectDatabaseFile(path: string): Result<FileKind> {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return success('absent');
    if (stat.isDirectory())
      return failure('unreadable', `'${shownPath(path)}' is a folder, not a database file.`, { nextStep: ANOTHER_FILE });
    if (stat.size === 0) return success('empty');
    return checkHeader(path);
  } catch (error) {
    return failure('unreadable', `'${shownPath(path)}' could not be read.`, { nextStep: 'Check who may read it.', detail: String(error) });
  }
}

/** Why a file cannot be written, as the reason why the store is read-only; null if it can. */
export function fileWriteObstacle(path: string): string | null {
  if (!isWritable(path)) return 'The database file is write-protected. To change things, allow writing to it and connect again.';
  if (!isWritable(dirname(path))) {
    return 'The folder of the database file is write-protected, and SQLite needs to write there. To change things, allow writing to it and connect again.';
  }
  return null;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function checkHeader(path: string): Result<FileKind> {
  let shortage = findShortage(path);
  for (let looks = 1; looks < LOOKS && shortage !== null; looks++) shortage = findShortage(path);
  return shortage ?? success('database');
}

/** Why this is no whole database at a glance; null if it is one. A write that ends between the three looks may mislead it. */
function findShortage(path: string): Result<never> | null {
  const header = readStart(path);
  if (header.subarray(0, 16).toString('latin1') !== 'SQLite format 3\0') {
    return failure('unreadable', `'${shownPath(path)}' is not a SQLite database.`, { nextStep: ANOTHER_FILE });
  }
  const expected = expectedSize(header);
  const { size } = statSync(path);
  if (size >= expected || hasPendingWork(path)) return null;
  return failure('unreadable', `'${shownPath(path)}' is cut short: ${size} of ${expected} bytes are there.`, {
    nextStep: 'Restore it from a copy; Model Ops did not change it.',
  });
}

function readStart(path: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(file);
  }
  return header;
}

/** Page size times page count, where the header vouches for the count; else what a header itself takes. */
function expectedSize(header: Buffer): number {
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  const countIsValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  return countIsValid ? Math.max(HEADER_BYTES, pageSize * header.readUInt32BE(28)) : HEADER_BYTES;
}

/** A journal or write-ahead log beside the file may hold what the file lacks. */
function hasPendingWork(path: string): boolean {
  return ['-journal', '-wal'].some(suffix => (statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0) > 0);
}
