import { posix } from 'node:path';
import { commands, l10n, Uri, window, workspace } from 'vscode';
import { plainLabel } from '../../base/oneLine';
import { attended } from '../../workbench/attended';
import { pick } from '../../workbench/pick';
import { allowedHere } from '../../workbench/trust';
import { artifactCalls, type ArtifactPlace, type DownloadPlan, type ExistingFiles, type FolderDownload } from '../contract';
import { type ArtifactRoom } from './artifactRoom';

export interface Downloadable extends ArtifactPlace {
  readonly isFolder: boolean;
  /** What the folder of a download is called where the path has no name. */
  readonly name: string;
}

/** Asks where to and writes a file or a folder there, with progress. */
export async function downloadArtifact(room: ArtifactRoom, what: Downloadable): Promise<void> {
  if (!(await allowedHere())) return;
  await (what.isFolder ? downloadFolder(room, what) : downloadFile(room, what));
}

async function downloadFile({ engine, notices }: ArtifactRoom, { owner, path }: Downloadable): Promise<void> {
  const name = posix.basename(path);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    title: l10n.t('Download {0}', plainLabel(name, 80)),
    saveLabel: l10n.t('Download'),
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, suggestedName(name)) }),
  });
  if (target === undefined) return;
  const request = { owner, path, file: target.fsPath };
  const done = await attended(l10n.t('Downloading {0}', plainLabel(name, 80)), job => engine.ask(artifactCalls.downloadFile, request, job));
  if (!done.ok) return notices.fail(done.failure);
  notices.say(l10n.t('Downloaded {0}, {1}.', plainLabel(name, 80), megabytes(done.value.size)), reveal(target));
}

async function downloadFolder({ engine, notices }: ArtifactRoom, what: Downloadable): Promise<void> {
  const title = l10n.t('Download {0}', plainLabel(posix.basename(what.path) || what.name, 80));
  const [folder] =
    (await window.showOpenDialog({ title, openLabel: l10n.t('Download Here'), canSelectFiles: false, canSelectFolders: true })) ?? [];
  if (folder === undefined) return;
  const request: FolderDownload = {
    owner: what.owner,
    path: what.path,
    folder: folder.fsPath,
    name: posix.basename(what.path) || what.name,
  };
  const plan = await attended(title, job => engine.ask(artifactCalls.planDownload, request, job));
  if (!plan.ok) return notices.fail(plan.failure);
  if (plan.value.files === 0) return notices.say(l10n.t('There is nothing to download: the folder is empty.'));
  const existing = await existingFiles(title, plan.value);
  if (existing === undefined) return;
  const done = await attended(title, job => engine.ask(artifactCalls.downloadFolder, { ...request, existing }, job));
  if (!done.ok) return notices.fail(done.failure);
  notices.say(l10n.t('Downloaded {0} files, {1}, to {2}.', done.value.files, megabytes(done.value.size), folder.fsPath), reveal(folder));
}

/** Asked once for all; a folder where nothing is yet is not asked about. */
async function existingFiles(title: string, { files, existing }: DownloadPlan): Promise<ExistingFiles | undefined> {
  if (existing === 0) return 'replace';
  const placeholder = l10n.t('{0} of {1} files are there already', existing, files);
  return await pick({ title, placeholder }, [
    { label: l10n.t('Keep Them'), description: l10n.t('download only what is not there'), value: 'keep' },
    { label: l10n.t('Replace Them'), description: l10n.t('with what is downloaded'), value: 'replace' },
  ]);
}

/** The dialog shows it and the user may change it. */
function suggestedName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, '_').slice(0, 120);
}

function reveal(target: Uri): { readonly title: string; readonly run: () => unknown } {
  return { title: l10n.t('Reveal'), run: () => commands.executeCommand('revealFileInOS', target) };
}

function megabytes(bytes: number): string {
  return bytes < 1e5 ? l10n.t('{0} kB', (bytes / 1000).toFixed(1)) : l10n.t('{0} MB', (bytes / 1e6).toFixed(1));
}
