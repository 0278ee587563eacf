import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unattendedJob, type Job } from '../../base/protocol';
import { failure, success, type Result } from '../../base/result';
import { type Artifact } from '../../domain/artifact';
import { shownPath, shownText } from '../../domain/shownText';
import { type HttpRequest } from '../../platform/httpClient';
import { findArtifact, isSafeArtifactPath, missingArtifact, outsideArtifacts } from '../artifactFolder';
import { type ArtifactPlace } from './artifactPlace';
import { findEntry, joined, listFolder } from './artifacts';
import { type MlflowApi } from './mlflowApi';

/** More than any model has: a server that lists on and on is not followed for ever. */
const MOST_FILES = 20_000;
const DEEPEST = 50;

/** A file or folder of a place on this machine: itself where it lies here, else a copy in the cache folder. */
export async function fetchArtifact(
  api: MlflowApi,
  place: ArtifactPlace,
  path: string,
  to: { readonly cacheFolder: string | undefined; readonly job: Job | undefined },
): Promise<Result<string>> {
  if (!isSafeArtifactPath(path)) return outsideArtifacts(path);
  if (place.local !== null) return (await findArtifact(place.local, path)) ?? missingArtifact('file', path);
  if (to.cacheFolder === undefined) return failure('unsupported', 'There is no folder to keep copies of files in.');
  const files = await filesOf(api, place, path);
  if (!files.ok) return files;
  return await copyAll(api, place, files.value, {
    target: join(cacheOf(api, place, to.cacheFolder), path),
    path,
    job: to.job ?? unattendedJob(),
  });
}

/** The file itself, or all files below the folder. */
async function filesOf(api: MlflowApi, place: ArtifactPlace, path: string): Promise<Result<readonly Artifact[]>> {
  const entry = path === '' ? success(null) : await findEntry(api, place, path);
  if (!entry.ok) return entry;
  if (entry.value !== null && !entry.value.isFolder) return success([entry.value]);
  const files = await filesBelow(api, place, path, DEEPEST);
  if (files.ok && files.value.length === 0) return missingArtifact('file', path === '' ? '/' : path);
  return files;
}

async function filesBelow(api: MlflowApi, place: ArtifactPlace, folder: string, levels: number): Promise<Result<Artifact[]>> {
  const listed = await listFolder(api, place, folder);
  if (!listed.ok) return listed;
  const files = listed.value.filter(entry => !entry.isFolder);
  for (const entry of listed.value.filter(its => its.isFolder)) {
    const below = levels === 0 ? tooMany(folder) : await filesBelow(api, place, entry.path, levels - 1);
    if (!below.ok) return below;
    files.push(...below.value);
    if (files.length > MOST_FILES) return tooMany(folder);
  }
  return success(files);
}

function tooMany(folder: string): Result<never> {
  return failure('unsupported', `The folder '${shownText(folder === '' ? '/' : folder)}' holds too many files to copy.`, {
    nextStep: 'Choose one of the files in it.',
  });
}

interface Copying {
  readonly target: string;
  /** What of the place `target` is a copy of. */
  readonly path: string;
  readonly job: Job;
}

async function copyAll(api: MlflowApi, place: ArtifactPlace, files: readonly Artifact[], copying: Copying): Promise<Result<string>> {
  const total = files.reduce((sum, file) => sum + (file.size ?? 0), 0);
  let done = 0;
  for (const file of files) {
    if (copying.job.signal.aborted) return failure('cancelled', 'The download was cancelled.');
    const target = join(copying.target, file.path.slice(copying.path.length));
    const report = (bytes: number): void =>
      copying.job.progress({ done: done + bytes, total: Math.max(total, done + bytes), what: file.path });
    const copied = await copyFile(api, place, file, { target, signal: copying.job.signal, report });
    if (!copied.ok) return copied;
    done += copied.value;
    report(0);
  }
  return success(copying.target);
}

async function copyFile(
  api: MlflowApi,
  place: ArtifactPlace,
  file: Artifact,
  how: { readonly target: string; readonly signal: AbortSignal; readonly report: (bytes: number) => void },
): Promise<Result<number>> {
  if (await isCurrent(how.target, file, place.final)) return success(file.size ?? 0);
  try {
    await mkdir(dirname(how.target), { recursive: true, mode: 0o700 });
  } catch (error) {
    return failure('unavailable', `The folder '${shownPath(dirname(how.target))}' could not be made.`, {
      nextStep: 'Check the room on the disk and who may write there.',
      detail: String(error),
    });
  }
  const request = { ...requestFor(place, joined(place.below, file.path)), signal: how.signal };
  const answer = await api.http.download(request, { file: how.target, onProgress: done => how.report(done) });
  return answer.ok ? success(answer.value.body) : answer;
}

/** Whether a copy is good: of the same size, and made when the original could no longer change. */
async function isCurrent(target: string, file: Artifact, final: ArtifactPlace['final']): Promise<boolean> {
  const copy = await stat(target).catch(() => null);
  if (copy === null || !copy.isFile() || copy.size !== file.size) return false;
  return final === true || (final !== null && copy.mtimeMs > final);
}

function requestFor(place: ArtifactPlace, path: string): HttpRequest {
  const { way } = place;
  switch (way.kind) {
    case 'run':
      return { method: 'GET', path: '/get-artifact', query: { run_id: way.runId, path } };
    case 'loggedModel':
      return {
        method: 'GET',
        path: `/ajax-api/2.0/mlflow/logged-models/${encodeURIComponent(way.modelId)}/artifacts/files`,
        query: { artifact_file_path: path },
      };
    case 'proxy':
      return { method: 'GET', path: proxyPath(path) };
  }
}

/** Where a file of the server's own artifact store is read and written. */
export function proxyPath(path: string): string {
  return `/api/2.0/mlflow-artifacts/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** A folder of this server and this place only. */
function cacheOf(api: MlflowApi, place: ArtifactPlace, cacheFolder: string): string {
  return join(cacheFolder, digest(`${api.http.origin} ${api.host} ${api.workspace}`), digest(JSON.stringify([place.way, place.below])));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
