import { failure, type Failure } from '../../base/result';

/** What to say for each group of SQLite's result codes; the first that the code begins with. */
const BY_CODE: readonly (readonly [code: string, failure: Omit<Failure, 'detail'>])[] = [
  [
    'SQLITE_BUSY',
    {
      reason: 'locked',
      message: 'Another program is writing to the database and did not finish in time.',
      nextStep: 'Try again in a moment.',
    },
  ],
  [
    'SQLITE_LOCKED',
    {
      reason: 'locked',
      message: 'Another program is writing to the database and did not finish in time.',
      nextStep: 'Try again in a moment.',
    },
  ],
  [
    'SQLITE_READONLY_DBMOVED',
    { reason: 'unavailable', message: 'The database file was moved or replaced while it was open.', nextStep: 'Connect again.' },
  ],
  [
    'SQLITE_READONLY',
    {
      reason: 'read_only',
      message: 'The database cannot be written to.',
      nextStep: 'Allow writing to the file and its folder, and connect again.',
    },
  ],
  ['SQLITE_CORRUPT', { reason: 'unreadable', message: 'The database file is damaged.', nextStep: 'Restore it from a copy.' }],
  [
    'SQLITE_NOTADB',
    { reason: 'unreadable', message: 'The file is not a SQLite database.', nextStep: 'Choose the mlflow.db that MLflow writes.' },
  ],
  [
    'SQLITE_CANTOPEN',
    {
      reason: 'unreadable',
      message: 'The database file, or its journal beside it, could not be opened.',
      nextStep: 'Check that the folder is there and who may use it.',
    },
  ],
  ['SQLITE_FULL', { reason: 'unavailable', message: 'The disk is full: nothing was written.', nextStep: 'Make room and try again.' }],
  ['SQLITE_IOERR', { reason: 'unavailable', message: 'The disk reported an error.', nextStep: 'Check the disk and try again.' }],
  ['SQLITE_PERM', { reason: 'unreadable', message: 'The database file may not be opened.', nextStep: 'Check who may use it.' }],
  [
    'SQLITE_CONSTRAINT',
    { reason: 'conflict', message: 'The database refused the change: nothing was written.', nextStep: 'Refresh and try again.' },
  ],
];

/** An exception of the SQLite driver as an expected failure; null for any other exception, which is a bug. */
export function sqliteFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const code = error.code;
  const detail = `${code}: ${error.message}`;
  const known = BY_CODE.find(([start]) => code.startsWith(start));
  if (known) return { ...known[1], detail };
  const missing = /no such (table|column): (\S+)/.exec(error.message);
  if (!missing) return null;
  const lack = failure(
    'unreadable',
    `The database lacks the ${missing[1] ?? ''} '${missing[2] ?? ''}': an upgrade of it was not finished.`,
    {
      nextStep: 'Run `mlflow db upgrade` on it with the newest MLflow that used it.',
      detail,
    },
  );
  return lack.ok ? null : lack.failure;
}
