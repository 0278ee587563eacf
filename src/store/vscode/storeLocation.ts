import * as path from 'node:path';

/**
 * A store as the user writes it, made independent of the current folder: `sqlite:///relative`, a plain path and a file's
 * URI become `sqlite:///` and an absolute path; an address of a server stays as it is.
 */
export function absoluteStoreUri(text: string, baseFolder: string | undefined): string {
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed)) return trimmed;
  const file = databaseFile(trimmed) ?? trimmed;
  return storeUriOf(baseFolder === undefined ? path.resolve(file) : path.resolve(baseFolder, file));
}

export function storeUriOf(file: string): string {
  return `sqlite:///${file.replaceAll('\\', '/')}`;
}

/** The database file of a `sqlite:///…` URI: `sqlite:////abs/x.db` → `/abs/x.db`; null for another kind of store. */
export function databaseFile(uri: string): string | null {
  return /^sqlite:\/\/\/(.+)$/i.exec(uri)?.[1] ?? null;
}

/** The folder that a database lies in; null for a server. */
export function databaseFolder(uri: string): string | null {
  const file = databaseFile(uri);
  return file === null ? null : path.dirname(file);
}
