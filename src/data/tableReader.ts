import { type DuckDBConnection } from '@duckdb/node-api';
import { type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { type Column } from '../domain/column';
import { type DataSource, type RowFilter } from '../domain/dataSource';
import { hashFile } from '../platform/fileHash';
import { readColumn } from './columnReader';
import { ColumnsAhead } from './columnsAhead';
import { surveyColumn } from './columnSurvey';
import {
  type ColumnSurvey,
  DEFAULT_MEMORY_LIMIT,
  type DataFile,
  type HeadSize,
  type SortedParts,
  type Table,
  type TableDuplicates,
  type TableHead,
  type TableReader,
  type TextNumbering,
  type TimeColumn,
  type TimeParts,
  type ValueGroups,
} from './contract';
import { DuckDatabase } from './duckDatabase';
import { findDuplicates } from './findDuplicates';
import { type Explain } from './readFailure';
import { readHead } from './readHead';
import { filterRows } from './rowFilter';
import { RowParts } from './rowParts';
import { sortedGroups, sortedTimes } from './sortedGroups';
import { sortParts } from './sortedParts';
import { type FoundSource, SourceOpener, type SourceParts } from './sourceOpener';
import { type TableSource } from './tableSource';
import { numberTexts } from './textNumbers';

export interface TableReaderOptions extends SourceParts {
  /** Where DuckDB puts what does not fit into its memory. */
  readonly temporaryFolder: string;
  /** How much memory DuckDB may use; "2GB" when absent. */
  readonly memoryLimit?: string;
}

/**
 * Reads files (CSV and JSON also gzipped), SQLite tables, queries and what runs logged through a DuckDB database in memory,
 * which loads no extension and fetches nothing. Columns are typed as pandas 3 types them after `read_csv`, `read_parquet`
 * and `read_feather`.
 */
export class DuckTableReader implements TableReader {
  private readonly database: DuckDatabase;
  private readonly sources: SourceOpener;

  constructor({ temporaryFolder, memoryLimit = DEFAULT_MEMORY_LIMIT, ...parts }: TableReaderOptions) {
    const options = { memoryLimit, temporaryFolder };
    this.database = new DuckDatabase(options);
    this.sources = new SourceOpener(this.database, options, parts);
  }

  async open(source: DataSource, job: Job, filter?: RowFilter): Promise<Result<Table>> {
    const found = await this.sources.find(source, job);
    if (!found.ok) return found;
    const { paths, explain, database } = found.value;
    const hashes = hashAll(paths, job);
    const opened = await database.withConnection(job, explain, connection => openFiltered(connection, found.value, filter));
    const files = await hashes;
    if (!opened.ok) return opened;
    if (files.ok) return success(new DuckTable(database, opened.value, { files: files.value, explain }));
    opened.value.dispose();
    return files;
  }

  async columnNames(source: DataSource, job: Job): Promise<Result<readonly string[]>> {
    return await this.look(source, job, (found, connection) => found.columnNames(connection));
  }

  async listColumns(source: DataSource, job: Job): Promise<Result<readonly string[]>> {
    return await this.look(source, job, async (found, connection) => success(await found.listColumns(connection)));
  }

  private async look<T>(
    source: DataSource,
    job: Job,
    use: (found: FoundSource, connection: DuckDBConnection) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const found = await this.sources.find(source, job);
    if (!found.ok) return found;
    const { database, explain } = found.value;
    const seen = await database.withConnection(job, explain, connection => use(found.value, connection));
    if (database !== this.database) void database.close();
    return seen;
  }

  async head(source: DataSource, size: HeadSize, job: Job): Promise<Result<TableHead>> {
    const found = await this.sources.find(source, job);
    if (!found.ok) return found;
    return await found.value.database.withConnection(job, found.value.explain, async connection => {
      const opened = await found.value.open(connection);
      if (!opened.ok) return opened;
      try {
        return success(await readHead(connection, opened.value, size));
      } finally {
        opened.value.dispose();
      }
    });
  }

  /** Ends the database. Tables that are still open fail from then on. */
  close(): Promise<void> {
    return this.database.close();
  }
}

async function openFiltered(connection: DuckDBConnection, found: FoundSource, filter: RowFilter | undefined): Promise<Result<TableSource>> {
  const opened = await found.open(connection);
  if (!opened.ok || filter === undefined) return opened;
  const filtered = await filterRows(connection, opened.value, filter);
  if (!filtered.ok) opened.value.dispose();
  return filtered;
}

class DuckTable implements Table {
  readonly files: readonly DataFile[];
  private readonly ahead: ColumnsAhead;
  private readonly surveys = new Map<string, ColumnSurvey>();
  private readonly rowParts: RowParts;

  constructor(
    private readonly database: DuckDatabase,
    private readonly source: TableSource,
    private readonly origin: { readonly files: readonly DataFile[]; readonly explain: Explain },
  ) {
    this.files = origin.files;
    this.ahead = new ColumnsAhead(source);
    this.rowParts = new RowParts(database, source, origin.explain);
  }

  get rowCount(): number {
    return this.source.rowCount;
  }

  get columns(): Table['columns'] {
    return this.source.columns;
  }

  async readColumn(name: string, job: Job): Promise<Result<Column>> {
    const { database, source } = this;
    if (!source.columns.some(column => column.name === name)) return this.noColumn(name);
    const { ahead } = this;
    const waiting = ahead.take(name);
    if (waiting !== undefined) return success(waiting);
    return await database.withConnection(job, this.origin.explain, async connection =>
      ahead.pays
        ? success(await ahead.read(connection, name, job.signal))
        : await readColumn({ connection, database, source, name, signal: job.signal }),
    );
  }

  async surveyColumn(name: string, job: Job): Promise<Result<ColumnSurvey>> {
    const column = this.source.columns.find(each => each.name === name);
    if (column === undefined) return this.noColumn(name);
    const { database, source, surveys } = this;
    const known = surveys.get(name);
    if (known !== undefined) return success(known);
    const surveyed = await database.withConnection(job, this.origin.explain, async connection =>
      success(await surveyColumn(connection, source, column)),
    );
    if (surveyed.ok) surveys.set(name, surveyed.value);
    return surveyed;
  }

  async *sortedGroups(name: string, job: Job): AsyncGenerator<Result<ValueGroups>, void, undefined> {
    const column = this.source.columns.find(each => each.name === name);
    if (column === undefined) return yield this.noColumn(name);
    const distinct = this.surveys.get(name)?.distinct;
    yield* this.database.walkWithConnection(job, this.origin.explain, connection =>
      sortedGroups(connection, this.source, column, distinct),
    );
  }

  async *sortedTimes({ column: name, perMillisecond }: TimeColumn, job: Job): AsyncGenerator<Result<ValueGroups>, void, undefined> {
    const column = this.source.columns.find(each => each.name === name);
    if (column === undefined) return yield this.noColumn(name);
    const { database, source, origin } = this;
    const unit = { perMillisecond, distinct: this.surveys.get(name)?.distinct };
    yield* database.walkWithConnection(job, origin.explain, connection => sortedTimes(connection, source, column, unit));
  }

  async sortedParts(name: string, by: TimeParts | null, job: Job): Promise<Result<SortedParts>> {
    const { database, source, origin, rowParts } = this;
    const column = source.columns.find(each => each.name === name);
    if (column === undefined) return this.noColumn(name);
    const survey = await this.surveyColumn(name, job);
    if (!survey.ok) return survey;
    const { distinct } = survey.value;
    return await sortParts({ database, source, explain: origin.explain, rowParts }, { column, distinct, by }, job);
  }

  async numberTexts(name: string, numbering: TextNumbering, job: Job): Promise<Result<readonly Table[]>> {
    const { database, source, origin } = this;
    const column = source.columns.find(each => each.name === name);
    if (column === undefined) return this.noColumn(name);
    const sources = await numberTexts({ database, source, explain: origin.explain }, column, numbering, job);
    return sources.ok ? success(sources.value.map(each => new DuckTable(database, each, origin))) : sources;
  }

  async duplicates(job: Job): Promise<Result<TableDuplicates>> {
    const { database, source } = this;
    return await database.withConnection(job, this.origin.explain, async connection => success(await findDuplicates(connection, source)));
  }

  close(): void {
    this.rowParts.close();
    this.source.dispose();
  }

  private noColumn(name: string): Result<never> {
    return failure('not_found', `${this.origin.explain.path} has no column "${name}".`, { nextStep: 'Check the name.' });
  }
}

async function hashAll(paths: readonly string[], { signal }: Job): Promise<Result<readonly DataFile[]>> {
  try {
    const files: DataFile[] = [];
    for (const path of paths) files.push({ path, sha256: await hashFile(path, signal) });
    return success(files);
  } catch (error) {
    if (signal.aborted) return failure('cancelled', 'Cancelled.');
    return failure('unreadable', `${paths.join(', ')} cannot be read.`, { nextStep: 'Check its permissions.', detail: String(error) });
  }
}
