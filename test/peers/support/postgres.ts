import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type SqlDatabase, type SqlValue } from '../../contract/sqlBackground';
import { freePort } from './freePort';
import { RunningProgram } from './pythonProcess';

const execute = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
const USER = 'mlflow';

/** PostgreSQL refuses to run as root: then it runs as the user that owns nothing. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** A private PostgreSQL with an empty database, which is gone when it is stopped. */
export class Postgres {
  private constructor(
    private readonly program: RunningProgram,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<Postgres> {
    const bin = newestBin();
    const user = process.getuid?.() === 0 ? NOBODY : undefined;
    const folder = mkdtempSync(path.join(tmpdir(), 'rest-postgres-'));
    chmodSync(folder, 0o700);
    if (user !== undefined) chownSync(folder, user.uid, user.gid);
    const data = path.join(folder, 'data');
    const how = { cwd: folder, ...user };
    await execute(path.join(bin, 'initdb'), ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], how);
    const port = await freePort();
    const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'];
    const isReady = async () => (await execute(path.join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)])).stdout !== '';
    const program = await RunningProgram.start({ command: path.join(bin, 'postgres'), args, folder, ...(user ? { user } : {}) }, isReady);
    await execute(path.join(bin, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', USER, 'mlflow']);
    return new Postgres(program, folder, port);
  }

  /** For SQLAlchemy, with its driver. */
  get uri(): string {
    return `postgresql+psycopg2://${USER}@127.0.0.1:${this.port}/mlflow`;
  }

  connect(): PostgresSession {
    return new PostgresSession(path.join(newestBin(), 'psql'), this.uri.replace('+psycopg2', ''));
  }

  async stop(): Promise<void> {
    await this.program.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One psql that stays open: statements go in, and a marker behind each says where its answer ends. */
export class PostgresSession implements SqlDatabase {
  private readonly psql: ChildProcessWithoutNullStreams;
  private said = '';
  private complaints = '';
  private count = 0;
  private last: Promise<unknown> = Promise.resolve();
  private heard: () => void = () => undefined;

  constructor(psql: string, uri: string) {
    this.psql = spawn(psql, [uri, '--quiet', '--no-align', '--tuples-only', '--no-psqlrc']);
    this.psql.stdout.on('data', (data: Buffer) => {
      this.said += data.toString();
      this.heard();
    });
    this.psql.stderr.on('data', (data: Buffer) => (this.complaints += data.toString()));
  }

  async run(sql: string, values: readonly SqlValue[]): Promise<void> {
    await this.ask(sql, values);
  }

  async text(sql: string, values: readonly SqlValue[]): Promise<string | null> {
    const answer = await this.ask(sql, values);
    return answer === '' ? null : answer;
  }

  close(): void {
    this.psql.stdin.end();
  }

  private async ask(sql: string, values: readonly SqlValue[]): Promise<string> {
    const mine = this.last.then(() => this.askNow(withLiterals(sql, values)));
    this.last = mine.catch(() => undefined);
    return await mine;
  }

  private async askNow(sql: string): Promise<string> {
    const marker = `--answered ${++this.count}--`;
    this.said = '';
    this.complaints = '';
    this.psql.stdin.write(`${sql};\n\\echo ${marker}\n`);
    while (!this.said.includes(`${marker}\n`)) await new Promise<void>(resolve => (this.heard = resolve));
    if (this.complaints !== '') throw new Error(`${this.complaints}${sql}`);
    return this.said.slice(0, this.said.indexOf(marker)).replace(/\n$/, '');
  }
}

function withLiterals(sql: string, values: readonly SqlValue[]): string {
  let next = 0;
  return sql.replace(/\?/g, () => literal(values[next++] ?? null));
}

function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function newestBin(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const bin = versions.map(version => path.join(DEBIAN, version, 'bin')).find(folder => existsSync(path.join(folder, 'initdb')));
  if (bin === undefined) throw new Error(`There is no PostgreSQL in ${DEBIAN}: install Debian's package "postgresql".`);
  return bin;
}
