import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import { type Job } from '../../base/protocol';
import { failure, type Result, success } from '../../base/result';
import { type Table, type TableReader } from '../../data/contract';
import { type MergeRequest, type ProfileRequest, type ProfileService, type ProfileSummary } from '../contract';
import { hasRoom, hasRoomAnyway } from '../outOfCore/memoryRoom';
import { type ColumnProfile, type DataProfile } from './dataProfile';
import { mergeProfiles } from './mergeProfiles';
import { profileColumn } from './profileColumn';
import { profileLargeColumn } from './profileLargeColumn';
import { isProfilePath, readProfile, writeProfile } from './profileFile';
import { MOST_ROWS } from './profileProblem';

/** Makes profiles of what a reader opens. @param memoryLimit bytes that a column may take: a larger one is walked over on the disk */
export function createProfileService(tables: TableReader, memoryLimit = Infinity): ProfileService {
  return { save: (request, job) => saveProfile(tables, request, { job, memoryLimit }), merge: mergeFiles };
}

interface Making {
  readonly job: Job;
  readonly memoryLimit: number;
}

async function saveProfile(tables: TableReader, request: ProfileRequest, making: Making): Promise<Result<ProfileSummary>> {
  const problem = wrongName(request.file);
  if (problem !== null) return problem;
  if (isProfilePath(request.data)) return failure('invalid', 'The data is a profile already.', { nextStep: 'Use it as it is.' });
  const opened = await tables.open(request.data, making.job, request.where);
  if (!opened.ok) return opened;
  const table = opened.value;
  try {
    const columns = await profileColumns(table, request.hideRare, making);
    if (!columns.ok) return columns;
    const { files, rowCount } = table;
    const sources = files.map(file => ({ name: path.basename(file.path), sha256: file.sha256 }));
    return await write(request.file, { rows: rowCount, madeAt: Date.now(), version: request.version, sources, columns: columns.value });
  } finally {
    table.close();
  }
}

async function mergeFiles({ parts, file, version }: MergeRequest): Promise<Result<ProfileSummary>> {
  const problem = wrongName(file);
  if (problem !== null) return problem;
  const profiles: DataProfile[] = [];
  for (const part of parts) {
    const read = await readProfile(part);
    if (!read.ok) return read;
    profiles.push(read.value.profile);
  }
  const merged = mergeProfiles(profiles, { madeAt: Date.now(), version });
  return merged.ok ? await write(file, merged.value) : merged;
}

async function profileColumns(table: Table, hideRare: number, making: Making): Promise<Result<readonly ColumnProfile[]>> {
  if (table.rowCount === 0) return failure('invalid', 'The data has column names but no rows.', { nextStep: 'Give a file with rows.' });
  if (table.rowCount > MOST_ROWS) return tooManyRows();
  const { job } = making;
  const columns: ColumnProfile[] = [];
  for (const [done, { name, fileType }] of table.columns.entries()) {
    job.progress({ done, total: table.columns.length, what: `column ${done + 1} of ${table.columns.length}` });
    const column = await profileOne(table, { name, fileType, hideRare }, making);
    if (!column.ok) return column;
    columns.push(column.value);
    if (job.signal.aborted) return failure('cancelled', 'Cancelled.');
  }
  return success(columns);
}

interface AskedColumn {
  readonly name: string;
  readonly fileType: string;
  readonly hideRare: number;
}

/** Read, or walked over where it does not fit in memory. */
async function profileOne(
  table: Table,
  { name, fileType, hideRare }: AskedColumn,
  { job, memoryLimit }: Making,
): Promise<Result<ColumnProfile>> {
  if (memoryLimit < Infinity && !hasRoomAnyway(table.rowCount, memoryLimit)) {
    const survey = await table.surveyColumn(name, job);
    if (!survey.ok) return survey;
    if (!hasRoom(survey.value.bytes, memoryLimit))
      return await profileLargeColumn({ table, name, survey: survey.value, job }, fileType, hideRare);
  }
  const column = await table.readColumn(name, job);
  return column.ok ? success(profileColumn(column.value, fileType, hideRare)) : column;
}

async function write(file: string, profile: DataProfile): Promise<Result<ProfileSummary>> {
  if (profile.rows > MOST_ROWS) return tooManyRows();
  const written = await writeProfile(file, profile);
  if (!written.ok) return written;
  const { size } = await stat(file);
  return success({ file, rows: profile.rows, columns: profile.columns.length, bytes: size });
}

function tooManyRows(): Result<never> {
  return failure('unsupported', `A profile stands for at most ${MOST_ROWS.toLocaleString('en')} rows.`, {
    nextStep: 'Make it of fewer rows, such as a sample.',
  });
}

/** A profile is known by its name. */
function wrongName(file: string): Result<never> | null {
  if (isProfilePath(file)) return null;
  return failure('invalid', `The name of a profile ends in .profile.json; ${path.basename(file)} does not.`, {
    nextStep: 'Choose such a name.',
  });
}
