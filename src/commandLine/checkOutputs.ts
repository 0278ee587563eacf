import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../base/result';
import { type Terminal } from './command';

/**
 * Whether files can be written where the options say, asked before anything is computed: an hour of work should not end on a
 * name that was wrong from the start. Makes nothing. What this does not foresee, as a disk that fills up, is said later.
 */
export async function checkOutputs({ folder }: Terminal, files: readonly (string | undefined)[]): Promise<Result<void>> {
  for (const file of files) {
    if (file === undefined) continue;
    const place = path.resolve(folder, file);
    const nextStep = (await isFolder(place)) === true ? 'It is a folder: name a file.' : await obstacle(path.dirname(place));
    if (nextStep !== null) return failure('unavailable', `${file} could not be written.`, { nextStep });
  }
  return success(undefined);
}

/** What keeps files from being made in a folder that may not be there yet; null if nothing. */
async function obstacle(folder: string): Promise<string | null> {
  const found = await isFolder(folder);
  if (found === null) return await obstacle(path.dirname(folder));
  if (!found) return `${folder} is no folder.`;
  return await access(folder, constants.W_OK).then(
    () => null,
    () => 'Check that you may write there.',
  );
}

/** Null where there is nothing, or nothing that can be looked at. The root is a folder in any case. */
async function isFolder(place: string): Promise<boolean | null> {
  if (path.dirname(place) === place) return true;
  return await stat(place).then(
    found => found.isDirectory(),
    () => null,
  );
}
