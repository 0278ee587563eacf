import { type BigIntStats, statSync } from 'node:fs';
import { type Database, type Statement } from 'better-sqlite3';
import { failure, type Result } from '../../base/result';
import { readSchema, hasColumn, type DatabaseSchema } from './databaseSchema';
import { sqliteFailure } from './sqliteFailure';
import { whenUnlocked } from './whenUnlocked';

/** Room for the runs and tags of large experiments: SQLite's own 2 MB make it read their pages from the file every time. */
const CACHE_KIBIBYTES = 32_768;

/** Lists are remembered for the few that are looked at in turn. */
const MOST_REMEMBERED = 8;

/** What a statement is given by name. */
export type Parameters = Readonly<Record<string, string | number | null>>;

/**
 * One connection to a database file. Work runs in a transaction: one snapshot for all that a read asks, and all or
 * nothing for a write. Statements are prepared once. A schema that another program upgrades meanwhile is read anew.
 */
export class Connection {
  private readonly statements = new Map<string, Statement<[Parameters], unknown>>();
  private readonly file: BigIntStats;
  private schemaVersion: unknown;
  private known: DatabaseSchema;
  private ownWrites = 0;
  private readonly memory = new Map<string, unknown>();
  private memoryVersion: number | null = null;

  /**
   * Takes the open database over, with MLflow's session settings. Throws the driver's exceptions.
   * @param patienceMs how long a transaction waits for another program's before it fails with 'locked'.
   */
  constructor(
    private readonly database: Database,
    readonly path: string,
    private readonly patienceMs: number,
  ) {
    database.pragma('foreign_keys = ON');
    database.pragma('case_sensitive_like = ON');
    database.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
    this.file = statSync(path, { bigint: true });
    this.schemaVersion = database.pragma('schema_version', { simple: true });
    this.known = readSchema(database);
  }

  get schema(): DatabaseSchema {
    return this.known;
  }

  /** Whether the file was opened to read only, or the disk allowed no more. */
  get isReadOnly(): boolean {
    return this.database.readonly;
  }

  /** Runs a read in one snapshot. Like a write, it may be run again if another program's lock cut it short. */
  async read<T>(work: () => Result<T>): Promise<Result<T>> {
    return await this.transaction('BEGIN', work, () => this.database.exec('COMMIT'));
  }

  /** Runs a write that is committed if it succeeds and leaves nothing behind if it fails or throws. Waits for its turn. */
  async write<T>(work: () => Result<T>): Promise<Result<T>> {
    const afresh = (): Result<T> => {
      this.memory.clear();
      return work();
    };
    return await this.transaction('BEGIN IMMEDIATE', afresh, result => {
      this.database.exec(result.ok ? 'COMMIT' : 'ROLLBACK');
      if (result.ok) this.ownWrites++;
      this.memory.clear();
    });
  }

  /** Grows with every commit of any connection. A schema that was upgraded meanwhile is known after it. */
  async dataVersion(): Promise<Result<number>> {
    return await this.guarded(() => {
      this.refreshSchema();
      return { ok: true, value: this.currentVersion() };
    });
  }

  /**
   * What `work` reads, remembered until anybody changes the database. Within a read, whose snapshot the version belongs to.
   * @param key says what is read, whole.
   */
  remembered<T>(key: string, work: () => T): T {
    const version = this.currentVersion();
    if (version !== this.memoryVersion || this.memory.size >= MOST_REMEMBERED) this.memory.clear();
    this.memoryVersion = version;
    if (!this.memory.has(key)) this.memory.set(key, work());
    return this.memory.get(key) as T;
  }

  rows<Row>(sql: string, parameters: Parameters = {}): Row[] {
    return this.statement(sql).raw(false).all(parameters) as Row[];
  }

  /** The same rows as arrays, which many rows come faster as. */
  tuples<Tuple extends readonly unknown[]>(sql: string, parameters: Parameters = {}): Tuple[] {
    return this.statement(sql).raw(true).all(parameters) as Tuple[];
  }

  row<Row>(sql: string, parameters: Parameters = {}): Row | undefined {
    return this.statement(sql).raw(false).get(parameters) as Row | undefined;
  }

  /** The number of changed rows. */
  run(sql: string, parameters: Parameters = {}): number {
    return this.statement(sql).run(parameters).changes;
  }

  /** Inserts a row, with the default workspace where the table has one. Text that is a number becomes one in its column. */
  insert(table: string, row: Parameters): void {
    const values: Parameters = this.has(table, 'workspace') ? { ...row, workspace: 'default' } : row;
    const columns = Object.keys(values);
    this.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(column => `@${column}`).join(', ')})`, values);
  }

  has(table: string, column?: string): boolean {
    return column === undefined ? this.known.tables.has(table) : hasColumn(this.known, table, column);
  }

  /** ` INDEXED BY …` where the database has that index, which not every version of MLflow makes; else nothing. */
  indexedBy(index: string): string {
    return this.known.indexes.has(index) ? ` INDEXED BY ${index}` : '';
  }

  /** The condition that keeps other workspaces out, as ` AND …`, for a table that has them; else nothing. */
  inWorkspace(table: string, alias = table): string {
    return this.has(table, 'workspace') ? ` AND ${alias}.workspace = 'default'` : '';
  }

  close(): void {
    this.database.close();
  }

  private transaction<T>(begin: string, work: () => Result<T>, end: (result: Result<T>) => void): Promise<Result<T>> {
    return this.guarded(() => {
      this.database.exec(begin);
      try {
        this.refreshSchema();
        const result = work();
        end(result);
        return result;
      } finally {
        if (this.database.inTransaction) this.database.exec('ROLLBACK');
      }
    });
  }

  private guarded<T>(work: () => Result<T>): Promise<Result<T>> {
    return whenUnlocked(() => this.attempt(work), this.patienceMs);
  }

  private attempt<T>(work: () => Result<T>): Result<T> {
    if (!this.database.open) return failure('unavailable', 'The database was disconnected.', { nextStep: 'Connect again.' });
    if (this.isReplaced()) {
      return failure('unavailable', 'The database file was moved or replaced while it was open.', { nextStep: 'Connect again.' });
    }
    try {
      return work();
    } catch (error) {
      const expected = sqliteFailure(error);
      if (expected === null) throw error;
      return { ok: false, failure: expected };
    }
  }

  private currentVersion(): number {
    return Number(this.database.pragma('data_version', { simple: true })) + this.ownWrites;
  }

  private isReplaced(): boolean {
    const now = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    return now?.ino !== this.file.ino || now.dev !== this.file.dev;
  }

  private refreshSchema(): void {
    const version = this.database.pragma('schema_version', { simple: true });
    if (version === this.schemaVersion) return;
    this.known = readSchema(this.database);
    this.schemaVersion = version;
    this.statements.clear();
  }

  private statement(sql: string): Statement<[Parameters], unknown> {
    const prepared = this.statements.get(sql) ?? this.database.prepare<[Parameters], unknown>(sql);
    this.statements.set(sql, prepared);
    return prepared;
  }
}
