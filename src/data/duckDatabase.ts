import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Job } from '../base/protocol';
import { failure, success, type Result } from '../base/result';
import { quoteText } from './quoting';
import { type Explain, explainReadError } from './readFailure';

export interface DuckDatabaseOptions {
  /** How much memory DuckDB may use, e.g. "2GB"; its own default is 80 % of the machine. */
  readonly memoryLimit: string;
  /** Where it may put what does not fit. */
  readonly temporaryFolder: string;
  /** The only folder whose files its SQL may read, for SQL that a user wrote; absent: every file. */
  readonly onlyFolder?: string;
}

/** A connection in use. Whoever took it gives it back. */
interface Lease {
  readonly connection: DuckDBConnection;
  readonly giveBack: () => void;
}

/**
 * One DuckDB database in memory, opened when it is first needed. It installs and loads no extensions, so nothing is ever
 * fetched. Each use has a connection of its own, so that interrupting one job leaves the others alone.
 */
export class DuckDatabase {
  private opening: Promise<DuckDBInstance> | undefined;
  private readonly drops = new Set<Promise<void>>();
  private names = 0;

  constructor(private readonly options: DuckDatabaseOptions) {}

  /**
   * Runs `use` with a connection that `job` can interrupt. What DuckDB throws becomes a failure: 'cancelled' after an
   * interrupt, else what `explain` makes of it.
   */
  async withConnection<T>(
    job: Pick<Job, 'signal'>,
    explain: Explain,
    use: (connection: DuckDBConnection) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const leased = await this.lease(job);
    if (!leased.ok) return leased;
    try {
      if (job.signal.aborted) return cancelled();
      const result = await use(leased.value.connection);
      return job.signal.aborted ? cancelled() : result;
    } catch (error) {
      return job.signal.aborted ? cancelled() : explainReadError(error, explain);
    } finally {
      leased.value.giveBack();
    }
  }

  /** The same for what is read bit by bit: `walk` may yield as long as it wants, and what DuckDB throws ends it with a failure. */
  async *walkWithConnection<T>(
    job: Pick<Job, 'signal'>,
    explain: Explain,
    walk: (connection: DuckDBConnection) => AsyncIterable<T>,
  ): AsyncGenerator<Result<T>, void, undefined> {
    const leased = await this.lease(job);
    if (!leased.ok) return yield leased;
    try {
      for await (const part of walk(leased.value.connection)) {
        if (job.signal.aborted) return yield cancelled();
        yield success(part);
      }
      if (job.signal.aborted) yield cancelled();
    } catch (error) {
      yield job.signal.aborted ? cancelled() : explainReadError(error, explain);
    } finally {
      leased.value.giveBack();
    }
  }

  /** A name for a table or type that nothing else has. */
  newName(): string {
    this.names++;
    return `modelops_${this.names}`;
  }

  /** Drops what `newName` named, without making anybody wait; `close` does. */
  drop(kind: 'TABLE' | 'TYPE', name: string): void {
    const dropping = this.runDrop(`DROP ${kind} IF EXISTS ${name}`)
      .catch(() => undefined) // The database is gone, and the table with it.
      .finally(() => this.drops.delete(dropping));
    this.drops.add(dropping);
  }

  /** Ends the database. Every job must have ended before. */
  async close(): Promise<void> {
    await Promise.all(this.drops);
    const opening = this.opening;
    this.opening = undefined;
    (await opening)?.closeSync();
  }

  /** A connection that `job` interrupts. */
  private async lease(job: Pick<Job, 'signal'>): Promise<Result<Lease>> {
    if (job.signal.aborted) return cancelled();
    const connected = await this.connect();
    if (!connected.ok) return connected;
    const connection = connected.value;
    // An interrupt stops only the statement that is running: between two of them it would be lost, so it is repeated.
    let repeating: NodeJS.Timeout | undefined;
    const interrupt = (): void => {
      connection.interrupt();
      repeating ??= setInterval(() => connection.interrupt(), 10);
    };
    job.signal.addEventListener('abort', interrupt, { once: true });
    const giveBack = (): void => {
      clearInterval(repeating);
      job.signal.removeEventListener('abort', interrupt);
      connection.closeSync();
    };
    return success({ connection, giveBack });
  }

  private async connect(): Promise<Result<DuckDBConnection>> {
    try {
      return success(await (await this.instance()).connect());
    } catch (error) {
      this.opening = undefined;
      const nextStep = 'Check the memory limit: a number with its unit, such as 2GB.';
      return failure('unavailable', 'DuckDB, which reads data files, did not start.', { nextStep, detail: String(error) });
    }
  }

  private async runDrop(sql: string): Promise<void> {
    const connection = await (await this.instance()).connect();
    try {
      await connection.run(sql);
    } finally {
      connection.closeSync();
    }
  }

  private instance(): Promise<DuckDBInstance> {
    this.opening ??= open(this.options);
    return this.opening;
  }
}

async function open({ memoryLimit, temporaryFolder, onlyFolder }: DuckDatabaseOptions): Promise<DuckDBInstance> {
  // DuckDB makes its folder when it first needs it, but not the folders above. If that fails, so does only what needs it.
  await mkdir(temporaryFolder, { recursive: true }).catch(() => undefined);
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    memory_limit: memoryLimit,
    // A folder of its own: two processes that share one would overwrite each other's blocks.
    temp_directory: join(temporaryFolder, `duckdb-${process.pid}-${randomUUID()}`),
  });
  if (onlyFolder !== undefined) await confine(instance, onlyFolder);
  return instance;
}

/** From here on SQL reads nothing outside of the folder, attaches and loads nothing, and cannot change that. */
async function confine(instance: DuckDBInstance, folder: string): Promise<void> {
  const connection = await instance.connect();
  try {
    await connection.run(`SET allowed_directories = [${quoteText(folder)}]`);
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
  } finally {
    connection.closeSync();
  }
}

function cancelled(): Result<never> {
  return failure('cancelled', 'Cancelled.');
}
