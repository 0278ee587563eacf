import { type default as BetterSqlite3 } from 'better-sqlite3';
import { failure, success, type Result } from '../../base/result';

type Driver = typeof BetterSqlite3;

/** The Node-API version that the driver is built for. On an older one, loading it ends the process. */
const NEEDED_NODE_API = 10;

/** Loads the SQLite driver on first use, after checking that this Node.js can run it. */
export async function loadDriver(nodeApi = Number(process.versions['napi'])): Promise<Result<Driver>> {
  if (!(nodeApi >= NEEDED_NODE_API)) {
    return failure('unsupported', `This Node.js (${process.version}) is too old to open a database file.`, {
      nextStep: 'Use Node.js 22.14 or later, or VS Code 1.101 or later.',
    });
  }
  try {
    return success((await import('better-sqlite3')).default);
  } catch (error) {
    return failure('unavailable', 'The SQLite driver could not be loaded.', {
      nextStep: 'Install Model Ops again for this platform.',
      detail: String(error),
    });
  }
}
