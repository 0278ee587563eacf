import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure, success, type Result } from '../base/result';
import { shownPath } from '../domain/shownText';
import { type ResolvedModel } from './contract';

/**
 * Resolves a plain path or a `file:` URI of a model folder or model file, with no store connected. Null for URIs that
 * only a store can resolve. Relative paths begin at the working directory.
 */
export function resolveLocalModel(uri: string): Result<ResolvedModel> | null {
  const path = localPath(uri);
  if (path === null) return null;
  if (!exists(path)) return failure('not_found', `There is no file or folder '${shownPath(path)}'.`, { nextStep: 'Check the path.' });
  return success({ uri, path, name: null, version: null, runId: null });
}

function localPath(uri: string): string | null {
  if (uri.trim() === '' || uri.includes('\0')) return null;
  if (isAbsolute(uri) || !/^[a-z][a-z0-9+.-]+:/i.test(uri)) return resolve(uri);
  if (!/^file:/i.test(uri)) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
