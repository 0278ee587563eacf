import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure, success, type Result } from '../base/result';
import { shownPath } from '../domain/shownText';
import { resolveLocalModel } from './resolveLocalModel';

/** The absolute path of a model folder on this machine, by path or `file:` URI: it must hold an MLmodel file. */
export function checkModelFolder(location: string): Result<string> {
  const found = resolveLocalModel(location) ?? failure('unsupported', `'${shownPath(location)}' names no folder on this machine.`);
  if (!found.ok) return found;
  const { path } = found.value;
  if (existsSync(join(path, 'MLmodel'))) return success(path);
  return failure('invalid', `'${shownPath(path)}' is not a model folder: it holds no MLmodel file.`, {
    nextStep: 'Choose a folder that MLflow saved a model to.',
  });
}
