import { type DuckDBConnection } from '@duckdb/node-api';
import { type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { type Column } from '../domain/column';
import { readColumn } from './columnReader';
import { hashFile } from '../platform/fileHash';
import { type DataFile, type HeadSize, type Table, type TableHead, type TableReader } from './contract';
import { csvColumnNames, openCsv } from './csvSource';
import { DuckDatabase } from './duckDatabase';
import { type FileSet, findFiles } from './fileSet';
import { jsonColumns, openJson } from './jsonSource';
import { openParquet } from './parquetSource';
import { type Explain } from './readFailure';
import { readHead } from './readHead';
import { type TableSource } from './tableSource';

export interface TableReaderOptions {
  /** Where DuckDB puts what does not fit into its memory. */
  readonly temporaryFolder: string;
  /** How much memory DuckDB may use; "2GB" when absent. */
  readonly memoryLimit?: string;
}

/**
 * Reads CSV, TSV, Parquet and JSON lines (CSV and JSON also gzipped) through one DuckDB database in memory, which loads no
 * extension and fetches nothing. Columns are typed as pandas 3 types them after `read_csv` and `read_parquet`.
 */
export class DuckTableReader implements TableReader {
  private readonly database: DuckDatabase;

  constructor(options: TableReaderOptions) {
    this.database = new DuckDatabase({ memoryLimit: options.memoryLimit ?? '2GB', temporaryFolder: options.temporaryFolder });
  }

  async open(pathOrGlob: string, job: Job): Promise<Result<Table>> {
    const found = await this.database.withConnection(job, { path: pathOrGlob, format: 'csv' }, connection =>
      findFiles(connection, pathOrGlob),
    );
    if (!found.ok) return found;
    const explain: Explain = { path: found.value.paths[0] ?? pathOrGlob, format: found.value.format };
    const hashes = hashAll(found.value.paths, job);
    const source = await this.database.withConnection(job, explain, connection => this.openSource(connection, found.value));
    const files = await hashes;
    if (!source.ok) return source;
    if (files.ok) return success(new DuckTable(this.database, source.value, { files: files.value, explain }));
    source.value.dispose();
    return files;
  }

  columnNames(pathOrGlob: string, job: Job): Promise<Result<readonly string[]>> {
    return this.database.withConnection(job, { path: pathOrGlob, format: 'csv' }, async connection => {
      const found = await findFiles(connection, pathOrGlob);
      return found.ok ? await this.namesOf(found.value, job) : found;
    });
  }

  head(pathOrGlob: string, size: HeadSize, job: Job): Promise<Result<TableHead>> {
    return this.database.withConnection(job, { path: pathOrGlob, format: 'csv' }, async connection => {
      const found = await findFiles(connection, pathOrGlob);
      return found.ok ? await this.headOf(found.value, size, job) : found;
    });
  }

  /** Ends the database. Tables that are still open fail from then on. */
  close(): Promise<void> {
    return this.database.close();
  }

  private namesOf({ paths, format }: FileSet, job: Job): Promise<Result<readonly string[]>> {
    const path = paths[0] ?? '';
    if (format === 'csv') return csvColumnNames(path);
    return this.database.withConnection(job, { path, format }, async connection => {
      if (format === 'json') return success((await jsonColumns(connection, paths)).map(({ name }) => name));
      const source = await openParquet(connection, [path]);
      return source.ok ? success(source.value.columns.map(({ name }) => name)) : source;
    });
  }

  private headOf(files: FileSet, size: HeadSize, job: Job): Promise<Result<TableHead>> {
    const explain: Explain = { path: files.paths[0] ?? '', format: files.format };
    return this.database.withConnection(job, explain, async connection => {
      const source = await this.openSource(connection, files);
      if (!source.ok) return source;
      try {
        return success(await readHead(connection, source.value, size));
      } finally {
        source.value.dispose();
      }
    });
  }

  private openSource(connection: DuckDBConnection, { paths, format }: FileSet): Promise<Result<TableSource>> {
    if (format === 'parquet') return openParquet(connection, paths);
    return format === 'csv' ? openCsv(connection, this.database, paths) : openJson(connection, this.database, paths);
  }
}

class DuckTable implements Table {
  readonly files: readonly DataFile[];

  constructor(
    private readonly database: DuckDatabase,
    private readonly source: TableSource,
    private readonly origin: { readonly files: readonly DataFile[]; readonly explain: Explain },
  ) {
    this.files = origin.files;
  }

  get rowCount(): number {
    return this.source.rowCount;
  }

  get columns(): Table['columns'] {
    return this.source.columns;
  }

  async readColumn(name: string, job: Job): Promise<Result<Column>> {
    const { database, source } = this;
    if (!source.columns.some(column => column.name === name)) {
      return failure('not_found', `${this.origin.explain.path} has no column "${name}".`, { nextStep: 'Check the name.' });
    }
    return database.withConnection(job, this.origin.explain, connection =>
      readColumn({ connection, database, source, name, signal: job.signal }),
    );
  }

  close(): void {
    this.source.dispose();
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
