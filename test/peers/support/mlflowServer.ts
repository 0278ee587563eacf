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
  const mlflow = options.mlflow ?? newestMlflow();
  const args = ['-m', 'mlflow', 'server', '--backend-store-uri', options.backend, '--artifacts-destination', artifacts];
  const program = await RunningProgram.start(
    {
      command: mlflow.command,
      args: [...args, '--host', '127.0.0.1', '--port', String(port), '--workers', '1', ...(options.args ?? [])],
      folder: options.folder,
      env: { MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false', ...mlflow.environment, ...options.env },
    },
    () => answersAt(`${address}/health`),
  );
  return { address, stop: () => program.stop() };
}
