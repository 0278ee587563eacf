import { type Job } from '../../base/protocol';
import { success, type Result } from '../../base/result';
import { type DataSource, type RowFilter } from '../../domain/dataSource';
import { type Table, type TableReader } from '../../data/contract';
import { isProfilePath, readProfile } from './profileFile';
import { openProfile } from './profileTable';

/** Opens one side of a comparison: a profile by its name, else a table. */
export async function openSide(tables: TableReader, source: DataSource, job: Job, filter: RowFilter | undefined): Promise<Result<Table>> {
  return isProfilePath(source) ? await openProfile(source, filter) : await tables.open(source, job, filter);
}

/** The names of its columns. */
export async function namesOfSide(tables: TableReader, source: DataSource, job: Job): Promise<Result<readonly string[]>> {
  if (!isProfilePath(source)) return await tables.columnNames(source, job);
  const read = await readProfile(source);
  return read.ok ? success(read.value.profile.columns.map(({ name }) => name)) : read;
}
