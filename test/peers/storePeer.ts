import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type storeFacts } from './storeFacts';

/** Python with the newest MLflow, and with the oldest that must open our databases. Where one is missing, the suite fails. */
export const newestMlflow = (): string => python('MODELOPS_PEERS_PYTHON', 'peers');
export const oldestMlflow = (): string => python('MODELOPS_PEERS_PYTHON_MLFLOW30', 'peers-mlflow-3.0');

function python(variable: string, environment: string): string {
  const cache = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  const inside = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const found = process.env[variable] ?? path.join(cache, 'modelops', environment, ...inside);
  if (!existsSync(found)) throw new Error(`There is no Python at ${found}: run "npm run test:peers", which makes its environment.`);
  return found;
}

/** Runs one task of store_peer.py on a database file; gives back what it printed. */
export async function storePeer(interpreter: string, task: 'write' | 'facts' | 'extend', database: string): Promise<string> {
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
