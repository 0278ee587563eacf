import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { type storeFacts } from './storeFacts';

/** Runs one task of store_peer.py on a database file; gives back what it printed. */
export async function storePeer(
  interpreter: string,
  task: 'write' | 'facts' | 'extend' | 'save' | 'load',
  database: string,
): Promise<string> {
  const script = path.resolve('test/peers/store_peer.py');
  const args = [script, task, `sqlite:///${database}`, path.dirname(database)];
  const { stdout } = await promisify(execFile)(interpreter, args, {
    cwd: path.dirname(database),
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONWARNINGS: 'ignore' },
  });
  return stdout;
}

/** What MLflow reads in a database, in the shape of `storeFacts`. */
export async function mlflowFacts(interpreter: string, database: string): Promise<Awaited<ReturnType<typeof storeFacts>>> {
  return JSON.parse(await storePeer(interpreter, 'facts', database)) as Awaited<ReturnType<typeof storeFacts>>;
}
