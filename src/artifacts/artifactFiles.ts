import { type Job } from '../base/protocol';
import { failure, type Result, success } from '../base/result';
import { type Artifact, type ArtifactOwner } from '../domain/artifact';
import { shownText } from '../domain/shownText';
import { type ArtifactPlace } from './contract';

const MOST_FILES = 100_000;
const DEEPEST = 40;

/** Lists one folder of an owner's artifacts: the store's. */
export type ListArtifacts = (owner: ArtifactOwner, folder: string) => Promise<Result<readonly Artifact[]>>;

/** Every file in a folder of artifacts and below, in the order of their paths. One listing a folder. */
export async function artifactFiles(
  list: ListArtifacts,
  place: ArtifactPlace,
  { signal }: Pick<Job, 'signal'>,
): Promise<Result<readonly Artifact[]>> {
  const files: Artifact[] = [];
  const folders = [place.path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (signal.aborted) return failure('cancelled', 'Cancelled.');
    const entries = await entriesOf(list, { owner: place.owner, path: folder });
    if (!entries.ok) return entries;
    files.push(...entries.value.filter(({ isFolder }) => !isFolder));
    folders.push(...entries.value.filter(({ isFolder }) => isFolder).map(({ path }) => path));
    if (files.length > MOST_FILES || folders.some(isTooDeep)) return tooMany();
  }
  return success(files.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

/** A server may list anything: what is not named as an entry of the folder that was asked for is refused. */
async function entriesOf(list: ListArtifacts, { owner, path }: ArtifactPlace): Promise<Result<readonly Artifact[]>> {
  const listed = await list(owner, path);
  const stray = listed.ok ? listed.value.find(artifact => !isEntryOf(path, artifact.path)) : undefined;
  return stray === undefined ? listed : notAnEntry(stray.path);
}

function isEntryOf(folder: string, path: string): boolean {
  const prefix = folder === '' ? '' : `${folder}/`;
  const name = path.slice(prefix.length);
  return path.startsWith(prefix) && name !== '' && name !== '.' && name !== '..' && !name.includes('/');
}

function isTooDeep(folder: string): boolean {
  return folder.split('/').length > DEEPEST;
}

function notAnEntry(path: string): Result<never> {
  return failure('invalid', `The store lists '${shownText(path)}', which is not in the folder that was asked for.`, {
    nextStep: 'Download single files, or ask who runs the server.',
  });
}

function tooMany(): Result<never> {
  return failure('unsupported', 'There are more than 100,000 files, or folders within folders without end.', {
    nextStep: 'Download a folder of them.',
  });
}
