import { existsSync } from 'node:fs';
import { failure, success, type Result } from '../../base/result';
import { type ArtifactOwner } from '../../domain/artifact';
import { type LoggedModelId, type RunId } from '../../domain/ids';
import { parseModelUri } from '../../domain/modelUri';
import { type ModelVersion } from '../../domain/registeredModel';
import { shownPath } from '../../domain/shownText';
import { getLoggedModel } from './loggedModels';
import { type MlflowApi } from './mlflowApi';
import { findRun } from './runs';
import { readVersion } from './versions';

/** Which of the server's ways leads to the artifacts of something, and the path below its root. */
export interface ArtifactPlace {
  readonly way:
    | { readonly kind: 'run'; readonly runId: RunId }
    | { readonly kind: 'loggedModel'; readonly modelId: LoggedModelId }
    | { readonly kind: 'proxy' };
  /** '' is the root of what `way` leads to. */
  readonly below: string;
  /** The folder itself, if it lies on this machine. */
  readonly local: string | null;
  /** Whether it stays as it is once it is there; else the time, in epoch milliseconds, since when it does, or null. */
  readonly final: true | number | null;
}

/** Finds where the artifacts of a run, a logged model or a version are. */
export async function findPlace(api: MlflowApi, owner: ArtifactOwner): Promise<Result<ArtifactPlace>> {
  switch (owner.kind) {
    case 'run':
      return await placeOfRun(api, owner.runId, '');
    case 'loggedModel':
      return await placeOfLoggedModel(api, owner.modelId);
    case 'version': {
      const version = await readVersion(api, owner.name, owner.version);
      return version.ok ? await placeOfVersion(api, version.value) : version;
    }
  }
}

export async function placeOfRun(api: MlflowApi, runId: RunId, below: string): Promise<Result<ArtifactPlace>> {
  const run = await findRun(api, runId);
  if (!run.ok) return run;
  const { artifactUri, endTime } = run.value;
  const local = localFolder(api, below === '' ? artifactUri : `${artifactUri}/${below}`);
  return success({ way: { kind: 'run', runId }, below, local, final: endTime });
}

export async function placeOfLoggedModel(api: MlflowApi, modelId: LoggedModelId, below = ''): Promise<Result<ArtifactPlace>> {
  const model = await getLoggedModel(api, modelId);
  if (!model.ok) return model;
  const { artifactLocation, status } = model.value;
  const local = localFolder(api, below === '' ? artifactLocation : `${artifactLocation}/${below}`);
  return success({ way: { kind: 'loggedModel', modelId }, below, local, final: status === 'READY' ? true : null });
}

export async function placeOfVersion(api: MlflowApi, version: ModelVersion): Promise<Result<ArtifactPlace>> {
  const { name, version: number } = version;
  const uri = await api.get('model-versions/get-download-uri', { name, version: number }, answer => answer.text('artifact_uri'));
  if (!uri.ok) return uri;
  const location = uri.value || version.source;
  const logged = parseModelUri(version.source);
  if (logged.ok && logged.value.kind === 'loggedModel') return await placeOfLoggedModel(api, logged.value.id);
  const proxied = proxiedPath(api, location);
  if (proxied !== null) return success({ way: { kind: 'proxy' }, below: proxied, local: null, final: true });
  return (await placeInRun(api, version, location)) ?? elsewhere(location);
}

/** A version whose files lie below its run's artifacts is read through the run, wherever the server keeps them. */
async function placeInRun(api: MlflowApi, version: ModelVersion, location: string): Promise<Result<ArtifactPlace> | null> {
  if (version.runId === null) return null;
  const run = await findRun(api, version.runId);
  if (!run.ok) return run.failure.reason === 'not_found' ? null : run;
  const root = run.value.artifactUri.replace(/\/+$/, '');
  if (location !== root && !location.startsWith(`${root}/`)) return null;
  const below = location.slice(root.length + 1).replace(/\/+$/, '');
  return success({ way: { kind: 'run', runId: version.runId }, below, local: localFolder(api, location), final: true });
}

/** The path in the server's own artifact store of `mlflow-artifacts:/…`; null if it is none, or another server's. */
export function proxiedPath(api: MlflowApi, location: string): string | null {
  const match = /^mlflow-artifacts:(?:\/\/([^/]*))?\/*([^?#]*)$/i.exec(location);
  if (match === null) return null;
  const host = match[1] ?? '';
  return host === '' || host === new URL(api.http.origin).host ? (match[2] ?? '').replace(/\/+$/, '') : null;
}

function localFolder(api: MlflowApi, location: string): string | null {
  const path = namedFolder(api, location);
  return path !== null && existsSync(path) ? path : null;
}

/** A server on this machine may name a folder of it, which need not be there. What a server elsewhere calls a path is a path there. */
export function namedFolder(api: MlflowApi, location: string): string | null {
  if (!isThisMachine(api.http.origin) || location.includes('\0')) return null;
  const path = /^file:/i.test(location) ? filePath(location) : location;
  return path !== null && (path.startsWith('/') || /^[a-z]:[\\/]/i.test(path)) ? path : null;
}

function filePath(uri: string): string | null {
  const url = URL.parse(uri);
  if (url === null || (url.host !== '' && url.host !== 'localhost')) return null;
  try {
    return decodeURIComponent(url.pathname.replace(/^\/([a-z]:)/i, '$1'));
  } catch {
    return null;
  }
}

function isThisMachine(origin: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(new URL(origin).hostname);
}

function elsewhere(location: string): Result<never> {
  return failure('unsupported', `The server does not hand out these files: they are at '${shownPath(location)}'.`, {
    nextStep: 'Download them from there, and give the path of the folder.',
  });
}
