import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { type Readable, type Writable } from 'node:stream';
import { peersPython } from '../test/support/peersPython';

/** One call of MLflow's store. */
export interface PeerAnswer {
  readonly milliseconds: number;
  /** The processor's time alone, which other programs of the machine lengthen less. */
  readonly processor: number;
  /** What ours must answer too. */
  readonly facts: unknown;
}

const script = path.join(process.env['MODELOPS_ROOT'] ?? process.cwd(), 'bench', 'storeBenchPeer.py');

/** Makes MLflow's tables in a database, or upgrades them. */
export function upgradeWithMlflow(uri: string): void {
  const done = spawnSync(peersPython(), [script, 'prepare', uri], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`MLflow could not upgrade the database: ${done.stderr || String(done.error)}`);
}

interface Child {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: Interface;
  readonly ended: Promise<'ended'>;
}

/** MLflow's stores in a process of their own, that are asked one question at a time. */
export class MlflowPeer {
  private child: Child | null = null;

  constructor(private readonly uri: string) {}

  /** Null if there was no answer in time; that process is ended, and the next question begins another. */
  async ask(question: unknown, mostMs: number): Promise<PeerAnswer | null> {
    const { process, lines, ended } = (this.child ??= await this.start());
    const answered = once(lines, 'line') as Promise<[string]>;
    process.stdin.write(`${JSON.stringify(question)}\n`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>(resolve => (timer = setTimeout(resolve, mostMs, 'late')));
    const answer = await Promise.race([answered, ended, late]);
    clearTimeout(timer);
    if (answer === 'ended') throw new Error(`MLflow's store could not be asked ${JSON.stringify(question)}.`);
    if (answer !== 'late') return JSON.parse(answer[0]) as PeerAnswer;
    this.end();
    return null;
  }

  end(): void {
    this.child?.process.kill('SIGKILL');
    this.child = null;
  }

  /** Its first line says that everything is imported and both stores are open. */
  private async start(): Promise<Child> {
    const process = spawn(peersPython(), [script, 'answer', this.uri], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: process.stdout });
    const ended = once(lines, 'close').then(() => 'ended' as const);
    if ((await Promise.race([once(lines, 'line'), ended])) === 'ended') throw new Error("MLflow's stores could not be opened.");
    return { process, lines, ended };
  }
}
