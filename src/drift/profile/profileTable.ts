import * as path from 'node:path';
import { oneLine } from '../../base/oneLine';
import { failure, type Result, success } from '../../base/result';
import { type Column } from '../../domain/column';
import { type RowFilter } from '../../domain/dataSource';
import {
  type ColumnSurvey,
  type DataFile,
  type SortedParts,
  type Table,
  type TableDuplicates,
  type ValueGroups,
} from '../../data/contract';
import { columnOfProfile } from './columnOfProfile';
import { type ColumnProfile, type DataProfile } from './dataProfile';
import { profileGroups, surveyOfProfile } from './profileGroups';
import { readProfile } from './profileFile';

/** A profile in the place of a table: its columns are such as it could be of. */
export class ProfileTable implements Table {
  constructor(
    readonly files: readonly DataFile[],
    readonly profile: DataProfile,
  ) {}

  get rowCount(): number {
    return this.profile.rows;
  }

  get columns(): Table['columns'] {
    return this.profile.columns;
  }

  /** What the profile has of a column; undefined if it has no such column. */
  columnProfile(name: string): ColumnProfile | undefined {
    return this.profile.columns.find(column => column.name === name);
  }

  readColumn(name: string): Promise<Result<Column>> {
    const column = this.columnProfile(name);
    return Promise.resolve(column === undefined ? this.noRows() : success(columnOfProfile(column, this.rowCount)));
  }

  surveyColumn(name: string): Promise<Result<ColumnSurvey>> {
    const column = this.columnProfile(name);
    return Promise.resolve(column === undefined ? this.noRows() : success(surveyOfProfile(column, this.rowCount)));
  }

  /** Without what is counted together, which has no name. */
  async *sortedGroups(name: string): AsyncGenerator<Result<ValueGroups>, void, undefined> {
    const column = this.columnProfile(name);
    if (column === undefined) yield await Promise.resolve(this.noRows());
    else for (const groups of profileGroups(column)) yield await Promise.resolve(success(groups));
  }

  async *sortedTimes(): AsyncGenerator<Result<ValueGroups>, void, undefined> {
    yield await Promise.resolve(this.noRows());
  }

  sortedParts(): Promise<Result<SortedParts>> {
    return Promise.resolve(this.noRows());
  }

  numberTexts(): Promise<Result<readonly Table[]>> {
    return Promise.resolve(this.noRows());
  }

  duplicates(): Promise<Result<TableDuplicates>> {
    return Promise.resolve(failure('unsupported', 'A profile has no rows.'));
  }

  close(): void {
    // It holds nothing open.
  }

  private noRows(): Result<never> {
    return failure('unsupported', `${this.files[0]?.path ?? 'The profile'} is a profile: it has no rows to read.`);
  }
}

/** Which side of a comparison has no rows, as it is a profile; null if both have. */
export function profiledSide(reference: Table, current: Table): 'reference' | 'current' | null {
  if (reference instanceof ProfileTable) return 'reference';
  return current instanceof ProfileTable ? 'current' : null;
}

/** Opens a profile as a table. @param filter is refused: there are no rows to choose from */
export async function openProfile(file: string, filter: RowFilter | undefined): Promise<Result<ProfileTable>> {
  if (filter !== undefined)
    return failure('invalid', `${oneLine(path.basename(file), 200)} is a profile: it has no rows to choose from.`, {
      nextStep: 'Make a profile of the rows you want.',
    });
  const read = await readProfile(file);
  return read.ok ? success(new ProfileTable([{ path: file, sha256: read.value.sha256 }], read.value.profile)) : read;
}
