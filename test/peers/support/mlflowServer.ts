import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { newestMlflow, type MlflowPython } from '../../support/peersPython';
import { freePort } from './freePort';
import { answersAt, RunningProgram } from './pythonProcess';

export interface MlflowServerOptions {
  readonly folder: string;
  /** The newest one when absent. */
  readonly mlflow?: MlflowPython;
  readonly backend: string;
  /** Where `mlflow-artifacts:/` lies; `mlartifacts` in the folder when absent. */
  readonly artifacts?: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Makes it MLflow's basic-auth app, which lets in nobody but this user. */
  readonly admin?: ServerUser;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

export interface ServerUser {
  readonly username: string;
  /** MLflow wants at least twelve characters. */
  readonly password: string;
}

/** A real `mlflow server` on this machine only. */
export class MlflowServer {
  private constructor(
    readonly address: string,
    private readonly program: RunningProgram,
    private readonly admin: ServerUser | undefined,
  ) {}

  /** Starts it and waits until it is well. Fails with what it printed if it does not get there. */
  static async start(options: MlflowServerOptions): Promise<MlflowServer> {
    const { folder, admin } = options;
    const port = options.port ?? (await freePort());
    const address = `http://127.0.0.1:${port}`;
    const mlflow = options.mlflow ?? newestMlflow();
    const signIn = admin === undefined ? { args: [], env: {} } : basicAuth(folder, admin);
    const where = [
      '--backend-store-uri',
      options.backend,
      '--artifacts-destination',
      options.artifacts ?? path.join(folder, 'mlartifacts'),
    ];
    const listen = ['--host', '127.0.0.1', '--port', String(port), '--workers', '1'];
    const program = await RunningProgram.start(
      {
        command: mlflow.command,
        args: ['-m', 'mlflow', 'server', ...where, ...listen, ...signIn.args, ...(options.args ?? [])],
        folder,
        env: { ...QUIET, ...foundBeside(mlflow.command), ...mlflow.environment, ...signIn.env, ...options.env },
      },
      () => answersAt(`${address}/health`),
    );
    return new MlflowServer(address, program, admin);
  }

  /** The JSON that a path of the REST API answers to a GET, or with a body to a POST. */
  async ask(place: string, body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json', ...this.signIn };
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${this.address}/api/2.0/mlflow/${place}`, { headers, ...post });
    if (!response.ok) throw new Error(`${place}: ${response.status} ${await response.text()}`);
    return await response.json();
  }

  /** Writes a file at a location that it names, as `run.artifact_uri` with a path below it. */
  async putFile(location: string, text: string): Promise<void> {
    const below = location.replace(/^mlflow-artifacts:\/*/, '').split('/');
    const place = `${this.address}/api/2.0/mlflow-artifacts/artifacts/${below.map(encodeURIComponent).join('/')}`;
    const response = await fetch(place, { method: 'PUT', body: text, headers: this.signIn });
    if (!response.ok) throw new Error(`${location}: ${response.status} ${await response.text()}`);
  }

  private get signIn(): Readonly<Record<string, string>> {
    return this.admin === undefined ? {} : { authorization: basic(this.admin) };
  }

  /** Ends it with its workers, and waits until it has ended. */
  async stop(): Promise<void> {
    await this.program.stop();
  }
}

const QUIET = { MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' };

/** MLflow 2 starts gunicorn by its name. */
function foundBeside(python: string): { readonly PATH: string } {
  return { PATH: `${path.dirname(python)}${path.delimiter}${process.env['PATH'] ?? ''}` };
}

/** What makes a server MLflow's basic-auth app, with its users in a database of its own. */
function basicAuth(folder: string, { username, password }: ServerUser): { args: readonly string[]; env: Readonly<Record<string, string>> } {
  const config = path.join(folder, 'basic_auth.ini');
  const lines = [
    '[mlflow]',
    'default_permission = READ',
    `database_uri = sqlite:///${path.join(folder, 'basic_auth.db')}`,
    `admin_username = ${username}`,
    `admin_password = ${password}`,
    'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
    // Else each request spends a good part of a second of a busy machine on the hash of the password.
    'auth_cache_ttl_seconds = 600',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  return {
    args: ['--app-name', 'basic-auth'],
    env: { MLFLOW_AUTH_CONFIG_PATH: config, MLFLOW_FLASK_SERVER_SECRET_KEY: 'of this test only' },
  };
}

function basic({ username, password }: ServerUser): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
