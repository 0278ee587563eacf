import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type MlflowPython } from './peersPython';

const windows = process.platform === 'win32';

/** An `mlflow server` on a database file, on this machine only. */
export class MlflowServer {
  private constructor(
    readonly address: string,
    private readonly process: ChildProcess,
  ) {}

  /** Starts it and waits until it is well; throws what it printed if it does not get there. */
  static async start(python: MlflowPython, database: string): Promise<MlflowServer> {
    const port = String(await freePort());
    const where = ['--backend-store-uri', `sqlite:///${database}`, '--host', '127.0.0.1', '--port', port, '--workers', '1'];
    // MLflow 2 starts gunicorn by its name.
    const PATH = `${path.dirname(python.command)}${path.delimiter}${process.env['PATH'] ?? ''}`;
    const quiet = { MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' };
    const started = spawn(python.command, ['-m', 'mlflow', 'server', ...where], {
      cwd: path.dirname(database),
      env: { ...process.env, ...python.environment, ...quiet, PATH },
      detached: !windows,
    });
    const server = new MlflowServer(`http://127.0.0.1:${port}`, started);
    await server.untilHealthy();
    return server;
  }

  /** The JSON that a path of the REST API answers to a GET, or with a body to a POST. */
  async ask(place: string, body?: unknown): Promise<unknown> {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${this.address}/api/2.0/mlflow/${place}`, body === undefined ? {} : post);
    if (!response.ok) throw new Error(`${place}: ${response.status} ${await response.text()}`);
    return await response.json();
  }

  /** Ends it with its workers, which are its children: the whole group ends. */
  async stop(): Promise<void> {
    const { pid, exitCode } = this.process;
    if (pid === undefined || exitCode !== null) return;
    const ended = once(this.process, 'exit');
    process.kill(windows ? pid : -pid, 'SIGKILL');
    await ended;
  }

  private async untilHealthy(): Promise<void> {
    let output = '';
    for (const stream of [this.process.stdout, this.process.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
    for (let tries = 0; tries < 600 && this.process.exitCode === null; tries++) {
      if (await this.isHealthy()) return;
      await wait(200);
    }
    await this.stop();
    throw new Error(`mlflow server did not start:\n${output}`);
  }

  private async isHealthy(): Promise<boolean> {
    return await fetch(`${this.address}/health`).then(
      response => response.ok,
      () => false,
    );
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise(resolve => probe.close(resolve));
  return port;
}
