import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure, success, type Result } from '../../base/result';
import { shownPath } from '../../domain/shownText';

const NEXT_STEP = 'Give a database file: sqlite:///PATH, sqlite:////ABSOLUTE/PATH, or its plain path.';

/**
 * The absolute path of the file that a store's URI names: `sqlite:///relative` (to the working directory),
 * `sqlite:////absolute`, `file:` or a plain path. Parameters after '?' are SQLAlchemy's and are passed over.
 */
export function parseDatabaseUri(uri: string): Result<string> {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase() ?? '';
  if (scheme === 'sqlite' || scheme.startsWith('sqlite+')) return parseSqlite(uri);
  if (scheme === 'file') return parseFile(uri);
  if (scheme === 'http' || scheme === 'https')
    return failure('unsupported', 'Model Ops opens MLflow database files, not servers.', { nextStep: NEXT_STEP });
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(uri))
    return failure('unsupported', `Model Ops opens MLflow database files, not ${scheme}.`, { nextStep: NEXT_STEP });
  if (uri.trim() === '') return failure('invalid', 'There is no database named.', { nextStep: NEXT_STEP });
  return success(resolve(uri));
}

function parseSqlite(uri: string): Result<string> {
  const path = /^[^:]+:\/\/\/([^?]*)/.exec(uri)?.[1] ?? '';
  if (path === '' || path === ':memory:') return failure('invalid', `'${shownPath(uri)}' names no file.`, { nextStep: NEXT_STEP });
  return success(resolve(path));
}

function parseFile(uri: string): Result<string> {
  try {
    return success(fileURLToPath(uri));
  } catch (error) {
    return failure('invalid', `'${shownPath(uri)}' names no file on this machine.`, { nextStep: NEXT_STEP, detail: String(error) });
  }
}
