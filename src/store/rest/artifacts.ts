import { success, type Result } from '../../base/result';
import { type Artifact, type ArtifactOwner } from '../../domain/artifact';
import { isSafeArtifactPath, listArtifactFolder, missingArtifact, outsideArtifacts } from '../artifactFolder';
import { findPlace, type ArtifactPlace } from './artifactPlace';
import { readAnswer, type Fields } from './fields';
import { type MlflowApi } from './mlflowApi';

/** The entries of one folder of something's artifacts. Something that logged nothing has none, which is no failure. */
export async function listArtifacts(api: MlflowApi, owner: ArtifactOwner, folder: string): Promise<Result<readonly Artifact[]>> {
  if (!isSafeArtifactPath(folder)) return outsideArtifacts(folder);
  const place = await findPlace(api, owner);
  if (!place.ok) return place;
  const listed = await listFolder(api, place.value, folder);
  if (!listed.ok || listed.value.length > 0 || folder === '') return listed;
  const isThere = await findEntry(api, place.value, folder);
  if (!isThere.ok) return isThere;
  return isThere.value?.isFolder ? listed : missingArtifact('folder', folder);
}

/** One file or folder, as the list of the folder above it has it; null if it is not there. */
export async function findEntry(api: MlflowApi, place: ArtifactPlace, path: string): Promise<Result<Artifact | null>> {
  const above = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const listed = await listFolder(api, place, above);
  return listed.ok ? success(listed.value.find(entry => entry.path === path) ?? null) : listed;
}

/** What the server lists below a place, by path; names that lead elsewhere are left out. Empty if there is no such folder. */
export async function listFolder(api: MlflowApi, place: ArtifactPlace, folder: string): Promise<Result<readonly Artifact[]>> {
  if (place.local !== null) return (await listArtifactFolder(place.local, folder)) ?? success([]);
  const entries: Artifact[] = [];
  let token = '';
  do {
    const page = await listPage(api, place, { path: joined(place.below, folder), token });
    if (!page.ok) return page.failure.reason === 'not_found' ? success([]) : page;
    entries.push(...page.value.files.flatMap(file => toArtifact(file, folder)));
    token = page.value.token;
  } while (token !== '');
  return success(entries.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

export function joined(...parts: readonly string[]): string {
  return parts.filter(part => part !== '').join('/');
}

interface ServerFile {
  readonly path: string;
  readonly isFolder: boolean;
  readonly size: number | null;
}

async function listPage(
  api: MlflowApi,
  place: ArtifactPlace,
  of: { readonly path: string; readonly token: string },
): Promise<Result<{ files: ServerFile[]; token: string }>> {
  const path = of.path || undefined;
  const token = of.token || undefined;
  const read = (answer: Fields) => ({ files: answer.list('files').map(toFile), token: answer.text('next_page_token') });
  const { way } = place;
  switch (way.kind) {
    case 'run':
      return await api.get('artifacts/list', { run_id: way.runId, path, page_token: token }, read);
    case 'loggedModel':
      return await api.get(
        `logged-models/${encodeURIComponent(way.modelId)}/artifacts/directories`,
        { artifact_directory_path: path, page_token: token },
        read,
      );
    case 'proxy': {
      const answer = await api.http.json({ method: 'GET', path: '/api/2.0/mlflow-artifacts/artifacts', query: { path } });
      return answer.ok ? readAnswer(answer.value.body, api.host, read) : answer;
    }
  }
}

function toFile(file: Fields): ServerFile {
  const isFolder = file.flag('is_dir');
  return { path: file.text('path'), isFolder, size: isFolder ? null : file.number('file_size') };
}

/** Only the name counts: the rest is the folder that was asked for. */
function toArtifact(file: ServerFile, folder: string): Artifact[] {
  const name = file.path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const path = joined(folder, name);
  return name !== '' && isSafeArtifactPath(path) ? [{ ...file, path }] : [];
}
