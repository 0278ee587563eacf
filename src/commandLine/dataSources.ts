import path from 'node:path';
import { success, type Result } from '../base/result';
import { type DataSource, readDataSource } from '../domain/dataSource';
import { type Session } from './command';

/** What can be named as data, for the help. */
export const DATA_SOURCES =
  "a CSV, TSV, Parquet, JSON lines or Arrow file, a glob, sqlite:///FILE?table=NAME, runs:/ID/PATH, runs:/ID?dataset=NAME, or SELECT … FROM 'FILE'";

/** Two data sources as they were typed: paths are relative to the working directory, data of a run is found in the store. */
export async function dataSources(
  session: Session,
  [first, second]: readonly [string, string],
): Promise<Result<readonly [DataSource, DataSource]>> {
  const before = await dataSource(session, first);
  if (!before.ok) return before;
  const after = await dataSource(session, second);
  return after.ok ? success([before.value, after.value]) : after;
}

/** One data source as it was typed. */
export async function dataSource(session: Session, text: string): Promise<Result<DataSource>> {
  const read = readDataSource(text, place => path.resolve(session.terminal.folder, place));
  return read.ok ? await readableSource(session, read.value) : read;
}

/** The same source, or of data of a run the file that holds it, found in the store. */
export async function readableSource(session: Session, source: DataSource): Promise<Result<DataSource>> {
  if (typeof source === 'string' || source.kind === 'table' || source.kind === 'query') return success(source);
  return await session.withStore(async store => await session.services.findRunData(store)(source, session.job));
}
