import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type MlflowPython } from '../support/peersPython';
import { type storeFacts } from './storeFacts';

/** What MLflow reads in a database. */
export type MlflowFacts = Awaited<ReturnType<typeof storeFacts>>;

/** One process of MLflow that works on database files, task by task: importing MLflow takes longer than most of them. */
export class StorePeer {
  private readonly process: ChildProcess;
  private readonly answers: AsyncIterator<string>;
  private errors = '';

  constructor(private readonly python: MlflowPython) {
    const script = path.resolve('test/peers/store_peer.py');
    const env = { ...process.env, ...python.environment, PYTHONWARNINGS: 'ignore' };
    this.process = spawn(python.command, [script], { env });
    this.process.stderr?.on('data', (data: Buffer) => (this.errors += data.toString()));
    const output = this.process.stdout;
    if (output === null) throw new Error('A spawned process has an output.');
    this.answers = createInterface(output)[Symbol.asyncIterator]();
  }

  /** Writes a database with something of everything that this MLflow knows. */
  async write(database: string): Promise<void> {
    await this.ask('write', database);
  }

  /** Goes on writing to one, as a colleague would. */
  async extend(database: string): Promise<void> {
    await this.ask('extend', database);
  }

  /** Writes to another workspace of one: from MLflow 3.10 on, where its environment has MLFLOW_ENABLE_WORKSPACES. */
  async share(database: string): Promise<void> {
    await this.ask('share', database);
  }

  /** Saves a model to the folder `saved` beside the database, without the database knowing. */
  async save(database: string): Promise<void> {
    await this.ask('save', database);
  }

  /** Loads a version that was made of that folder, and gives what it predicts for 1 and 2. */
  async load(database: string, model: string): Promise<unknown> {
    return await this.ask('load', database, { model });
  }

  /** What MLflow reads in a database, in the shape of `storeFacts`. */
  async facts(database: string): Promise<MlflowFacts> {
    return (await this.ask('facts', database)) as MlflowFacts;
  }

  stop(): void {
    this.process.kill();
  }

  private async ask(task: string, database: string, more: object = {}): Promise<unknown> {
    this.process.stdin?.write(`${JSON.stringify({ task, uri: uriOf(database), folder: path.dirname(database), ...more })}\n`);
    const answer = await this.answers.next();
    if (answer.done === true) throw new Error(`MLflow ${this.python.version} did not ${task}:\n${this.errors}`);
    return JSON.parse(answer.value);
  }
}

/** Of a database file, or of a folder that holds MLflow's file store. */
function uriOf(place: string): string {
  return place.endsWith('.db') ? `sqlite:///${place}` : `file://${place}`;
}
