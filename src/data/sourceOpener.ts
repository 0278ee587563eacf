import { type DuckDBConnection } from '@duckdb/node-api';
import { type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { type DataSource } from '../domain/dataSource';
import { type FindRunData } from './contract';
import { csvColumnNames, openCsv } from './csvSource';
import { DuckDatabase, type DuckDatabaseOptions } from './duckDatabase';
import { type FileSet, findFiles } from './fileSet';
import { jsonColumns, openJson } from './jsonSource';
import { declaredLists, listColumnsOf } from './listColumns';
import { openParquet } from './parquetSource';
import { checkQuery, openQuery } from './querySource';
import { type Explain } from './readFailure';
import { isSplitJson, openSplitJson, splitJsonColumnNames } from './splitJsonSource';
import { openSqliteTable, type OpenDatabaseFile, sqliteColumnNames } from './sqliteSource';
import { type TableSource } from './tableSource';

/** What sources other than files need. */
export interface SourceParts {
  readonly openDatabaseFile?: OpenDatabaseFile;
  readonly findRunData?: FindRunData;
}

/** A source whose files are known, before any of them is read. */
export interface FoundSource {
  readonly paths: readonly string[];
  readonly explain: Explain;
  /** Where its rows are queried: for a user's SQL a database of its own. */
  readonly database: DuckDatabase;
  open(connection: DuckDBConnection): Promise<Result<TableSource>>;
  columnNames(connection: DuckDBConnection): Promise<Result<readonly string[]>>;
  /** Which columns look as if they held lists of numbers. */
  listColumns(connection: DuckDBConnection): Promise<readonly string[]>;
}

/** Finds what a data source names and knows how to open it. */
export class SourceOpener {
  constructor(
    private readonly database: DuckDatabase,
    private readonly options: DuckDatabaseOptions,
    private readonly parts: SourceParts,
  ) {}

  async find(source: DataSource, job: Job): Promise<Result<FoundSource>> {
    if (typeof source === 'string') return await this.findFiles(source, job);
    if (source.kind === 'table') return this.findTable(source);
    if (source.kind === 'query') return await this.findQuery(source, job);
    const { findRunData } = this.parts;
    if (findRunData === undefined)
      return failure('unsupported', 'Data of a run needs a store.', { nextStep: 'Connect to the store that holds the run.' });
    const file = await findRunData(source, job);
    return file.ok ? await this.findFiles(file.value, job) : file;
  }

  private async findFiles(pathOrGlob: string, job: Job): Promise<Result<FoundSource>> {
    const { database } = this;
    const found = await database.withConnection(job, { path: pathOrGlob, format: 'csv' }, connection => findFiles(connection, pathOrGlob));
    if (!found.ok) return found;
    const { paths, format } = found.value;
    return success({
      paths,
      database,
      explain: { path: paths[0] ?? pathOrGlob, format },
      open: connection => openFiles(connection, database, found.value),
      columnNames: connection => namesOf(connection, found.value),
      listColumns: connection => listColumnsOf(connection, found.value),
    });
  }

  private findTable({ database: file, table }: Extract<DataSource, { kind: 'table' }>): Result<FoundSource> {
    const open = this.parts.openDatabaseFile;
    if (open === undefined) return failure('unsupported', 'SQLite tables cannot be read here.', { nextStep: 'Export the table as CSV.' });
    const { database } = this;
    return success({
      paths: [file],
      database,
      explain: { path: file, format: 'sqlite' },
      open: connection => openSqliteTable(connection, database, { database: file, table, open }),
      columnNames: () => sqliteColumnNames({ database: file, table }, open),
      listColumns: () => Promise.resolve([]),
    });
  }

  private async findQuery(query: Extract<DataSource, { kind: 'query' }>, job: Job): Promise<Result<FoundSource>> {
    const explain: Explain = { path: 'The query', format: 'query' };
    const checked = await this.database.withConnection(job, explain, connection => checkQuery(connection, query));
    if (!checked.ok) return checked;
    const database = new DuckDatabase({ ...this.options, onlyFolder: query.folder });
    const open = async (connection: DuckDBConnection): Promise<Result<TableSource>> => {
      const source = await openQuery(connection, database, checked.value);
      if (!source.ok) return source;
      return success({ ...source.value, dispose: () => void database.close() });
    };
    const columnsOf = async (connection: DuckDBConnection): Promise<Result<TableSource['columns']>> => {
      const source = await openQuery(connection, database, { ...checked.value, rows: 0 });
      return source.ok ? success(source.value.columns) : source;
    };
    const columnNames = async (connection: DuckDBConnection): Promise<Result<readonly string[]>> => {
      const columns = await columnsOf(connection);
      return columns.ok ? success(columns.value.map(({ name }) => name)) : columns;
    };
    const listColumns = async (connection: DuckDBConnection): Promise<readonly string[]> => {
      const columns = await columnsOf(connection);
      return columns.ok ? declaredLists(columns.value.map(({ name, fileType }) => ({ name, type: fileType }))) : [];
    };
    return success({ paths: checked.value.files, explain, database, open, columnNames, listColumns });
  }
}

/** Loaded when a file needs it: the library would lengthen every start of the engine. */
async function arrowFiles() {
  return await import('./arrowSource.js');
}

async function openFiles(connection: DuckDBConnection, database: DuckDatabase, { paths, format }: FileSet): Promise<Result<TableSource>> {
  if (format === 'parquet') return await openParquet(connection, paths);
  if (format === 'csv') return await openCsv(connection, database, paths);
  if (format === 'arrow') return await (await arrowFiles()).openArrow(connection, database, paths);
  const [only, ...more] = paths;
  if (only !== undefined && more.length === 0 && (await isSplit(only))) return await openSplitJson(connection, database, only);
  return await openJson(connection, database, paths);
}

async function namesOf(connection: DuckDBConnection, { paths, format }: FileSet): Promise<Result<readonly string[]>> {
  const path = paths[0] ?? '';
  if (format === 'csv') return await csvColumnNames(path);
  if (format === 'arrow') return await (await arrowFiles()).arrowColumnNames(path);
  if (format === 'parquet') {
    const source = await openParquet(connection, [path]);
    return source.ok ? success(source.value.columns.map(({ name }) => name)) : source;
  }
  if (paths.length === 1 && (await isSplit(path))) return await splitJsonColumnNames(path);
  return success((await jsonColumns(connection, paths)).map(({ name }) => name));
}

async function isSplit(path: string): Promise<boolean> {
  return /[.]json$/i.test(path) && (await isSplitJson(path));
}
