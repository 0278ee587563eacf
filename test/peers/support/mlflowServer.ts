import { peersPython } from '../../support/peersPython';
import { freePort } from './freePort';
import { answersAt, RunningProgram } from './pythonProcess';

export interface MlflowServerOptions {
  readonly folder: string;
  readonly backend: string;
  /** Where `mlflow-artifacts:/` lies; `mlartifacts` in the folder when absent. */
  readonly artifacts?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

export interface MlflowServer {
  readonly address: string;
  stop(): void;
}

/** A real `mlflow server` on this machine. */
export async function startMlflowServer(options: MlflowServerOptions): Promise<MlflowServer> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const artifacts = options.artifacts ?? `${options.folder}/mlartifacts`;
  const args = ['-m', 'mlflow', 'server', '--backend-store-uri', options.backend, '--artifacts-destination', artifacts];
  const program = await RunningProgram.start(
    {
      command: peersPython(),
      args: [...args, '--host', '127.0.0.1', '--port', String(port), '--workers', '1', ...(options.args ?? [])],
      folder: options.folder,
      env: { MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false', ...options.env },
    },
    () => answersAt(`${address}/health`),
  );
  return { address, stop: () => program.stop() };
}
