import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Python with the newest of every library that we compare with. Where it is missing, whoever asks fails. */
export const peersPython = (): string => python('MODELOPS_PEERS_PYTHON', 'peers');

/** Python with the oldest MLflow that must open our databases. */
export const oldestMlflow = (): string => python('MODELOPS_PEERS_PYTHON_MLFLOW30', 'peers-mlflow-3.0');

function python(variable: string, environment: string): string {
  const cache = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  const inside = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const found = process.env[variable] ?? path.join(cache, 'modelops', environment, ...inside);
  if (!existsSync(found)) throw new Error(`There is no Python at ${found}: run "npm run test:peers", which makes its environment.`);
  return found;
}
