import { type Job } from '../../../src/base/protocol';
import { failure, success } from '../../../src/base/result';
import { type DataSource } from '../../../src/domain/dataSource';
import { type Table, type TableReader } from '../../../src/data/contract';
import { type Column } from '../../../src/domain/column';

/** A reader whose only file holds these columns. It counts what is open, and can stop a job while a column is read. */
export class OneTable implements TableReader {
  open_ = 0;
  readonly read: string[] = [];
  beforeColumn: (name: string) => void = () => undefined;

  constructor(private readonly columns: readonly Column[]) {}

  columnNames(): ReturnType<TableReader['columnNames']> {
    return Promise.resolve(success(this.columns.map(column => column.name)));
  }

  listColumns(): ReturnType<TableReader['listColumns']> {
    return Promise.resolve(success([]));
  }

  head(): ReturnType<TableReader['head']> {
    return Promise.resolve(failure('unsupported', 'The table is not looked at here.'));
  }

  open(path: DataSource): ReturnType<TableReader['open']> {
    if (path !== 'data.csv') return Promise.resolve(failure('not_found', 'There is no such file.'));
    this.open_++;
    const table: Table = {
      files: [{ path, sha256: '00' }],
      rowCount: this.columns[0]?.storage === 'numbers' ? this.columns[0].values.length : (this.columns[0]?.codes.length ?? 0),
      columns: this.columns.map(column => ({ name: column.name, fileType: 'DOUBLE' })),
      readColumn: (name: string, _job: Job) => {
        this.beforeColumn(name);
        this.read.push(name);
        const column = this.columns.find(candidate => candidate.name === name);
        return Promise.resolve(column === undefined ? failure('not_found', name) : success(column));
      },
      surveyColumn: name => Promise.resolve(failure('not_found', name)),
      sortedGroups: () => (async function* () {})(),
      sortedTimes: () => (async function* () {})(),
      sortedParts: name => Promise.resolve(failure('not_found', name)),
      numberTexts: name => Promise.resolve(failure('not_found', name)),
      duplicates: () => Promise.resolve(success({ rows: 0, copies: [] })),
      close: () => void this.open_--,
    };
    return Promise.resolve(success(table));
  }
}
