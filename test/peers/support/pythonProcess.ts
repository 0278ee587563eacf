import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whom it runs as; oneself when absent. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** A program that runs beside the tests, with all its children. */
export class RunningProgram {
  private output = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (this.output += data.toString()));
  }

  /** Starts it and waits until it answers. Fails with what it said if it ends or takes too long. */
  static async start(program: Program, answers: () => Promise<boolean>): Promise<RunningProgram> {
    const { command, args, folder, env, user } = program;
    const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...env }, detached: process.platform !== 'win32', ...user });
    const running = new RunningProgram(child);
    for (let tries = 0; tries < 480; tries++) {
      if (await answers().catch(() => false)) return running;
      if (child.exitCode !== null) break;
      await wait(250);
    }
    await running.stop();
    throw new Error(`${command} ${args.join(' ')} did not start:\n${running.output}`);
  }

  /** Ends the whole group; resolves when the program itself has ended. */
  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const ended = once(this.child, 'exit');
    process.kill(process.platform === 'win32' ? pid : -pid);
    await ended;
  }
}

/** Whether an address answers with success. */
export async function answersAt(address: string): Promise<boolean> {
  return (await fetch(address)).ok;
}
