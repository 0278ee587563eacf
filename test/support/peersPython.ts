import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** A Python that imports one version of MLflow. */
export interface MlflowPython {
  readonly version: string;
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
}

const peers = path.join(import.meta.dirname, '..', 'peers');

/** Python with the newest of every library that we compare with. Where it is missing, whoever asks fails. */
export function peersPython(): string {
  return existing(process.env['MODELOPS_PEERS_PYTHON'] ?? inCache('peers', ...python()));
}

/** Python with NannyML, which brings so much else that it has an environment of its own. */
export function nannymlPython(): string {
  return existing(inCache('peers-nannyml', ...python()));
}

/** MLflow in that Python, with the newest of everything that it needs. */
export function newestMlflow(): MlflowPython {
  const version = /^mlflow==(.*)$/m.exec(readFileSync(path.join(peers, 'requirements.txt'), 'utf8'))?.[1] ?? '';
  return { version, command: peersPython(), environment: {} };
}

/** Every MLflow whose databases we read and write, oldest first, and the newest among newest libraries. */
export function everyMlflow(): readonly MlflowPython[] {
  const versions = JSON.parse(readFileSync(path.join(peers, 'mlflow-versions.json'), 'utf8')) as string[];
  return [...versions.map(mlflowOf), newestMlflow()];
}

function mlflowOf(version: string): MlflowPython {
  const command = existing(inCache('peers-mlflow', ...python()));
  return { version, command, environment: { PYTHONPATH: existing(inCache(`mlflow-${version}`)) } };
}

function python(): readonly [string, string] {
  return process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
}

function inCache(...place: readonly string[]): string {
  return path.join(process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'modelops', ...place);
}

function existing(place: string): string {
  if (!existsSync(place)) throw new Error(`There is no ${place}: run "npm run test:peers", which makes it.`);
  return place;
}
