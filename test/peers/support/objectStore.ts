import { peersPython } from '../../support/peersPython';
import { freePort } from './freePort';
import { answersAt, RunningProgram } from './pythonProcess';

/** An S3-compatible store in memory (moto), with one bucket `models`. */
export class ObjectStore {
  private constructor(
    private readonly program: RunningProgram,
    private readonly address: string,
  ) {}

  static async start(folder: string): Promise<ObjectStore> {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const args = ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)];
    const program = await RunningProgram.start({ command: peersPython(), args, folder }, () => answersAt(`${address}/moto-api/`));
    const made = await fetch(`${address}/models`, { method: 'PUT', headers: { host: `127.0.0.1:${port}` } });
    if (!made.ok) throw new Error(await made.text());
    return new ObjectStore(program, address);
  }

  /** What a program needs to reach it. */
  get environment(): Readonly<Record<string, string>> {
    return {
      MLFLOW_S3_ENDPOINT_URL: this.address,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  async stop(): Promise<void> {
    await this.program.stop();
  }
}
