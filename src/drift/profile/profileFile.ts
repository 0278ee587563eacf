import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { toJsonNumber } from '../../base/json';
import { oneLine } from '../../base/oneLine';
import { failure, type Result, success } from '../../base/result';
import { placeFile } from '../../platform/placeFile';
import { type DataProfile } from './dataProfile';
import { asJson, fromJson, type ProfileJson } from './profileJson';
import { isProfileJson } from './profileSchema';
import { profileProblem } from './profileProblem';

/** A profile takes at most 50 kB a column; a file of this size is of another kind. */
const LONGEST_FILE = 256 * 1024 * 1024;

/** Whether a path names a profile, by its end. */
export function isProfilePath(path: unknown): path is string {
  return typeof path === 'string' && /[.]profile[.]json$/i.test(path);
}

/** A profile as it lies on the disk, and the SHA-256 of its bytes. */
export interface ReadProfile {
  readonly profile: DataProfile;
  readonly sha256: string;
}

/** Reads a profile. A file that is cut, was changed after it was made, or is of another kind is refused with a sentence. */
export async function readProfile(path: string): Promise<Result<ReadProfile>> {
  const text = await readText(path);
  if (!text.ok) return text;
  const shown = oneLine(path, 500);
  const value = parsed(text.value);
  const again = { nextStep: 'Make the profile again from its data.' };
  if (value === undefined && mayBePart(text.value)) return failure('unreadable', `${shown} is damaged: it is not whole JSON.`, again);
  if (!isProfileJson(value)) {
    if (isOfLaterSchema(value))
      return failure('unsupported', `${shown} was made by a later version of Model Ops.`, { nextStep: 'Update Model Ops.' });
    return failure('unreadable', `${shown} is not a profile of Model Ops.`, { nextStep: 'Make one with modelops profile.' });
  }
  if (value.sha256 !== digestOf(value)) return failure('unreadable', `${shown} is damaged: it was changed after it was made.`, again);
  const profile = fromJson(value);
  const problem = profileProblem(profile);
  if (problem !== null) return failure('unreadable', `${shown} is damaged: ${problem}.`, again);
  return success({ profile, sha256: createHash('sha256').update(text.value).digest('hex') });
}

/** Writes a profile: whole, or not at all. Makes the folder. */
export async function writeProfile(path: string, profile: DataProfile): Promise<Result<void>> {
  const json = asJson(profile);
  try {
    await placeFile(path, `${JSON.stringify({ ...json, sha256: digestOf(json) }, nameNonFinite)}\n`);
    return success(undefined);
  } catch (error) {
    return failure('unavailable', `${oneLine(path, 500)} could not be written.`, {
      nextStep: 'Check that you may write there.',
      detail: String(error),
    });
  }
}

async function readText(path: string): Promise<Result<string>> {
  const shown = oneLine(path, 500);
  try {
    const { size } = await stat(path);
    if (size > LONGEST_FILE) return failure('unreadable', `${shown} is too large to be a profile.`);
    return success(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return failure('not_found', `There is no file ${shown}.`, { nextStep: 'Check the path.' });
    return failure('unreadable', `${shown} cannot be read.`, { nextStep: 'Check its permissions.', detail: String(error) });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Of a profile that was cut: it is an object, or nothing is left of it. */
function mayBePart(text: string): boolean {
  return /^\s*([{]|$)/.test(text);
}

function isOfLaterSchema(value: unknown): boolean {
  const { modelops, schema } = (value ?? {}) as { modelops?: unknown; schema?: unknown };
  return modelops === 'profile' && typeof schema === 'number' && schema > 1;
}

/** Over everything but itself. */
function digestOf({ sha256: _, ...content }: ProfileJson): string {
  return createHash('sha256').update(JSON.stringify(content, nameNonFinite)).digest('hex');
}

function nameNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? toJsonNumber(value) : value;
}
